"""Writes the scan orders as PyTorch computes them, on a few grids."""

import numpy as np

from fixtures import TARGET
from scans import cascade_orders, orders, plain_mamba_walks, vim_orders

GRIDS = [(1, 1), (1, 4), (2, 3), (5, 3), (7, 4), (14, 14)]


def main():
    arrays = {}
    for height, width in GRIDS:
        for pattern in ("cross2d", "unidi", "bidi"):
            arrays[f"{pattern}-{height}x{width}"] = orders(pattern, height, width).numpy().astype(np.float64)
        for number, order in enumerate(cascade_orders(height, width)):
            arrays[f"cascade{number}-{height}x{width}"] = order.numpy().astype(np.float64)
        walks = plain_mamba_walks(height, width)
        arrays[f"plainmamba-{height}x{width}"] = np.array([cells for cells, _ in walks], dtype=np.float64)
        arrays[f"vim-{height}x{width}"] = vim_orders(height, width).numpy().astype(np.float64)
    np.savez_compressed(TARGET / "scan-orders.npz", **arrays)


if __name__ == "__main__":
    main()
