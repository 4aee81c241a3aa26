"""Tests of the scores and the loss. Run: python3 test_scores.py"""

import unittest

import numpy
import torch
from torch.nn import functional

import scores
import train

LABELS = numpy.array([0, 0, 0, 1, 1])
# The last picture of either class is read as the other one; every confidence is 0.8 but one, 0.6.
PROBABILITIES = numpy.array([[0.8, 0.2], [0.8, 0.2], [0.4, 0.6], [0.2, 0.8], [0.8, 0.2]])


class Scores(unittest.TestCase):
    def test_the_table_and_what_follows_from_it(self):
        figures = scores.summary(LABELS, PROBABILITIES)
        self.assertEqual(figures["confusion"], [[2, 1], [1, 1]])
        self.assertAlmostEqual(figures["accuracy"], 3 / 5)
        self.assertAlmostEqual(figures["balanced_accuracy"], (2 / 3 + 1 / 2) / 2)

    def test_area_under_roc_counts_ties_by_half(self):
        # Of the six pairs three are in order, one is not, and two are ties.
        self.assertAlmostEqual(scores.area_under_roc(LABELS, PROBABILITIES), (3 + 2 / 2) / 6)

    def test_calibration_error_is_the_mean_gap_of_the_bins(self):
        # Bin 0.8 to 0.9: four pictures, three right. Bin 0.6 to 0.7: one, wrong.
        self.assertAlmostEqual(scores.expected_calibration_error(LABELS, PROBABILITIES), (4 * 0.05 + 0.6) / 5)

    def test_intervals_hold_the_figure_and_do_not_change_between_runs(self):
        low, high = scores.balanced_accuracy_interval([[8, 2], [0, 5]])
        self.assertTrue(0.5 < low < 0.9 < high <= 1)
        twice = [scores.bootstrap_interval(scores.balanced_accuracy_of, LABELS, PROBABILITIES) for _ in range(2)]
        self.assertEqual(*twice)
        self.assertTrue(twice[0][0] <= (2 / 3 + 1 / 2) / 2 <= twice[0][1])


class Loss(unittest.TestCase):
    def test_with_one_task_it_is_the_weighted_cross_entropy(self):
        logits, labels, weights = torch.randn(6, 3), torch.tensor([0, 1, 2, 0, 0, 1]), torch.tensor([1., 2, 3])
        loss = train.classification_loss(logits, labels, [slice(0, 3)], weights)
        expected = functional.cross_entropy(logits, labels, weight=weights, label_smoothing=0.05)
        self.assertTrue(torch.equal(loss, expected))

    def test_a_task_does_not_see_the_logits_of_another(self):
        logits, labels, tasks = torch.randn(4, 5), torch.tensor([0, 1, 4, 2]), [slice(0, 2), slice(2, 5)]
        changed = logits.clone()
        changed[:2, 2:] += 7
        changed[2:, :2] -= 7
        losses = [train.classification_loss(each, labels, tasks, torch.ones(5)) for each in (logits, changed)]
        self.assertTrue(torch.equal(*losses))

    def test_rare_classes_weigh_more(self):
        samples = [type("Sample", (), {"label": label}) for label in (0, 0, 0, 1)]
        weights = train.weights_of_classes(samples, [slice(0, 2)], 1.0)
        self.assertTrue(torch.allclose(weights, torch.tensor([2 / 3, 2.])))


if __name__ == "__main__":
    unittest.main()
