"""Writes tiny VMambas of both versions with random weights, and what PyTorch makes of them."""

import numpy as np
import torch

from fixtures import TARGET, expected, randomise, saved
from vmamba import VMamba0, VMamba2


def write(name, network, sizes):
    for height, width, batch in sizes:
        np.savez_compressed(TARGET / f"{name}-{height}x{width}-b{batch}.npz", **expected(network, height, width, batch, ["delta", "B", "C"]))


def main():
    torch.set_num_threads(1)
    first = randomise(VMamba0((8, 16, 32), (1, 2, 1), d_state=5, classes=3))
    (TARGET / "vmamba0.pth").write_bytes(saved(first.state_dict()))
    write("vmamba0", first, [(64, 64, 2), (56, 84, 1)])
    last = randomise(VMamba2((8, 16, 32), (1, 2, 1), 3, ratio=2, d_state=1, gated=False, conv_bias=False, layers=True))
    (TARGET / "vmamba2.pth").write_bytes(saved({"model": last.state_dict()}))
    for pattern in ("cross2d", "unidi", "bidi"):
        write(f"vmamba2-{pattern}", last.use(pattern), [(64, 64, 2), (50, 77, 1)])
    write("vmamba2-cascade2d", last.use("cascade2d"), [(64, 64, 1), (50, 77, 3), (34, 16, 1)])
    # The older names of the weights, an inner width equal to the outer one, several states, a gate, and matrices stored as kernels of one cell.
    gated = randomise(VMamba2((16, 32), (1, 1), 3, ratio=1, d_state=4, gated=True, conv_bias=True))
    kernels = {name: tensor[:, :, None, None] if name.endswith(("_proj.weight", "fc1.weight", "fc2.weight")) else tensor
               for name, tensor in gated.state_dict().items()}
    (TARGET / "vmamba2-gated.pth").write_bytes(saved(kernels))
    write("vmamba2-gated", gated, [(40, 48, 1)])


if __name__ == "__main__":
    main()
