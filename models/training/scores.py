"""How good predictions are: right and wrong by class, calibration, and how sure one can be of the figures.

labels: int [picture]; probabilities: float [picture, class].
"""

import math

import numpy

BINS = 10
RESAMPLES = 1000


def confusion(labels, predictions, classes):
    """Counts [true class][class read]."""
    table = [[0] * classes for _ in range(classes)]
    for label, prediction in zip(labels, predictions):
        table[label][prediction] += 1
    return table


def balanced_accuracy(table):
    return sum(row[i] / max(sum(row), 1) for i, row in enumerate(table)) / len(table)


def wilson_interval(hits, total, z=1.959964):
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half


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


def area_under_roc(labels, probabilities):
    """Mean over the classes of the chance that a picture of the class gets more of it than one of another class."""
    areas = []
    for i in range(probabilities.shape[1]):
        of_class, others = probabilities[labels == i, i], probabilities[labels != i, i]
        above = (of_class[:, None] > others).mean() + 0.5 * (of_class[:, None] == others).mean()
        areas.append(above)
    return float(numpy.mean(areas))


def reliability(labels, probabilities):
    """[(lowest confidence, highest, pictures, mean confidence, share right)], of ten bins those that hold pictures."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = numpy.minimum((confidence * BINS).astype(int), BINS - 1)
    return [(i / BINS, (i + 1) / BINS, int((bins == i).sum()), float(confidence[bins == i].mean()),
             float(right[bins == i].mean())) for i in range(BINS) if (bins == i).any()]


def expected_calibration_error(labels, probabilities):
    """Mean over pictures of |mean confidence - share right| of the picture's bin (arXiv 1706.04599)."""
    return sum(count * abs(confidence - right)
               for _, _, count, confidence, right in reliability(labels, probabilities)) / len(labels)


def bootstrap_interval(figure, labels, *arrays, seed=1):
    """95 % interval of figure(labels, *arrays) over pictures drawn again with replacement, class by class."""
    generator = numpy.random.default_rng(seed)
    by_class = [numpy.flatnonzero(labels == label) for label in numpy.unique(labels)]
    values = []
    for _ in range(RESAMPLES):
        drawn = numpy.concatenate([generator.choice(members, len(members)) for members in by_class])
        values.append(figure(labels[drawn], *(array[drawn] for array in arrays)))
    return tuple(float(value) for value in numpy.percentile(values, (2.5, 97.5)))


def balanced_accuracy_of(labels, probabilities):
    return balanced_accuracy(confusion(labels, probabilities.argmax(axis=1), probabilities.shape[1]))


def summary(labels, probabilities):
    """All figures of one set of pictures that holds every class."""
    table = confusion(labels, probabilities.argmax(axis=1), probabilities.shape[1])
    right = sum(row[i] for i, row in enumerate(table))
    return {"pictures": len(labels), "confusion": table,
            "accuracy": right / len(labels), "accuracy_interval": wilson_interval(right, len(labels)),
            "balanced_accuracy": balanced_accuracy(table),
            "balanced_accuracy_interval": balanced_accuracy_interval(table),
            "balanced_accuracy_bootstrap": bootstrap_interval(balanced_accuracy_of, labels, probabilities),
            "area_under_roc": area_under_roc(labels, probabilities),
            "area_under_roc_bootstrap": bootstrap_interval(area_under_roc, labels, probabilities),
            "calibration_error": expected_calibration_error(labels, probabilities),
            "mean_confidence": float(probabilities.max(axis=1).mean()),
            "reliability": reliability(labels, probabilities)}
