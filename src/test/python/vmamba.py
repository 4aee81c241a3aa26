"""VMamba in plain PyTorch, written from its published description (arXiv 2401.10166): the first version, and the last one (v05_noz).

The names in the state_dict are those of the public checkpoints. forward(x, taps) fills the dictionary `taps`: under "stage{i}.block{j}" delta, B, C
in scan order, [batch, direction, token, channel or state]; under "features" the feature map that is averaged for the head.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from scans import orders, selective_scan

DIRECTIONS = 4

# The four scans of the pattern cascade2d, in the order of their parameters.
CASCADE = ("each-row", "each-row-reversed", "each-column", "each-column-reversed")


class ChannelNorm(nn.LayerNorm):
    """LayerNorm over the channels of [batch, channel, height, width]."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Weight(nn.Module):
    """A bare weight, as a layer without bias holds it."""

    def __init__(self, *shape):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(shape))


class SS2D(nn.Module):
    """[batch, channel, height, width] to the same shape. `layers`: the newer names and shapes of the projections' weights."""

    def __init__(self, d_model, ratio, d_state, gated, conv_bias, layers=False, pattern="cross2d"):
        super().__init__()
        self.pattern = pattern
        self.d_state = d_state
        self.rank = math.ceil(d_model / 16)
        self.d_inner = int(ratio * d_model)
        self.in_proj = nn.Linear(d_model, 2 * self.d_inner if gated else self.d_inner, bias=False)
        self.conv2d = nn.Conv2d(self.d_inner, self.d_inner, 3, padding=1, groups=self.d_inner, bias=conv_bias)
        rows = self.rank + 2 * d_state
        if layers:
            self.x_proj = Weight(DIRECTIONS * rows, self.d_inner)
            self.dt_projs = Weight(DIRECTIONS * self.d_inner, self.rank)
        else:
            self.x_proj_weight = nn.Parameter(torch.empty(DIRECTIONS, rows, self.d_inner))
            self.dt_projs_weight = nn.Parameter(torch.empty(DIRECTIONS, self.d_inner, self.rank))
        self.dt_projs_bias = nn.Parameter(torch.empty(DIRECTIONS, self.d_inner))
        self.A_logs = nn.Parameter(torch.empty(DIRECTIONS * self.d_inner, d_state))
        self.Ds = nn.Parameter(torch.empty(DIRECTIONS * self.d_inner))
        self.out_norm = nn.LayerNorm(self.d_inner)
        self.out_proj = nn.Linear(self.d_inner, d_model, bias=False)

    def projections(self):
        layers = hasattr(self, "x_proj")
        x_proj = self.x_proj.weight if layers else self.x_proj_weight
        dt_projs = self.dt_projs.weight if layers else self.dt_projs_weight
        return x_proj.view(DIRECTIONS, -1, self.d_inner), dt_projs.view(DIRECTIONS, self.d_inner, self.rank)

    def lines(self, x, first, taps):
        """Two opposite scans of x [batch, line, cell, channel], every line on its own; their outputs are added up step by step, as VMamba's code
        does it: neither is turned around."""
        batch, count, length, _ = x.shape
        x_proj, dt_projs = self.projections()
        A = -torch.exp(self.A_logs).view(DIRECTIONS, self.d_inner, self.d_state)
        y = 0
        for k, u in ((first, x), (first + 1, x.flip(2))):
            u = u.reshape(batch * count, 1, length, self.d_inner)
            dt, B, C = (u @ x_proj[k].t()).split([self.rank, self.d_state, self.d_state], dim=-1)
            delta = functional.softplus(dt @ dt_projs[k].t() + self.dt_projs_bias[k])
            y = y + selective_scan(u, delta, A[k:k + 1], B, C, self.Ds.view(DIRECTIONS, 1, self.d_inner)[k])
            for name, tensor in (("delta", delta), ("B", B), ("C", C)):
                tensor = tensor.view(batch, count, length, -1)
                # From its last line to its first, as one walk over all of them.
                tensor = tensor.flip(1) if k > first else tensor
                taps.setdefault(CASCADE[k], {})[name] = tensor.reshape(batch, 1, count * length, -1)
        return y.view(batch, count, length, self.d_inner)

    def cascade(self, tokens, height, width, taps):
        """Rows, and of their sum the columns, each after a LayerNorm without weights."""
        norm = lambda x: functional.layer_norm(x, x.shape[-1:])
        rows = self.lines(norm(tokens).view(-1, height, width, self.d_inner), 0, taps)
        columns = self.lines(norm(rows).transpose(1, 2), 2, taps)
        return columns.transpose(1, 2).reshape(tokens.shape)

    def four_ways(self, tokens, height, width, taps):
        walk = orders(self.pattern, height, width)
        u = tokens[:, walk]
        x_proj, dt_projs = self.projections()
        dt, B, C = torch.einsum("bkld,kcd->bklc", u, x_proj).split([self.rank, self.d_state, self.d_state], dim=-1)
        delta = functional.softplus(torch.einsum("bklr,kdr->bkld", dt, dt_projs) + self.dt_projs_bias[:, None, :])
        A = -torch.exp(self.A_logs).view(DIRECTIONS, self.d_inner, self.d_state)
        y = selective_scan(u, delta, A, B, C, self.Ds.view(DIRECTIONS, self.d_inner))
        taps.update(delta=delta, B=B, C=C)
        return sum(y[:, k, walk[k].argsort()] for k in range(DIRECTIONS))

    def forward(self, x, taps):
        batch, _, height, width = x.shape
        projected = self.in_proj(x.permute(0, 2, 3, 1))
        x, gate = projected[..., :self.d_inner], projected[..., self.d_inner:]
        tokens = functional.silu(self.conv2d(x.permute(0, 3, 1, 2))).flatten(2).transpose(1, 2)
        scan = self.cascade if self.pattern == "cascade2d" else self.four_ways
        y = self.out_norm(scan(tokens, height, width, taps)).view(batch, height, width, self.d_inner)
        if gate.shape[-1]:
            y = y * functional.silu(gate)
        return self.out_proj(y).permute(0, 3, 1, 2)


class FirstBlock(nn.Module):
    def __init__(self, width, d_state):
        super().__init__()
        self.ln_1 = ChannelNorm(width)
        self.self_attention = SS2D(width, 2, d_state, gated=True, conv_bias=True)

    def forward(self, x, taps):
        return x + self.self_attention(self.ln_1(x), taps)


class Perceptron(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(functional.gelu(self.fc1(x.permute(0, 2, 3, 1)))).permute(0, 3, 1, 2)


class LastBlock(nn.Module):
    def __init__(self, width, **scan):
        super().__init__()
        self.norm = ChannelNorm(width)
        self.op = SS2D(width, **scan)
        self.norm2 = ChannelNorm(width)
        self.mlp = Perceptron(width, 4 * width)

    def forward(self, x, taps):
        x = x + self.op(self.norm(x), taps)
        return x + self.mlp(self.norm2(x))


class Embedding(nn.Module):
    def __init__(self, channels, patch=4):
        super().__init__()
        self.proj = nn.Conv2d(3, channels, patch, stride=patch)
        self.norm = ChannelNorm(channels)

    def forward(self, x):
        return self.norm(self.proj(x))


class Merging(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = nn.LayerNorm(4 * channels)
        self.reduction = nn.Linear(4 * channels, 2 * channels, bias=False)

    def forward(self, x):
        x = x[:, :, :x.shape[2] // 2 * 2, :x.shape[3] // 2 * 2]
        merged = torch.cat([x[:, :, 0::2, 0::2], x[:, :, 1::2, 0::2], x[:, :, 0::2, 1::2], x[:, :, 1::2, 1::2]], dim=1)
        return self.reduction(self.norm(merged.permute(0, 2, 3, 1))).permute(0, 3, 1, 2)


class Stage(nn.Module):
    def __init__(self, blocks, downsample):
        super().__init__()
        self.blocks = nn.ModuleList(blocks)
        self.downsample = downsample


class Network(nn.Module):
    def run(self, x, taps):
        for i, stage in enumerate(self.layers):
            for j, block in enumerate(stage.blocks):
                x = block(x, taps.setdefault(f"stage{i}.block{j}", {}))
            if stage.downsample is not None:
                x = stage.downsample(x)
        return x

    def block_names(self):
        return [f"stage{i}.block{j}" for i, stage in enumerate(self.layers) for j in range(len(stage.blocks))]


class VMamba0(Network):
    def __init__(self, dims, depths, d_state, classes):
        super().__init__()
        self.patch_embed = Embedding(dims[0])
        self.layers = nn.ModuleList(
            Stage([FirstBlock(dim, d_state) for _ in range(depth)], Merging(dim) if i + 1 < len(dims) else None)
            for i, (dim, depth) in enumerate(zip(dims, depths)))
        self.norm = ChannelNorm(dims[-1])
        self.head = nn.Linear(dims[-1], classes)

    def forward(self, x, taps):
        taps["features"] = self.norm(self.run(self.patch_embed(x), taps))
        return self.head(taps["features"].mean(dim=(2, 3)))


class Classifier(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        self.norm = ChannelNorm(width)
        self.head = nn.Linear(width, classes)


class VMamba2(Network):
    def __init__(self, dims, depths, classes, **scan):
        super().__init__()
        self.patch_embed = nn.Sequential(
            nn.Conv2d(3, dims[0] // 2, 3, stride=2, padding=1), nn.Identity(), ChannelNorm(dims[0] // 2), nn.Identity(), nn.GELU(),
            nn.Conv2d(dims[0] // 2, dims[0], 3, stride=2, padding=1), nn.Identity(), ChannelNorm(dims[0]))
        self.layers = nn.ModuleList(
            Stage([LastBlock(dim, **scan) for _ in range(depth)], self.shrinking(dim, dims[i + 1]) if i + 1 < len(dims) else None)
            for i, (dim, depth) in enumerate(zip(dims, depths)))
        self.classifier = Classifier(dims[-1], classes)

    @staticmethod
    def shrinking(before, after):
        return nn.Sequential(nn.Identity(), nn.Conv2d(before, after, 3, stride=2, padding=1), nn.Identity(), ChannelNorm(after))

    def use(self, pattern):
        for module in self.modules():
            if isinstance(module, SS2D):
                module.pattern = pattern
        return self

    def forward(self, x, taps):
        taps["features"] = self.classifier.norm(self.run(self.patch_embed(x), taps))
        return self.classifier.head(taps["features"].mean(dim=(2, 3)))
