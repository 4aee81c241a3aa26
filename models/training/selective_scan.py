"""The selective scan of a state-space model: a plain reference and a compiled version.

Both take the same arguments and give the same result:

    u      [batch, direction, token, channel]   input of the scan
    delta  [batch, direction, token, channel]   step size, after softplus, > 0
    A      [direction, channel, state]          negative decay rates
    B      [batch, direction, token, state]     input matrix, shared by the channels
    C      [batch, direction, token, state]     output matrix, shared by the channels
    D      [direction, channel]                 skip weight
    result [batch, direction, token, channel]

Tokens stand in scan order; the state starts at zero:

    h_l = exp(delta_l A) h_(l-1) + delta_l B_l u_l        y_l = sum over states of C_l h_l, + D u_l
"""

import ctypes
import hashlib
import os
import pathlib
import subprocess
import tempfile

import torch

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
KERNEL_SOURCE = pathlib.Path(__file__).resolve().with_name("scan_kernel.cpp")

# The kernel keeps the state only every so many tokens; its backward pass computes the rest again.
TOKENS_PER_CHECKPOINT = 32


def reference_scan(u, delta, A, B, C, D):
    """Token by token, in any floating type, with PyTorch's own gradients. Slow; the yardstick of the fast one."""
    batch, directions, tokens, channels = u.shape
    h = u.new_zeros(batch, directions, channels, A.shape[-1])
    y = []
    for l in range(tokens):
        step = delta[:, :, l, :, None]
        h = torch.exp(step * A) * h + step * B[:, :, l, None, :] * u[:, :, l, :, None]
        y.append((h * C[:, :, l, None, :]).sum(-1))
    return torch.stack(y, dim=2) + D[:, None, :] * u


def fast_scan(u, delta, A, B, C, D):
    """The compiled scan: float32 on the CPU, with a hand-written backward pass. Needs g++ at its first call."""
    return _FastScan.apply(u, delta, A, B, C, D)


class _FastScan(torch.autograd.Function):
    @staticmethod
    def forward(context, u, delta, A, B, C, D):
        u, delta, B, C = (t.contiguous() for t in (u, delta, B, C))
        # The kernel walks the channels innermost, so that one vector instruction serves sixteen of them.
        A_states_first = A.transpose(1, 2).contiguous()
        D = D.contiguous()
        for tensor in (u, delta, A, B, C, D):
            if tensor.dtype != torch.float32 or tensor.device.type != "cpu":
                raise TypeError("fast_scan works on float32 tensors on the CPU; use reference_scan for others")
        batch, directions, tokens, channels = u.shape
        states = A.shape[-1]
        checkpoints = (tokens + TOKENS_PER_CHECKPOINT - 1) // TOKENS_PER_CHECKPOINT
        y = torch.empty_like(u)
        kept = u.new_empty(batch, directions, checkpoints, states, channels)
        _kernel().scan_forward(
            *_sizes(batch, directions, tokens, channels, states),
            *_addresses(u, delta, A_states_first, B, C, D, y, kept))
        context.save_for_backward(u, delta, A_states_first, B, C, D, kept)
        return y

    @staticmethod
    def backward(context, gradient_y):
        u, delta, A_states_first, B, C, D, kept = context.saved_tensors
        gradient_y = gradient_y.contiguous()
        batch, directions, tokens, channels = u.shape
        states = A_states_first.shape[1]
        gradient_u, gradient_delta = torch.empty_like(u), torch.empty_like(u)
        gradient_B, gradient_C = torch.empty_like(B), torch.empty_like(C)
        # One part per batch item, added up afterwards: so the sum does not depend on the threads' timing.
        gradient_A = u.new_empty(batch, directions, states, channels)
        _kernel().scan_backward(
            *_sizes(batch, directions, tokens, channels, states),
            *_addresses(u, delta, A_states_first, B, C, D, kept, gradient_y,
                        gradient_u, gradient_delta, gradient_A, gradient_B, gradient_C))
        gradient_D = (gradient_y * u).sum(dim=(0, 2))
        return gradient_u, gradient_delta, gradient_A.sum(0).transpose(1, 2), gradient_B, gradient_C, gradient_D


def _sizes(batch, directions, tokens, channels, states):
    sizes = (batch, directions, tokens, channels, states, TOKENS_PER_CHECKPOINT, torch.get_num_threads())
    return [ctypes.c_int64(size) for size in sizes]


def _addresses(*tensors):
    return [ctypes.c_void_p(tensor.data_ptr()) for tensor in tensors]


_loaded_kernel = None


def _kernel():
    """Compiles scan_kernel.cpp once into target/training and loads it."""
    global _loaded_kernel
    if _loaded_kernel is None:
        options = ["-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]
        fingerprint = hashlib.sha256(KERNEL_SOURCE.read_bytes() + " ".join(options).encode()).hexdigest()[:16]
        folder = REPOSITORY / "target" / "training"
        folder.mkdir(parents=True, exist_ok=True)
        library = folder / f"scan_kernel_{fingerprint}.so"
        if not library.exists():
            # Two runs may start at once: each compiles under a name of its own, the rename is atomic.
            handle, unfinished = tempfile.mkstemp(suffix=".so", dir=folder)
            os.close(handle)
            subprocess.run(["g++", *options, str(KERNEL_SOURCE), "-o", unfinished], check=True)
            os.replace(unfinished, library)
        _loaded_kernel = ctypes.CDLL(str(library))
    return _loaded_kernel
