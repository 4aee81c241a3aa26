"""Vim in plain PyTorch, written from its published description (arXiv 2401.09417): class token in the middle, mean of both directions.

The names in the state_dict are those of the public checkpoints. Here the class token really stands in the middle of the sequence; the taps
"stage0.block{j}" delta, B, C are [batch, direction, token, channel or state], the second direction in the order in which it is scanned.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from scans import selective_scan


class RootMeanSquareNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight


class Mixer(nn.Module):
    def __init__(self, width, d_state, kernel=4):
        super().__init__()
        self.d_state = d_state
        self.rank = math.ceil(width / 16)
        inner = 2 * width
        self.in_proj = nn.Linear(width, 2 * inner, bias=False)
        for suffix in ("", "_b"):
            setattr(self, "conv1d" + suffix, nn.Conv1d(inner, inner, kernel, groups=inner))
            setattr(self, "x_proj" + suffix, nn.Linear(inner, self.rank + 2 * d_state, bias=False))
            setattr(self, "dt_proj" + suffix, nn.Linear(self.rank, inner))
            setattr(self, "D" + suffix, nn.Parameter(torch.ones(inner)))
        self.A_log = nn.Parameter(torch.zeros(inner, d_state))
        self.A_b_log = nn.Parameter(torch.zeros(inner, d_state))
        self.out_proj = nn.Linear(inner, width, bias=False)

    def one_way(self, x, suffix, A_log, taps):
        convolution = getattr(self, "conv1d" + suffix)
        x = functional.pad(x.transpose(1, 2), (convolution.kernel_size[0] - 1, 0))
        u = functional.silu(convolution(x)).transpose(1, 2)
        dt, B, C = getattr(self, "x_proj" + suffix)(u).split([self.rank, self.d_state, self.d_state], dim=-1)
        delta = functional.softplus(getattr(self, "dt_proj" + suffix)(dt))
        for name, tensor in (("delta", delta), ("B", B), ("C", C)):
            taps.setdefault(name, []).append(tensor)
        arguments = [tensor[:, None] for tensor in (u, delta)] + [-torch.exp(A_log)[None]] + [tensor[:, None] for tensor in (B, C)]
        return selective_scan(*arguments, getattr(self, "D" + suffix)[None])[:, 0]

    def forward(self, x, taps):
        x, z = self.in_proj(x).chunk(2, dim=-1)
        forward = self.one_way(x, "", self.A_log, taps) * functional.silu(z)
        backward = self.one_way(x.flip(1), "_b", self.A_b_log, taps) * functional.silu(z.flip(1))
        for name in ("delta", "B", "C"):
            taps[name] = torch.stack(taps[name], dim=1)
        return self.out_proj((forward + backward.flip(1)) / 2)


class Block(nn.Module):
    def __init__(self, width, d_state):
        super().__init__()
        self.mixer = Mixer(width, d_state)
        self.norm = RootMeanSquareNorm(width)


class Embedding(nn.Module):
    def __init__(self, width, patch, stride):
        super().__init__()
        self.proj = nn.Conv2d(3, width, patch, stride=stride)


class Vim(nn.Module):
    def __init__(self, width, depth, d_state, classes, grid, patch=16, stride=16):
        super().__init__()
        self.grid = grid
        self.patch_embed = Embedding(width, patch, stride)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.zeros(1, grid * grid + 1, width))
        self.layers = nn.ModuleList(Block(width, d_state) for _ in range(depth))
        self.norm_f = RootMeanSquareNorm(width)
        self.head = nn.Linear(width, classes)

    def block_names(self):
        return [f"stage0.block{j}" for j in range(len(self.layers))]

    def places(self, height, width):
        """The embedding of the class token's place, and that of the cells, interpolated where the grid is not the trained one."""
        middle = self.grid * self.grid // 2
        cells = torch.cat([self.pos_embed[:, :middle], self.pos_embed[:, middle + 1:]], dim=1)
        if (height, width) != (self.grid, self.grid):
            cells = cells.view(1, self.grid, self.grid, -1).permute(0, 3, 1, 2)
            cells = functional.interpolate(cells, size=(height, width), mode="bicubic", align_corners=False).flatten(2).transpose(1, 2)
        return self.pos_embed[:, middle:middle + 1], cells

    def forward(self, x, taps):
        x = self.patch_embed.proj(x)
        batch, _, height, width = x.shape
        of_class, of_cells = self.places(height, width)
        x = x.flatten(2).transpose(1, 2) + of_cells
        middle = height * width // 2
        x = torch.cat([x[:, :middle], (self.cls_token + of_class).expand(batch, -1, -1), x[:, middle:]], dim=1)
        for name, block in zip(self.block_names(), self.layers):
            x = x + block.mixer(block.norm(x), taps.setdefault(name, {}))
        x = self.norm_f(x)
        cells = torch.cat([x[:, :middle], x[:, middle + 1:]], dim=1)
        taps["features"] = cells.transpose(1, 2).reshape(batch, -1, height, width)
        return self.head(x[:, middle])
