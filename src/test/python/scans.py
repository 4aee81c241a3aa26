"""The selective scan and the scan orders, as plainly as the formulas: references for tests, slow."""

import torch


def selective_scan(u, delta, A, B, C, D):
    """h_l = exp(delta_l A) h_(l-1) + delta_l B_l u_l, y_l = sum over states of C_l h_l, + D u_l, in scan order.

    u, delta [batch, direction, token, channel], B, C [batch, direction, token, state], A [direction, channel, state], D [direction, channel].
    """
    h = u.new_zeros(u.shape[0], u.shape[1], u.shape[3], A.shape[-1])
    y = []
    for token in range(u.shape[2]):
        step = delta[:, :, token, :, None]
        h = torch.exp(step * A) * h + step * B[:, :, token, None, :] * u[:, :, token, :, None]
        y.append((h * C[:, :, token, None, :]).sum(-1))
    return torch.stack(y, dim=2) + D[:, None, :] * u


def orders(pattern, height, width):
    """For each direction the tokens in visiting order, [directions, height * width]; the patterns are VMamba's."""
    rows = torch.arange(height * width)
    columns = rows.view(height, width).t().reshape(-1)
    return torch.stack({
        "cross2d": [rows, columns, rows.flip(0), columns.flip(0)],
        "unidi": [rows, rows, rows, rows],
        "bidi": [rows, rows, rows.flip(0), rows.flip(0)]}[pattern])


def cascade_orders(height, width):
    """The four scans of VMamba's cascade, each a list: every line is a sequence of its own, with a separator, numbered after the cells, behind
    each but the last."""
    def apart(lines):
        cells = lines.numel()
        separators = torch.arange(cells, cells + lines.shape[0])[:, None]
        return torch.cat([lines, separators], dim=1).reshape(-1)[:-1]
    grid = torch.arange(height * width).view(height, width)
    rows, columns = apart(grid), apart(grid.t())
    return [rows, rows.flip(0), columns, columns.flip(0)]


def snake_walk(height, width):
    """PlainMamba's continuous scan along the rows, step by step: the cells, and by which move each was reached (0: none, 1: to the right, 2: to
    the left, 4: down)."""
    cells, moves = [0], [0]
    row = column = 0
    while len(cells) < height * width:
        ahead = 1 if row % 2 == 0 else -1
        if 0 <= column + ahead < width:
            column += ahead
            moves.append(1 if ahead > 0 else 2)
        else:
            row += 1
            moves.append(4)
        cells.append(row * width + column)
    return cells, moves


def backwards(cells, moves):
    """The same walk from its end; every move is undone by the opposite one (3: up)."""
    opposite = {1: 2, 2: 1, 3: 4, 4: 3}
    return cells[::-1], [0] + [opposite[move] for move in moves[:0:-1]]


def plain_mamba_walks(height, width):
    """PlainMamba's four directions: cells and moves."""
    rows = snake_walk(height, width)
    cells, moves = snake_walk(width, height)
    turned = {0: 0, 1: 4, 2: 3, 4: 1}
    columns = [cell % height * width + cell // height for cell in cells], [turned[move] for move in moves]
    return [rows, backwards(*rows), columns, backwards(*columns)]


def vim_orders(height, width):
    """Vim's two directions; the class token has the last number and stands behind the first half of the cells."""
    cells = height * width
    half = cells // 2
    forward = torch.cat([torch.arange(half), torch.tensor([cells]), torch.arange(half, cells)])
    return torch.stack([forward, forward.flip(0)])
