"""MedMamba in plain PyTorch, written from its published description (arXiv 2403.03849).

The names in the state_dict are those of the public checkpoints, so that weights go both ways. Inside the
network feature maps are [batch, height, width, channel]; the input is [batch, channel, height, width].
"""

import math

import torch
from torch import nn
from torch.nn import functional

from selective_scan import reference_scan

DIRECTIONS = 4


def cross_scan_orders(height, width):
    """Token numbers in visiting order, [4, height * width]: row-major, column-major, and the reverse of both."""
    row_major = torch.arange(height * width)
    column_major = row_major.view(height, width).t().reshape(-1)
    return torch.stack([row_major, column_major, row_major.flip(0), column_major.flip(0)])


def channel_shuffle(x):
    """Two groups of channels, interleaved: [first half, second half] becomes first, second, first, second ..."""
    batch, height, width, channels = x.shape
    return x.view(batch, height, width, 2, channels // 2).transpose(3, 4).reshape(batch, height, width, channels)


class DropPath(nn.Module):
    """Leaves a whole branch out, for some items of the batch, during training (stochastic depth)."""

    def __init__(self, probability):
        super().__init__()
        self.probability = probability

    def forward(self, x):
        if not self.training or self.probability == 0:
            return x
        keep = 1 - self.probability
        mask = x.new_empty(x.shape[0], *[1] * (x.dim() - 1)).bernoulli_(keep)
        return x * mask / keep


class SS2D(nn.Module):
    """The two-dimensional selective scan with its input gate: [batch, height, width, d_model] to the same shape."""

    def __init__(self, d_model, d_state=16):
        super().__init__()
        self.d_state = d_state
        self.d_inner = 2 * d_model
        self.dt_rank = math.ceil(d_model / 16)
        self.scan = reference_scan
        self.orders = cross_scan_orders
        self.in_proj = nn.Linear(d_model, 2 * self.d_inner, bias=False)
        self.conv2d = nn.Conv2d(self.d_inner, self.d_inner, 3, padding=1, groups=self.d_inner)
        rows = self.dt_rank + 2 * d_state
        bound = self.d_inner ** -0.5
        self.x_proj_weight = nn.Parameter(torch.empty(DIRECTIONS, rows, self.d_inner).uniform_(-bound, bound))
        bound = self.dt_rank ** -0.5
        self.dt_projs_weight = nn.Parameter(
            torch.empty(DIRECTIONS, self.d_inner, self.dt_rank).uniform_(-bound, bound))
        self.dt_projs_bias = nn.Parameter(self._initial_dt_bias())
        rates = torch.arange(1, d_state + 1, dtype=torch.float32)
        self.A_logs = nn.Parameter(torch.log(rates).repeat(DIRECTIONS * self.d_inner, 1))
        self.Ds = nn.Parameter(torch.ones(DIRECTIONS * self.d_inner))
        self.out_norm = nn.LayerNorm(self.d_inner, eps=1e-5)
        self.out_proj = nn.Linear(self.d_inner, d_model, bias=False)

    def _initial_dt_bias(self):
        """The inverse softplus of steps spread evenly, in the logarithm, over 0.001 to 0.1."""
        low, high = math.log(0.001), math.log(0.1)
        step = torch.exp(torch.rand(DIRECTIONS, self.d_inner) * (high - low) + low).clamp(min=1e-4)
        return step + torch.log(-torch.expm1(-step))

    def forward(self, x, taps=None):
        batch, height, width, _ = x.shape
        x, z = self.in_proj(x).chunk(2, dim=-1)
        x = functional.silu(self.conv2d(x.permute(0, 3, 1, 2)))
        tokens = x.flatten(2).transpose(1, 2)                                   # [batch, token, channel], row-major
        orders = self.orders(height, width)
        u = tokens[:, orders]                                                   # [batch, direction, token, channel]
        projected = torch.einsum("bkld,kcd->bklc", u, self.x_proj_weight)
        dt, B, C = projected.split([self.dt_rank, self.d_state, self.d_state], dim=-1)
        dt = torch.einsum("bklr,kdr->bkld", dt, self.dt_projs_weight) + self.dt_projs_bias[:, None, :]
        delta = functional.softplus(dt)
        A = -torch.exp(self.A_logs).view(DIRECTIONS, self.d_inner, self.d_state)
        y = self.scan(u, delta, A, B, C, self.Ds.view(DIRECTIONS, self.d_inner))
        if taps is not None:
            taps.update(delta=delta, B=B, C=C, u=u, y=y, A=A, grid=(height, width), orders=orders)
        # Un-scan: the inverse order fetches, for each token, the step at which it was visited; then sum.
        y = sum(direction[:, order.argsort()] for direction, order in zip(y.unbind(1), orders))
        y = self.out_norm(y).view(batch, height, width, self.d_inner)
        return self.out_proj(y * functional.silu(z))


class Block(nn.Module):
    """Half of the channels through convolutions, half through the state-space model, shuffled, plus the input."""

    def __init__(self, channels, d_state, drop_path):
        super().__init__()
        half = channels // 2
        self.ln_1 = nn.LayerNorm(half, eps=1e-5)
        self.self_attention = SS2D(half, d_state)
        self.drop_path = DropPath(drop_path)
        self.conv33conv33conv11 = nn.Sequential(
            nn.BatchNorm2d(half),
            nn.Conv2d(half, half, 3, padding=1),
            nn.BatchNorm2d(half),
            nn.ReLU(),
            nn.Conv2d(half, half, 3, padding=1),
            nn.BatchNorm2d(half),
            nn.ReLU(),
            nn.Conv2d(half, half, 1),
            nn.ReLU())

    def forward(self, x, taps=None):
        left, right = x.chunk(2, dim=-1)
        convolved = self.conv33conv33conv11(left.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        scanned = self.self_attention(self.ln_1(right), taps)
        if taps is not None:
            taps["ssm_magnitude"] = scanned.abs().mean(dim=(1, 2, 3))
            taps["conv_magnitude"] = convolved.abs().mean(dim=(1, 2, 3))
        return channel_shuffle(torch.cat([convolved, self.drop_path(scanned)], dim=-1)) + x


class PatchEmbedding(nn.Module):
    """[batch, channel, height, width] to [batch, height / patch, width / patch, channels]."""

    def __init__(self, in_chans, channels, patch):
        super().__init__()
        self.proj = nn.Conv2d(in_chans, channels, patch, stride=patch)
        self.norm = nn.LayerNorm(channels, eps=1e-5)

    def forward(self, x):
        return self.norm(self.proj(x).permute(0, 2, 3, 1))


class PatchMerging(nn.Module):
    """Four neighbours become one token of twice the channels; an odd last row or column is dropped."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.LayerNorm(4 * channels, eps=1e-5)
        self.reduction = nn.Linear(4 * channels, 2 * channels, bias=False)

    def forward(self, x):
        height, width = x.shape[1] // 2 * 2, x.shape[2] // 2 * 2
        x = x[:, :height, :width]
        # The neighbours' order (row, column): (0,0), (1,0), (0,1), (1,1).
        merged = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], dim=-1)
        return self.reduction(self.norm(merged))


class Stage(nn.Module):
    """Blocks of one grid, then (but for the last stage) the merging that halves the grid."""

    def __init__(self, channels, depth, d_state, drop_paths, merge):
        super().__init__()
        self.blocks = nn.ModuleList(Block(channels, d_state, drop_paths[j]) for j in range(depth))
        self.downsample = PatchMerging(channels) if merge else None


class MedMamba(nn.Module):
    """forward(x) gives logits [batch, class].

    forward(x, taps) also fills the dictionary `taps`: under "stage{i}.block{j}" a dictionary with delta, u, y
    [batch, 4, token, channel] and B, C [batch, 4, token, state], all in scan order, A [4, channel, state],
    grid (height, width), orders [4, token], ssm_magnitude and conv_magnitude [batch]; under "features" the last
    feature map [batch, channel, height, width].
    """

    def __init__(self, dims=(96, 192, 384, 768), depths=(2, 2, 4, 2), d_state=16, num_classes=2, in_chans=3,
                 patch=4, drop_path=0.0, initialisation="default"):
        super().__init__()
        self.patch_embed = PatchEmbedding(in_chans, dims[0], patch)
        rates = torch.linspace(0, drop_path, sum(depths)).tolist()
        self.layers = nn.ModuleList()
        for i, depth in enumerate(depths):
            self.layers.append(Stage(dims[i], depth, d_state, rates[:depth], merge=i + 1 < len(depths)))
            rates = rates[depth:]
        self.head = nn.Linear(dims[-1], num_classes)
        self._initialise(initialisation)

    def _initialise(self, scheme):
        """"default" keeps the SSM branch alive in a small model; "published" is MedMamba's own and nearly kills it.

        The published scheme draws every Linear from N(0, 0.02²) and the depthwise convolution by fan-out, which
        makes the SSM branch a hundred times weaker than the convolutions beside it. PyTorch's defaults do not.
        """
        if scheme not in ("default", "published"):
            raise ValueError(f"initialisation is 'default' or 'published', not {scheme!r}")
        published = scheme == "published"
        for module in self.modules():
            if isinstance(module, nn.Linear) and (published or module is self.head):
                nn.init.trunc_normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            if isinstance(module, nn.Conv2d) and (published or module.groups == 1):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                nn.init.zeros_(module.bias)

    @staticmethod
    def from_state_dict(state, **options):
        """A network of the sizes that the tensors of `state` have, with their values, in evaluation mode."""
        names = list(state)
        stages = 1 + max(int(name.split(".")[1]) for name in names if name.startswith("layers."))
        depths = [1 + max(int(name.split(".")[3]) for name in names if name.startswith(f"layers.{i}.blocks."))
                  for i in range(stages)]
        dims = [2 * len(state[f"layers.{i}.blocks.0.ln_1.weight"]) for i in range(stages)]
        embedding = state["patch_embed.proj.weight"]
        network = MedMamba(dims, depths, state["layers.0.blocks.0.self_attention.A_logs"].shape[1],
                           len(state["head.weight"]), embedding.shape[1], embedding.shape[2], **options)
        network.load_state_dict(state)
        return network.eval()

    def use_scan(self, scan):
        """Chooses the scan (see selective_scan.py) in every block; returns the network."""
        for module in self.modules():
            if isinstance(module, SS2D):
                module.scan = scan
        return self

    def use_orders(self, orders):
        """Chooses the order of the tokens (see scan_orders.py) in every block; returns the network."""
        for module in self.modules():
            if isinstance(module, SS2D):
                module.orders = orders
        return self

    def block_names(self):
        return [f"stage{i}.block{j}" for i, stage in enumerate(self.layers) for j in range(len(stage.blocks))]

    def forward(self, x, taps=None):
        x = self.patch_embed(x)
        for i, stage in enumerate(self.layers):
            for j, block in enumerate(stage.blocks):
                block_taps = None if taps is None else taps.setdefault(f"stage{i}.block{j}", {})
                x = block(x, block_taps)
            if stage.downsample is not None:
                x = stage.downsample(x)
        features = x.permute(0, 3, 1, 2)
        if taps is not None:
            taps["features"] = features
        return self.head(features.mean(dim=(2, 3)))
