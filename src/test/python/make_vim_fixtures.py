"""Writes tiny Vims with random weights, and what PyTorch makes of them at the trained size and at others."""

import numpy as np
import torch

from fixtures import TARGET, expected, randomise, saved
from vim import Vim


def write(name, network, sizes):
    (TARGET / f"{name}.pth").write_bytes(saved({"model": network.state_dict()}))
    for height, width, batch in sizes:
        np.savez_compressed(TARGET / f"{name}-{height}x{width}-b{batch}.npz", **expected(network, height, width, batch, ["delta", "B", "C"]))


def main():
    torch.set_num_threads(1)
    write("vim-16", randomise(Vim(24, 3, 4, 3, grid=5)), [(80, 80, 2), (48, 112, 1)])
    # 27 x 27 overlapping patches are those of 224 x 224 pixels.
    write("vim-8", randomise(Vim(16, 2, 4, 3, grid=27, stride=8)), [(224, 224, 1), (64, 90, 2)])


if __name__ == "__main__":
    main()
