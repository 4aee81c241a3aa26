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


def vim_orders(height, width):
    """Vim's two directions; the class token has the last number and stands behind the first half of the cells."""
    cells = height * width
    half = cells // 2
    forward = torch.cat([torch.arange(half), torch.tensor([cells]), torch.arange(half, cells)])
    return torch.stack([forward, forward.flip(0)])
