"""Tests of the indices and the maps. Run: python3 test_metrics.py"""

import unittest

import numpy
import torch

import data
import metrics
from medmamba import cross_scan_orders
from selective_scan import reference_scan
from test_scan import random_scan_arguments


def tap_and_frozen_jacobian(states):
    """A scan's tap, and sum over t of |dy_t / du_l| at frozen delta, B and C, mean over channels (float64)."""
    u, delta, A, B, C, D = (a.detach() for a in random_scan_arguments(1, 4, 9, 5, states, seed=7))
    u.requires_grad_()
    y = reference_scan(u, delta, A, B, C, torch.zeros_like(D))
    total = torch.zeros_like(u)
    for t in range(y.shape[2]):
        total += torch.autograd.grad(y[:, :, t].sum(), u, retain_graph=True)[0].abs()
    return {"delta": delta, "A": A, "B": B, "C": C}, total.mean(-1)


class Indices(unittest.TestCase):
    def test_jacobian_index_is_exact_for_one_state_and_a_bound_for_more(self):
        tap, exact = tap_and_frozen_jacobian(states=1)
        self.assertTrue(torch.allclose(metrics.jacobian_index(tap), exact, rtol=1e-10))
        tap, exact = tap_and_frozen_jacobian(states=6)
        self.assertTrue((metrics.jacobian_index(tap) >= exact * (1 - 1e-12)).all())

    def test_gramian_index_equals_its_formula(self):
        tap, _ = tap_and_frozen_jacobian(states=3)
        step = tap["delta"][..., None]
        A = tap["A"][:, None]
        written = step * tap["B"][:, :, :, None]
        formula = (tap["C"][:, :, :, None] ** 2 * written ** 2 / (1 - torch.exp(step * A) ** 2 + 1e-8)).sum(-1).mean(-1)
        self.assertTrue(torch.allclose(metrics.gramian_index(tap), formula, rtol=1e-8))

    def test_a_score_comes_back_to_its_token(self):
        # The token in row 1, column 2 of a 2 x 3 grid is visited last, last, first and first.
        scores = torch.zeros(1, 4, 6)
        scores[0, 0, 5] = scores[0, 1, 5] = scores[0, 2, 0] = scores[0, 3, 0] = 1
        map_ = metrics.index_map(scores, {"grid": (2, 3), "orders": cross_scan_orders(2, 3)}, 6)[0]
        self.assertEqual(map_[5, 5].item(), 1)
        self.assertEqual(map_[:, :3].max().item(), 0)


class Pointing(unittest.TestCase):
    def test_a_flat_map_has_the_share_of_the_area(self):
        evidence = data.Sample(numpy.zeros((8, 8, 3), numpy.uint8), 1, numpy.array([[0, 0, 4, 2]])).evidence()
        share, area, hit = metrics.where_it_points(torch.ones(8, 8), evidence)
        self.assertAlmostEqual(share, 8 / 64)
        self.assertAlmostEqual(area, 8 / 64)
        self.assertTrue(hit)


if __name__ == "__main__":
    unittest.main()
