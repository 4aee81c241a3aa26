"""What the scripts that write fixtures share: where the files go, images, random weights, what is kept of a tensor."""

import io
import pathlib
from collections import OrderedDict

import numpy as np
import torch

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
TARGET = REPOSITORY / "src/test/resources/org/xvmamba/convert"

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
        elif last in ("A_logs", "A_log", "A_b_log"):
            tensor.copy_(torch.log(torch.arange(1, tensor.shape[1] + 1).float()) + 0.3 * torch.randn(tensor.shape))
        elif last in ("Ds", "D", "D_b"):
            tensor.copy_(1 + 0.5 * torch.randn(tensor.shape))
        elif last == "dt_projs_bias" or name.endswith(("dt_proj.bias", "dt_proj_b.bias")):
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


def expected(network, height, width, batch, taps_of_blocks):
    """What a forward pass must give: of each tensor the elements that are kept, the largest magnitude and the mean."""
    taps = {}
    with torch.no_grad():
        logits = network(image(batch, 3, height, width), taps)
    tensors = {"logits": logits, "features": taps["features"]}
    for block in network.block_names():
        for scan, of_scan in scans(block, taps[block]):
            for name in taps_of_blocks:
                tensors[f"{scan}.{name}"] = of_scan[name]
    arrays = {}
    for name, tensor in tensors.items():
        arrays[name] = kept(tensor)
        arrays[name + ".largest"] = tensor.abs().max().numpy().astype(np.float64)
        arrays[name + ".mean"] = tensor.double().mean().numpy()
    return arrays


def scans(block, taps):
    """The taps of a block by the name of its scan; where it has several, each has a dictionary of its own."""
    several = all(isinstance(tap, dict) for tap in taps.values())
    return [(f"{block}.{scan}", of_scan) for scan, of_scan in taps.items()] if several else [(block, taps)]


def saved(contents):
    stream = io.BytesIO()
    torch.save(contents, stream)
    return stream.getvalue()


def odd_tensors():
    numbers = torch.arange(24, dtype=torch.float32)
    parts = {name: (numbers - 7).to(kind) for name, kind in [
        ("double", torch.float64), ("half", torch.float16), ("bfloat", torch.bfloat16), ("long", torch.int64), ("int", torch.int32),
        ("short", torch.int16), ("char", torch.int8)]}
    return OrderedDict(
        transposed=numbers.view(4, 6).t(), view=numbers[5:17].view(3, 4)[:, 1:3], scalar=torch.tensor(2.5), empty=torch.zeros(0, 3),
        byte=(numbers + 200).to(torch.uint8), bool=numbers > 11, small_halves=torch.tensor([6e-8, -3e-5, 65504, 0.1]).half(),
        infinite=torch.tensor([1, float("inf")]), parameter=torch.nn.Parameter(numbers[:3].clone()), **parts)
