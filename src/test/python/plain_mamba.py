"""PlainMamba in plain PyTorch, written from its published description (arXiv 2403.17695) and what its code makes of it.

The names in the state_dict are those of the public checkpoints, without `backbone.`. The taps "stage0.block{j}" delta, B, C are [batch, direction,
step, channel or state]. As in the published code, only u is put in the order of a scan: step l takes dt, B and C of cell l, whatever cell it is at.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from scans import plain_mamba_walks, selective_scan


class Scan(nn.Module):
    def __init__(self, width, d_state, kernel=7):
        super().__init__()
        self.d_state = d_state
        self.rank = math.ceil(width / 16)
        inner = 2 * width
        self.in_proj = nn.Linear(width, 2 * inner)
        self.conv2d = nn.Conv2d(inner, inner, kernel, padding=kernel // 2, groups=inner)
        self.x_proj = nn.Linear(inner, self.rank + 2 * d_state, bias=False)
        self.dt_proj = nn.Linear(self.rank, inner)
        self.A_log = nn.Parameter(torch.zeros(inner, d_state))
        self.D = nn.Parameter(torch.ones(inner))
        self.out_proj = nn.Linear(inner, width)
        self.direction_Bs = nn.Parameter(torch.zeros(5, d_state))

    def forward(self, x, height, width, taps):
        batch, length, _ = x.shape
        x, z = self.in_proj(x).chunk(2, dim=-1)
        x = functional.silu(self.conv2d(x.transpose(1, 2).reshape(batch, -1, height, width))).flatten(2).transpose(1, 2)
        dt, B, C = self.x_proj(x).split([self.rank, self.d_state, self.d_state], dim=-1)
        delta = functional.softplus(self.dt_proj(dt))
        y, of_directions = 0, {"delta": [], "B": [], "C": []}
        for cells, moves in plain_mamba_walks(height, width):
            B_with_move = B + self.direction_Bs[moves]
            scanned = selective_scan(x[:, None, cells], delta[:, None], -torch.exp(self.A_log)[None], B_with_move[:, None], C[:, None], self.D[None])
            y = y + scanned[:, 0, torch.tensor(cells).argsort()]
            for name, tensor in (("delta", delta), ("B", B_with_move), ("C", C)):
                of_directions[name].append(tensor)
        taps.update({name: torch.stack(tensors, dim=1) for name, tensors in of_directions.items()})
        return self.out_proj(y * functional.silu(z))


class Layer(nn.Module):
    def __init__(self, width, d_state, convolved):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mamba = Scan(width, d_state)
        if convolved:
            self.dw = nn.Sequential(nn.Conv2d(width, width, 3, padding=1, groups=width, bias=False), nn.BatchNorm2d(width), nn.GELU())

    def forward(self, x, height, width, taps):
        x = x + self.mamba(self.norm(x), height, width, taps)
        if hasattr(self, "dw"):
            x = self.dw(x.transpose(1, 2).reshape(x.shape[0], -1, height, width)).flatten(2).transpose(1, 2)
        return x


def convolution(channels, width, kernel, stride):
    return [nn.Conv2d(channels, width, kernel, stride=stride, padding=kernel // 2, bias=False), nn.BatchNorm2d(width), nn.ReLU()]


class Embedding(nn.Module):
    def __init__(self, width, stem, convolutions, patch):
        super().__init__()
        self.stem = nn.Sequential(*convolution(3, stem, 7, 2))
        self.convs = nn.Sequential(*[layer for _ in range(convolutions) for layer in convolution(stem, stem, 3, 1)])
        self.projection = nn.Conv2d(stem, width, patch // 2, stride=patch // 2)

    def forward(self, x):
        x = self.convs(self.stem(x))
        step = self.projection.stride[0]
        # Zeros at the right and below, up to whole patches.
        return self.projection(functional.pad(x, (0, -x.shape[3] % step, 0, -x.shape[2] % step)))


class PlainMamba(nn.Module):
    """`convolved`: the layers that a convolution follows."""

    def __init__(self, width, depth, d_state, classes, grid, convolved=(0,), convolutions=1, stem=64, patch=16):
        super().__init__()
        self.grid = grid
        self.patch_embed = Embedding(width, stem, convolutions, patch)
        self.pos_embed = nn.Parameter(torch.zeros(1, grid * grid, width))
        self.layers = nn.ModuleList(Layer(width, d_state, i in convolved) for i in range(depth))
        self.ln1 = nn.LayerNorm(width, eps=1e-6)
        self.head = nn.Module()
        self.head.fc = nn.Linear(width, classes)

    def block_names(self):
        return [f"stage0.block{j}" for j in range(len(self.layers))]

    def places(self, height, width):
        if (height, width) == (self.grid, self.grid):
            return self.pos_embed
        places = self.pos_embed.view(1, self.grid, self.grid, -1).permute(0, 3, 1, 2)
        return functional.interpolate(places, size=(height, width), mode="bicubic", align_corners=False).flatten(2).transpose(1, 2)

    def published(self):
        """The weights under the names of the published files, where the backbone is a part of a classifier."""
        return {name if name.startswith("head.") else "backbone." + name: tensor for name, tensor in self.state_dict().items()}

    def forward(self, x, taps):
        x = self.patch_embed(x)
        batch, channels, height, width = x.shape
        x = x.flatten(2).transpose(1, 2) + self.places(height, width)
        for name, layer in zip(self.block_names(), self.layers):
            x = layer(x, height, width, taps.setdefault(name, {}))
        x = self.ln1(x)
        taps["features"] = x.transpose(1, 2).reshape(batch, channels, height, width)
        return self.head.fc(x.mean(dim=1))
