"""Tests of the study's figures and verdicts. Run: python3 test_study.py"""

import pathlib
import tempfile
import unittest
from types import SimpleNamespace

import numpy
from PIL import Image

import study_maps
import study_pictures
import study_statistics as statistics
from study_findings import Finding, Question, against_cam, in_short
from study_statistics import FAILED, HELD, UNTESTABLE, UNTOLD, Estimate

TOO_FEW = Estimate(0.9, None, None, 4)


def between(low, high):
    return Estimate((low + high) / 2, low, high, 30)


class Bootstrap(unittest.TestCase):
    def test_the_interval_is_as_wide_as_the_normal_one(self):
        values = numpy.random.default_rng(3).normal(2, 1, size=400)
        found = statistics.bootstrapped(values)
        half = 1.96 * values.std() / 20
        # A thousand resamples leave a few per cent of noise in either end.
        self.assertAlmostEqual(found.low, values.mean() - half, delta=0.15 * half)
        self.assertAlmostEqual(found.high, values.mean() + half, delta=0.15 * half)
        self.assertEqual(found.count, 400)

    def test_few_values_have_no_interval_and_no_values_no_mean(self):
        self.assertIsNone(statistics.bootstrapped([]))
        self.assertIsNone(statistics.bootstrapped([float("nan")]))
        self.assertEqual(statistics.bootstrapped([1, 2, 3, 6]), (3, None, None, 4))
        self.assertEqual(statistics.bootstrapped([1, float("nan"), 3]).count, 2)

    def test_no_end_looks_like_zero_that_is_not(self):
        self.assertEqual(Estimate(-0.015, -0.031, -0.0002, 9).text(3), "-0.015 [-0.031, -0.0002]")
        self.assertEqual(Estimate(0.001, 0.0006, 0.0012, 9).text(2), "0.001 [0.001, 0.001]")
        self.assertEqual(Estimate(0.0001, -0.01, 0.01, 9).text(2), "0.00 [-0.01, 0.01]")
        self.assertEqual(Estimate(0.0, 0.0, 0.0, 9).text(2), "0.00 [0.00, 0.00]")

    def test_pairs_are_by_picture(self):
        one = {"a": 10.0, "b": 20, "c": 30, "d": 40, "e": 50, "only here": 1000}
        other = {name: value - 1 for name, value in reversed(one.items()) if name != "only here"}
        self.assertEqual(statistics.paired(one, other), (1, 1, 1, 5))

    def test_two_groups_are_drawn_separately(self):
        generator = numpy.random.default_rng(5)
        one, other = generator.normal(1, 1, size=200), generator.normal(0, 2, size=50)
        found = statistics.difference_of_means(one, other)
        half = 1.96 * numpy.sqrt(one.var() / 200 + other.var() / 50)
        self.assertAlmostEqual(found.high - found.low, 2 * half, delta=0.15 * 2 * half)
        self.assertEqual(found.count, 50)
        self.assertIsNone(statistics.difference_of_means(one, []))
        self.assertIsNone(statistics.difference_of_means(one, other[:3]).low)

    def test_a_gap_is_not_found_in_noise(self):
        shares = numpy.random.default_rng(7).dirichlet([5, 5, 5, 5], size=4000)
        self.assertLess(abs(statistics.gap_between_extremes(shares).mean()), 0.02)
        self.assertGreater((shares.max(axis=1) - shares.min(axis=1)).mean(), 0.2)


class Verdicts(unittest.TestCase):
    def test_the_interval_decides(self):
        for low, high, border, verdict in ((0.1, 0.3, 0, HELD), (-0.3, -0.1, 0, FAILED), (-0.1, 0.3, 0, UNTOLD),
                                           (0.1, 0.3, 0.2, UNTOLD), (0.1, 0.3, 0.4, FAILED), (0, 0, 0, UNTOLD)):
            self.assertEqual(statistics.above(between(low, high), border), verdict)
            opposite = {HELD: FAILED, FAILED: HELD}.get(verdict, verdict)
            self.assertEqual(statistics.below(between(low, high), border), opposite)

    def test_without_an_interval_nothing_is_tested(self):
        for verdict in (statistics.above, statistics.below):
            self.assertEqual(verdict(None), UNTESTABLE)
            self.assertEqual(verdict(TOO_FEW), UNTESTABLE)
        self.assertEqual(statistics.forgets([TOO_FEW], 0.5), UNTESTABLE)
        self.assertEqual(statistics.forgets([], 0.5), UNTESTABLE)

    def test_of_several_all_must_hold(self):
        for parts, verdict in (([HELD, HELD], HELD), ([HELD, UNTOLD], UNTOLD), ([HELD, UNTOLD, FAILED], FAILED),
                               ([HELD, UNTESTABLE], HELD), ([UNTESTABLE], UNTESTABLE), ([], UNTESTABLE)):
            self.assertEqual(statistics.all_of(parts), verdict)

    def test_a_map_that_comes_back_turned_over_has_survived(self):
        for intervals, verdict in (([(-0.2, 0.3), (0.1, 0.4)], HELD), ([(0.6, 0.8), (-0.9, -0.7)], FAILED),
                                   ([(0.6, 0.8), (-0.2, 0.2)], UNTOLD), ([(0.4, 0.6)], UNTOLD)):
            self.assertEqual(statistics.forgets([between(*each) for each in intervals], 0.5), verdict)


class Findings(unittest.TestCase):
    def test_a_claim_stands_with_each_of_its_verdicts_and_names_the_models(self):
        question = Question("Maps fly", "by wing", "nothing", None)
        found = {question: [Finding("1", HELD), Finding("2", FAILED), Finding("3", HELD)],
                 Question("J is G", "", "", None): [Finding("", UNTOLD)] * 3}
        self.assertEqual(in_short(found, ["blood-smear", "breast-ultrasound", "chest-x-ray"]), "\n".join((
            "- **Held**: maps fly (blood smear \u2020, chest X-ray).",
            "- **Did not hold**: maps fly (breast ultrasound).",
            "- **Can't be told**: J is G.")))

    def test_a_set_without_a_counterpart_in_the_paper_has_no_verdict(self):
        for name, verdict in (("blood-smear", FAILED), ("chest-x-ray", HELD), ("breast-ultrasound", UNTESTABLE)):
            study = SimpleNamespace(name=name, better=lambda one, other: between(-0.2, -0.1))
            self.assertEqual(against_cam(study).verdict, verdict)


class Maps(unittest.TestCase):
    def test_gini_and_entropy_of_a_flat_map_and_of_a_single_cell(self):
        flat, single = numpy.ones((4, 4)), numpy.zeros((4, 4))
        single[2, 1] = 3
        self.assertAlmostEqual(study_maps.gini(flat), 0)
        self.assertAlmostEqual(study_maps.entropy(flat), 1)
        self.assertAlmostEqual(study_maps.gini(single), 1 - 1 / 16)
        self.assertAlmostEqual(study_maps.entropy(single), 0)
        self.assertAlmostEqual(study_maps.gini(numpy.array([[1.0, -5], [2, 3]])), 10 / 24)
        self.assertTrue(numpy.isnan(study_maps.gini(-flat)))

    def test_pooling_takes_means_of_squares(self):
        values = numpy.arange(16.0).reshape(4, 4)
        self.assertEqual(study_maps.pooled(values, (2, 2)).tolist(), [[2.5, 4.5], [10.5, 12.5]])

    def test_a_flat_map_has_no_correlation(self):
        values = numpy.arange(4.0).reshape(2, 2)
        self.assertAlmostEqual(study_maps.correlation(values, 3 - values), -1)
        self.assertTrue(numpy.isnan(study_maps.correlation(values, numpy.ones((2, 2)))))


class Pictures(unittest.TestCase):
    def test_no_picture_keeps_its_own_truth(self):
        for count in (2, 3, 8, 29):
            values = list(range(count))
            moved = study_pictures.shifted(values)
            self.assertEqual(sorted(moved), values)
            self.assertTrue(all(one != other for one, other in zip(values, moved)))

    def test_the_control_is_another_pictures_mask(self):
        masks = [numpy.eye(4) == 1, numpy.ones((4, 4), bool)]
        with tempfile.TemporaryDirectory() as folder:
            study_pictures.lay_out_truth(["a.png", "b.png"], masks, pathlib.Path(folder))
            read = numpy.asarray(Image.open(pathlib.Path(folder) / "control" / "b.png"))
        self.assertTrue((read == masks[0] * 255).all())

    def test_evenly_spread(self):
        self.assertEqual(study_pictures.evenly(list(range(10)), 4), [0, 2, 5, 7])
        self.assertEqual(study_pictures.evenly([1, 2], 4), [1, 2])
        self.assertEqual(study_pictures.evenly([1, 2], 0), [1, 2])


if __name__ == "__main__":
    unittest.main()
