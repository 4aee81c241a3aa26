"""Means with their intervals, and the verdicts that follow from them. Every verdict of the study is made here.

All intervals are 95 % percentile bootstrap intervals over the pictures: 1000 resamples, seeded.
"""

from typing import NamedTuple

import numpy

RESAMPLES = 1000
FEWEST = 5
"""Below this many pictures there is no interval, and nothing to be tested."""

HELD, FAILED, UNTOLD, UNTESTABLE = "held", "did not hold", "can't be told", "not testable here"


class Estimate(NamedTuple):
    """A mean over `count` pictures; low and high are None where there are too few for an interval."""

    mean: float
    low: float | None
    high: float | None
    count: int

    def __str__(self):
        return self.text(2)

    def text(self, decimals):
        plain = f"{self.mean:z.{decimals}f}"
        if self.low is None:
            return plain
        small = any(value != 0 and rounds_to_zero(value, decimals) for value in (self.low, self.high))
        return f"{unlike_zero(self.mean, decimals) if small else plain} [{unlike_zero(self.low, decimals)}, {unlike_zero(self.high, decimals)}]"

    def cells(self):
        """n, mean, low and high as the columns of a table; empty where there is no interval."""
        return [self.count, *("" if value is None else f"{value:z.4f}" for value in (self.mean, self.low, self.high))]


NO_CELLS = [0, "", "", ""]


def rounds_to_zero(value, decimals):
    return float(f"{value:.{decimals}f}") == 0


def unlike_zero(value, decimals, most=4):
    """With more decimals where it would look like 0 and is not: a verdict hangs on the side of 0 on which an interval ends."""
    while value != 0 and decimals < most and rounds_to_zero(value, decimals):
        decimals += 1
    return f"{value:z.{decimals}f}"


def bootstrapped(values, seed=1):
    """The mean of one value a picture; NaN, where a picture has no such value, is left out. None without values."""
    values = numpy.asarray(list(values), dtype=float)
    values = values[~numpy.isnan(values)]
    if len(values) == 0:
        return None
    if len(values) < FEWEST:
        return Estimate(values.mean(), None, None, len(values))
    means = values[drawn(len(values), numpy.random.default_rng(seed))].mean(axis=1)
    return Estimate(values.mean(), *numpy.percentile(means, (2.5, 97.5)), len(values))


def drawn(count, generator):
    return generator.integers(count, size=(RESAMPLES, count))


def paired(one, other):
    """Mean of one - other over the pictures that both have. Both: {picture: value}."""
    return bootstrapped(one[name] - other[name] for name in sorted(set(one) & set(other)))


def difference_of_means(one, other, seed=1):
    """Mean of one - mean of other, two groups of different pictures, each drawn again by itself.

    Its count is that of the smaller group; None where a group is empty.
    """
    groups = [numpy.asarray(list(values), dtype=float) for values in (one, other)]
    count = min(map(len, groups))
    if count == 0:
        return None
    mean = groups[0].mean() - groups[1].mean()
    if count < FEWEST:
        return Estimate(mean, None, None, count)
    generator = numpy.random.default_rng(seed)
    means = [group[drawn(len(group), generator)].mean(axis=1) for group in groups]
    return Estimate(mean, *numpy.percentile(means[0] - means[1], (2.5, 97.5)), count)


def above(estimate, border=0.0):
    """Whether it held that the mean lies above the border."""
    if estimate is None or estimate.low is None:
        return UNTESTABLE
    return HELD if estimate.low > border else FAILED if estimate.high < border else UNTOLD


def below(estimate, border=0.0):
    """Whether it held that the mean lies below the border."""
    return {HELD: FAILED, FAILED: HELD}.get(above(estimate, border), above(estimate, border))


def all_of(verdicts):
    """A claim of several parts: it fails with any of them, and holds only if all do."""
    tested = [verdict for verdict in verdicts if verdict != UNTESTABLE]
    if not tested:
        return UNTESTABLE
    if FAILED in tested:
        return FAILED
    return HELD if set(tested) == {HELD} else UNTOLD


def forgets(estimates, border):
    """Whether maps of randomised models lost the likeness to the original: correlations, one for each shuffle.

    It held when every interval lies between -border and border; it failed when every one lies outside, on either side:
    a map that comes back turned over is the same map.
    """
    if not estimates or any(each.low is None for each in estimates):
        return UNTESTABLE
    if all(-border < each.low and each.high < border for each in estimates):
        return HELD
    return FAILED if all(each.low >= border or each.high <= -border for each in estimates) else UNTOLD


def gap_between_extremes(shares):
    """For every second picture, share of the largest group minus that of the smallest. shares: [picture, group].

    Which group is the largest and which the smallest is decided by the other pictures: chosen and measured on the
    same ones, a gap would be found in noise, too.
    """
    chosen_by, measured = shares[::2].mean(axis=0), shares[1::2]
    return measured[:, chosen_by.argmax()] - measured[:, chosen_by.argmin()]
