"""Writes the reference files that the importer's tests are held against, with PyTorch.

A tiny MedMamba with random weights that are nowhere degenerate, its logits, feature maps, taps and magnitudes at several sizes and batches, and
checkpoints of several kinds. Run it from anywhere; it writes into src/test/resources/org/xvmamba/convert.
"""

import io
import os
import sys
import zipfile

import numpy as np
import torch

from fixtures import REPOSITORY, TARGET, expected, odd_tensors, randomise, saved

sys.path.insert(0, str(REPOSITORY / "models/training"))

from medmamba import MedMamba  # noqa: E402

SIZES = [(64, 64), (64, 96), (56, 56), (224, 224)]
BATCHES = [1, 3]
TAPS = ["delta", "B", "C", "ssm_magnitude", "conv_magnitude"]


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


class Command:
    """What a hostile checkpoint holds: unpickling it would run a command."""

    def __reduce__(self):
        return os.system, ("echo this must never run",)


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
            arrays = expected(network, height, width, batch, TAPS)
            np.savez_compressed(TARGET / f"tiny-{height}x{width}-b{batch}.npz", **arrays)


if __name__ == "__main__":
    main()
