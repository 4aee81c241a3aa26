"""What is measured: influence indices of a scan, maps from them, and where the maps point."""

import math

import torch
from torch.nn import functional

from medmamba import cross_scan_orders


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


def index_map(scores, grid, size):
    """Un-scanned, mean of the directions, resized with half-pixel centres: [batch, size, size], raw values."""
    orders = cross_scan_orders(*grid)
    unscanned = torch.stack([scores[:, k, orders[k].argsort()] for k in range(len(orders))], dim=1)
    return _resize(unscanned.mean(dim=1).view(-1, *grid), size)


def class_activation_map(features, head_weight, label, size):
    """Exact for average pooling and a linear head: each place's part in one class's logit, below zero cut off."""
    return _resize(torch.einsum("bchw,c->bhw", features, head_weight[label]).clamp(min=0), size)


def _resize(maps, size):
    return functional.interpolate(maps[:, None], size=(size, size), mode="bilinear", align_corners=False)[:, 0]


def where_it_points(map_, boxes):
    """(share of the mass in the boxes, the boxes' share of the area, whether the maximum lies in a box)."""
    inside = torch.zeros(map_.shape, dtype=torch.bool)
    for xmin, ymin, xmax, ymax in boxes:
        inside[round(ymin):round(ymax), round(xmin):round(xmax)] = True
    total = map_.sum().item()
    share = map_[inside].sum().item() / total if total > 0 else 0.0
    row, column = divmod(int(map_.argmax()), map_.shape[1])
    return share, inside.float().mean().item(), bool(inside[row, column])


def confusion(labels, predictions):
    """[[true 0 read as 0, true 0 read as 1], [true 1 read as 0, true 1 read as 1]]."""
    table = [[0, 0], [0, 0]]
    for label, prediction in zip(labels, predictions):
        table[label][prediction] += 1
    return table


def balanced_accuracy(table):
    return sum(row[i] / max(sum(row), 1) for i, row in enumerate(table)) / len(table)


def balanced_accuracy_interval(table):
    """95 % interval: each class's share right by Wilson's score, the half widths put together as independent."""
    lower, upper = 0.0, 0.0
    for i, row in enumerate(table):
        total = max(sum(row), 1)
        low, high = wilson_interval(row[i], total)
        lower += (row[i] / total - low) ** 2
        upper += (high - row[i] / total) ** 2
    centre = balanced_accuracy(table)
    return max(0.0, centre - math.sqrt(lower) / len(table)), min(1.0, centre + math.sqrt(upper) / len(table))


def wilson_interval(hits, total, z=1.959964):
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half
