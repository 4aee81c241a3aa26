"""Influence indices of a scan, maps from them, and where the maps point."""

import torch
from torch.nn import functional


def jacobian_index(tap):
    """[batch, direction, token] in scan order: |B-bar| (|C| + what later tokens see of it), mean over channels."""
    delta, B, C, A = tap["delta"], tap["B"].abs(), tap["C"].abs(), tap["A"]
    later = delta.new_zeros(*delta.shape[:2], delta.shape[3], B.shape[-1])      # [batch, direction, channel, state]
    scores = [None] * delta.shape[2]
    for l in reversed(range(delta.shape[2])):
        step = delta[:, :, l, :, None]
        seen = C[:, :, l, None, :] + later
        scores[l] = (step * B[:, :, l, None, :] * seen).sum(-1).mean(-1)
        later = torch.exp(step * A) * seen
    return torch.stack(scores, dim=2)


def gramian_index(tap):
    """[batch, direction, token] in scan order: C² B-bar² / (1 - A-bar²), summed over states, mean over channels."""
    delta, B, C, A = tap["delta"], tap["B"], tap["C"], tap["A"]
    scores = []
    for l in range(delta.shape[2]):
        step = delta[:, :, l, :, None]
        # -expm1 keeps the digits that 1 - exp(2 delta A) loses for short steps.
        decay_gap = -torch.expm1(2 * step * A) + 1e-8
        scores.append(((C[:, :, l, None, :] * step * B[:, :, l, None, :]) ** 2 / decay_gap).sum(-1).mean(-1))
    return torch.stack(scores, dim=2)


def index_map(scores, tap, size):
    """Un-scanned, mean of the directions, resized with half-pixel centres: [batch, size, size], raw values."""
    unscanned = torch.stack([scores[:, k, order.argsort()] for k, order in enumerate(tap["orders"])], dim=1)
    return _resize(unscanned.mean(dim=1).view(-1, *tap["grid"]), size)


def class_activation_map(features, head_weight, label, size):
    """Exact for average pooling and a linear head: each place's part in one class's logit, below zero cut off."""
    return _resize(torch.einsum("bchw,c->bhw", features, head_weight[label]).clamp(min=0), size)


def _resize(maps, size):
    return functional.interpolate(maps[:, None], size=(size, size), mode="bilinear", align_corners=False)[:, 0]


def where_it_points(map_, evidence):
    """(share of the mass in the evidence, its share of the area, whether the maximum lies in it).

    map_: tensor [height, width]; evidence: bool [height, width].
    """
    inside = torch.from_numpy(evidence)
    total = map_.sum().item()
    share = map_[inside].sum().item() / total if total > 0 else 0.0
    row, column = divmod(int(map_.argmax()), map_.shape[1])
    return share, inside.float().mean().item(), bool(inside[row, column])
