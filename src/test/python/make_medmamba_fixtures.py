"""Writes the reference files that the importer's tests are held against, with PyTorch.

A tiny MedMamba with random weights that are nowhere degenerate, its logits, feature maps, taps and magnitudes at several sizes and batches, and
checkpoints of several kinds. Run it from anywhere; it writes into src/test/resources/org/xvmamba/convert.
"""

import io
import os
import pathlib
import sys
import zipfile
from collections import OrderedDict

import numpy as np
import torch

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
TARGET = REPOSITORY / "src/test/resources/org/xvmamba/convert"
sys.path.insert(0, str(REPOSITORY / "models/training"))

from medmamba import MedMamba  # noqa: E402

SIZES = [(64, 64), (64, 96), (56, 56), (224, 224)]
BATCHES = [1, 3]

# Of a larger tensor only every s-th element is kept, s odd, so that all rows and columns are met.
MOST_ELEMENTS = 2048


def image(batch, channels, height, width):
    """Numbers in [-1, 1) that Java computes alike to the last bit: a polynomial in the element's number, modulo a prime."""
    i = np.arange(batch * channels * height * width, dtype=np.int64)
    values = (i % 65537 * (i % 65537) * 7919 + i * 104729) % 65537
    return torch.from_numpy((values / 32768.5 - 1).astype(np.float32).reshape(batch, channels, height, width))


def randomise(network):
    """Every weight random, in ranges of a trained network: BatchNorm statistics, biases, norms, decays and skips included."""
    torch.manual_seed(20240907)
    for name, tensor in network.state_dict().items():
        last = name.rsplit(".", 1)[-1]
        if last == "num_batches_tracked":
            tensor.fill_(1234)
        elif last == "running_var" or (tensor.dim() == 1 and last == "weight"):
            tensor.uniform_(0.5, 1.5)
        elif last == "A_logs":
            tensor.copy_(torch.log(torch.arange(1, tensor.shape[1] + 1).float()) + 0.3 * torch.randn(tensor.shape))
        elif last == "Ds":
            tensor.copy_(1 + 0.5 * torch.randn(tensor.shape))
        elif last == "dt_projs_bias":
            step = torch.exp(torch.empty(tensor.shape).uniform_(np.log(1e-3), np.log(1.0)))
            tensor.copy_(torch.log(torch.expm1(step)))
        elif tensor.dim() == 1:
            tensor.normal_(0, 0.3)
        else:
            fan_in = tensor[0].numel() if last == "weight" else tensor.shape[-1]
            tensor.normal_(0, fan_in ** -0.5)
    return network.eval()


def kept(tensor):
    flat = tensor.detach().contiguous().reshape(-1)
    step = -(-flat.numel() // MOST_ELEMENTS) | 1
    return flat[::step].float().numpy()


def expected(network, height, width, batch):
    taps = {}
    with torch.no_grad():
        logits = network(image(batch, 3, height, width), taps)
    tensors = {"logits": logits, "features": taps["features"]}
    for block in network.block_names():
        for name in ("delta", "B", "C", "ssm_magnitude", "conv_magnitude"):
            tensors[f"{block}.{name}"] = taps[block][name]
    arrays = {}
    for name, tensor in tensors.items():
        arrays[name] = kept(tensor)
        arrays[name + ".largest"] = tensor.abs().max().numpy().astype(np.float64)
        arrays[name + ".mean"] = tensor.double().mean().numpy()
    return arrays


def on_cuda(data):
    """The same checkpoint with its tensors tagged as if they had been saved from a graphics card."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry.endswith("data.pkl"):
                content = content.replace(b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:0")
            target.writestr(zipfile.ZipInfo(entry), content)
    return result.getvalue()


def saved(contents):
    stream = io.BytesIO()
    torch.save(contents, stream)
    return stream.getvalue()


class Command:
    """What a hostile checkpoint holds: unpickling it would run a command."""

    def __reduce__(self):
        return os.system, ("echo this must never run",)


def odd_tensors():
    numbers = torch.arange(24, dtype=torch.float32)
    parts = {name: (numbers - 7).to(kind) for name, kind in [
        ("double", torch.float64), ("half", torch.float16), ("bfloat", torch.bfloat16), ("long", torch.int64), ("int", torch.int32),
        ("short", torch.int16), ("char", torch.int8)]}
    return OrderedDict(
        transposed=numbers.view(4, 6).t(), view=numbers[5:17].view(3, 4)[:, 1:3], scalar=torch.tensor(2.5), empty=torch.zeros(0, 3),
        byte=(numbers + 200).to(torch.uint8), bool=numbers > 11, small_halves=torch.tensor([6e-8, -3e-5, 65504, 0.1]).half(),
        infinite=torch.tensor([1, float("inf")]), parameter=torch.nn.Parameter(numbers[:3].clone()), **parts)


def write_checkpoints(network):
    state = network.state_dict()
    (TARGET / "tiny.pth").write_bytes(saved(state))
    halves = {"module." + name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in state.items()}
    (TARGET / "wrapped-half-cuda.pth").write_bytes(on_cuda(saved(
        {"model": halves, "epoch": 7, "best": 0.5, "classes": ["a", "b"], "size": torch.Size([1, 2]), "nothing": None, "done": True})))
    torch.save({"weight": torch.ones(2)}, TARGET / "before-zip.pth", _use_new_zipfile_serialization=False)
    (TARGET / "runs-command.pth").write_bytes(saved({"state_dict": {"weight": torch.ones(2)}, "extra": Command()}))
    (TARGET / "odd-tensors.pth").write_bytes(saved(odd_tensors()))
    foreign = {
        "vmamba": ["patch_embed.0.weight", "layers.0.blocks.0.op.x_proj_weight", "layers.0.blocks.0.op.A_logs"],
        "vim": ["cls_token", "layers.0.mixer.A_log", "layers.0.mixer.A_b_log"],
        "resnet": ["conv1.weight", "layer1.0.conv1.weight"],
        "unknown": ["a", "b", "c", "d"]}
    for name, tensors in foreign.items():
        (TARGET / f"{name}.pth").write_bytes(saved({tensor: torch.ones(2, 2) for tensor in tensors}))


def main():
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    network = randomise(MedMamba(dims=(8, 16, 32, 64), depths=(1, 1, 2, 1), d_state=6, num_classes=5))
    write_checkpoints(network)
    for height, width in SIZES:
        for batch in BATCHES:
            arrays = expected(network, height, width, batch)
            np.savez_compressed(TARGET / f"tiny-{height}x{width}-b{batch}.npz", **arrays)


if __name__ == "__main__":
    main()
