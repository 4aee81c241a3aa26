"""docs/study: every mean of the study with its interval, as tables for other programs."""

import csv

from study_maps import INDICES, PAIRS, PERCENTILES
from study_statistics import NO_CELLS, bootstrapped, paired
from study_tables import SCORE

ESTIMATE = ("n", "mean", "low", "high")


def write_all(studies, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, columns, rows_of) in FILES.items():
        with open(folder / name, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["model", *columns])
            writer.writerows([model, *row] for model, study in studies.items() for row in rows_of(study))


def listing():
    lines = [f"- [{name}](study/{name}): {what}" for name, (what, _, _) in FILES.items()]
    return "## All figures\n\nMeans with their intervals, as tables. An empty interval: fewer than five pictures.\n\n" + "\n".join(lines) + "\n"


def cells(estimate):
    return NO_CELLS if estimate is None else estimate.cells()


def deletion(study):
    for run in ("deletion", "rise"):
        for name in dict.fromkeys(row["map"] for row in study.rows(run)):
            yield [run, name, "", *cells(bootstrapped(study.score(name, run).values()))]
        maps = list(dict.fromkeys(row["map"] for row in study.rows(run)))
        for i, one in enumerate(maps):
            for other in maps[i + 1:]:
                yield [run, one, other, *cells(study.better(one, other, run))]


def localisation(study):
    for name in study.sets:
        metrics = dict.fromkeys(row["metric"] for row in study.rows(f"{name} truth"))
        for map_name, block in [*((index, block) for index in INDICES for block in study.blocks), ("cam", None)]:
            for metric in metrics:
                own, other = (study.figures(f"{name} {kind}", metric, map_name, block) for kind in ("truth", "control"))
                for kind, estimate in (("own", bootstrapped(own.values())), ("another picture's", bootstrapped(other.values())),
                                       ("own minus another's", paired(own, other))):
                    yield [name, map_name, block or "", metric, kind, *cells(estimate)]


def shape(study):
    for block in study.blocks:
        yield ["", block, "SSM share", *cells(study.estimate(block, "ssm share"))]
        for index in INDICES:
            for figure in ("gini", "entropy", "gini, common grid"):
                yield [index, block, figure, *cells(study.estimate(block, f"{index} {figure}"))]
    for index in INDICES:
        for figure in ("gini", "entropy", "gini, common grid"):
            yield [index, "last minus first", figure, *cells(study.growth(f"{index} {figure}"))]


def percentiles(study):
    for block in study.blocks:
        values = list(zip(*study.raw(block, "percentiles").values()))
        yield [block, len(values[0]), *(f"{sorted(each)[len(each) // 2]:.4g}" for each in values)]


def directions(study):
    for block in study.blocks:
        for figure, values in (("share", study.raw(block, "direction shares")), ("gini", study.raw(block, "direction ginis"))):
            for direction, of_direction in enumerate(zip(*values.values())):
                yield [block, direction, figure, *cells(bootstrapped(of_direction))]
        yield [block, "pairs", "correlation", *cells(study.estimate(block, "direction correlation"))]


def orders(study):
    for order in study.order_names():
        yield [order, "", "absolute change of p", *cells(study.answer_with_orders(order))]
        for block in study.blocks:
            yield [order, block, "correlation", *cells(study.map_with_orders(block, order))]


def agreement(study):
    for block in study.blocks:
        for one, other in PAIRS:
            yield [block, one, other, *cells(study.estimate(block, f"{one}, {other}"))]
    for index in INDICES:
        yield [study.last, index, "cam", *cells(study.estimate(study.last, f"{index}, cam"))]


def sanity(study):
    for group in study.sanity_groups():
        for map_name, block in [*((index, block) for index in INDICES for block in study.blocks), ("cam", None)]:
            for shuffle, estimate in enumerate(study.sanity(group, map_name, block), start=1):
                yield [group, map_name, block or "", shuffle, *cells(estimate)]


FILES = {
    "deletion.csv": (f"{SCORE} of each map, and of each pair of maps the paired difference", ("run", "map", "minus", *ESTIMATE), deletion),
    "localisation.csv": ("pointing game, mass share and enrichment by block and index, in the own truth and in another picture's",
                         ("pictures", "map", "block", "metric", "truth", *ESTIMATE), localisation),
    "shape.csv": ("Gini, entropy and the SSM branch's share by block", ("index", "block", "figure", *ESTIMATE), shape),
    "percentiles.csv": ("raw Jacobian index over a map's cells, median of the pictures",
                        ("block", "n", *(f"percentile {each}" for each in PERCENTILES)), percentiles),
    "directions.csv": ("share, Gini and correlation of the directions by block", ("block", "direction", "figure", *ESTIMATE), directions),
    "orders.csv": ("what another scan order changes", ("order", "block", "figure", *ESTIMATE), orders),
    "agreement.csv": ("correlations of the indices with each other and with CAM", ("block", "one", "other", *ESTIMATE), agreement),
    "sanity.csv": ("rank correlation with all weights random, by class and shuffle",
                   ("pictures", "map", "block", "shuffle", *ESTIMATE), sanity),
}
