"""Writes a tiny PlainMamba with random weights, and what PyTorch makes of it at the trained size and at others."""

import numpy as np
import torch

from fixtures import TARGET, expected, randomise, saved
from plain_mamba import PlainMamba

SIZES = [(80, 80, 1), (48, 112, 3), (50, 77, 1), (16, 40, 1), (40, 16, 1)]


def main():
    torch.set_num_threads(1)
    network = randomise(PlainMamba(24, 3, 4, 3, grid=5, stem=16))
    # What the training script saves beside the weights, in short.
    (TARGET / "plainmamba.pth").write_bytes(saved({"meta": {"epoch": 300, "CLASSES": ("a", "b", "c")}, "state_dict": network.published()}))
    for height, width, batch in SIZES:
        np.savez_compressed(TARGET / f"plainmamba-{height}x{width}-b{batch}.npz", **expected(network, height, width, batch, ["delta", "B", "C"]))


if __name__ == "__main__":
    main()
