"""What the study takes from the raw maps that `explain` writes: one picture, one dictionary of figures a block."""

import itertools
import json

import numpy

INDICES = ("jacobian", "gramian", "energy")
PAIRS = tuple(itertools.combinations(INDICES, 2))
PERCENTILES = (5, 25, 50, 75, 95)


def figures_of(folder):
    """Of one explained picture: what was predicted, and the figures of each block."""
    provenance = json.loads((folder / "provenance.json").read_text())
    names = [block["name"] for block in provenance["blocks"]]
    maps = {block: {index: numpy.load(folder / "raw" / f"{block}.{index}.npy").astype(float) for index in INDICES}
            for block in names}
    cam = numpy.load(folder / "raw" / f"{names[-1]}.cam.npy").mean(axis=0)
    blocks = {}
    for block, share in zip(names, (block["mean_ssm_share"] for block in provenance["blocks"])):
        blocks[block] = {"ssm share": share, **of_block(maps[block], cam.shape)}
    blocks[names[-1]].update({f"{index}, cam": correlation(values.mean(axis=0), cam)
                              for index, values in maps[names[-1]].items()})
    return {"predicted": json.loads((folder / "prediction.json").read_text())["predicted"], "blocks": blocks}


def of_block(maps, common_grid):
    """maps: for each index [direction, row, column], raw."""
    mean = {index: values.mean(axis=0) for index, values in maps.items()}
    directions = maps["jacobian"]
    shares = directions.mean(axis=(1, 2))
    figures = {"direction shares": (shares / shares.sum()).tolist(),
               "direction ginis": [gini(each) for each in directions],
               "direction correlation": float(numpy.mean([correlation(one, other) for one, other
                                                          in itertools.combinations(directions, 2)])),
               "percentiles": numpy.percentile(mean["jacobian"], PERCENTILES).tolist()}
    for index, values in mean.items():
        figures[f"{index} gini"] = gini(values)
        figures[f"{index} entropy"] = entropy(values)
        figures[f"{index} gini, common grid"] = gini(pooled(values, common_grid))
    figures.update({f"{one}, {other}": correlation(mean[one], mean[other]) for one, other in PAIRS})
    return figures


def gini(values):
    """0 where all cells are equal, 1 - 1/n where one has all; what is below 0 counts as 0, as in `evaluate`."""
    ascending = numpy.sort(values.clip(min=0), axis=None)
    count, total = len(ascending), ascending.sum()
    if total == 0:
        return float("nan")
    return float(((2 * numpy.arange(1, count + 1) - count - 1) * ascending).sum() / (count * total))


def entropy(values):
    """1 where all cells are equal, 0 where one has all."""
    shares = values.clip(min=0).ravel()
    if shares.sum() == 0:
        return float("nan")
    shares = shares[shares > 0] / shares.sum()
    return float(-(shares * numpy.log(shares)).sum() / numpy.log(values.size))


def pooled(values, grid):
    """Means over squares, so that all blocks have the last one's number of cells; the grids divide each other."""
    rows, columns = grid
    return values.reshape(rows, values.shape[0] // rows, columns, values.shape[1] // columns).mean(axis=(1, 3))


def correlation(one, other):
    """Pearson's; NaN where a map is flat."""
    if one.std() == 0 or other.std() == 0:
        return float("nan")
    return float(numpy.corrcoef(one.ravel(), other.ravel())[0, 1])
