"""The study's plots. A model has one colour throughout, from Okabe and Ito's palette, which the colour-blind tell apart."""

import matplotlib
import numpy

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 (after the backend is chosen)

from study_findings import SURVIVES  # noqa: E402
from study_maps import INDICES, PERCENTILES  # noqa: E402
from study_statistics import bootstrapped  # noqa: E402
from study_tables import TITLES, with_truth  # noqa: E402

COLOURS = {"blood-smear": "#0072B2", "breast-ultrasound": "#D55E00", "chest-x-ray": "#009E73"}
MARKERS = {"blood-smear": "o", "breast-ultrasound": "s", "chest-x-ray": "^"}
DIRECTIONS = (("rows", "#000000", "o"), ("columns", "#E69F00", "s"), ("rows backwards", "#56B4E9", "^"),
              ("columns backwards", "#CC79A7", "D"))
WIDTH, DPI = 9, 100
"""In inches, and pixels an inch: 900 pixels."""


def draw_all(studies, folder):
    for name, draw in PLOTS.items():
        figure = draw(studies)
        figure.tight_layout()
        figure.savefig(folder / f"study-{name}.png", dpi=DPI, metadata={"Software": None})
        pyplot.close(figure)


def panels(*titles, height=3.6, **more):
    figure, axes = pyplot.subplots(1, len(titles), figsize=(WIDTH, height), squeeze=False, **more)
    for axis, title in zip(axes[0], titles):
        axis.set_title(title, fontsize=10)
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(labelsize=9)
    return figure, axes[0]


def beside(count, step=0.14):
    """Places around 0 for several points at one tick."""
    return [step * (i - (count - 1) / 2) for i in range(count)]


def points(axis, at, estimates, **look):
    """Means with their intervals; without a bar where there is none, nothing where there is no mean."""
    known = [(x, each) for x, each in zip(at, estimates) if each is not None]
    if not known:
        return
    means = numpy.array([each.mean for _, each in known])
    ends = numpy.array([[each.mean if end is None else end for end in (each.low, each.high)] for _, each in known]).T
    # Rounding may put an end on the other side of its mean by the last digit.
    bars = numpy.abs([means - ends[0], ends[1] - means])
    axis.errorbar([x for x, _ in known], means, yerr=bars, **{"capsize": 3, "markersize": 5, "linewidth": 1.3, **look})


def look_of(model):
    return {"color": COLOURS[model], "marker": MARKERS[model], "label": TITLES[model]}


def line(axis, at):
    axis.axhline(at, color="grey", linestyle=":", linewidth=1)


def block_ticks(axis, blocks):
    axis.set_xticks(range(len(blocks)), [block.replace("stage", "").replace("block", "") for block in blocks])
    axis.set_xlabel("stage.block", fontsize=9)


def by_block(axis, studies, estimate):
    for offset, (model, study) in zip(beside(len(studies), 0.1), studies.items()):
        points(axis, [i + offset for i in range(len(study.blocks))], [estimate(study, block) for block in study.blocks],
               **look_of(model))
    block_ticks(axis, study.blocks)


def deletion(studies):
    names = (*INDICES, "cam", "occlusion", "rise", "random", "random-cells")
    figure, (axis,) = panels("Insertion - deletion, last block (occlusion and RISE: fewer pictures)")
    for offset, (model, study) in zip(beside(len(studies)), studies.items()):
        points(axis, [i + offset for i in range(len(names))],
               [bootstrapped(study.score(name, "rise" if name in ("occlusion", "rise") else "deletion").values())
                for name in names], linestyle="", **look_of(model))
    line(axis, 0)
    axis.set_xticks(range(len(names)), ["Jacobian", "Gramian", "energy", "CAM", "occlusion", "RISE", "random", "random cells"])
    axis.legend(fontsize=9, frameon=False)
    return figure


def places(studies):
    sets = with_truth(studies)
    figure, axes = panels(*(study.title(name) for study, name in sets))
    for axis, (study, name) in zip(axes, sets):
        for offset, (kind, label, look) in zip(beside(2, 0.1), (
                ("truth", "own truth", {"color": COLOURS[study.name], "marker": MARKERS[study.name]}),
                ("control", "another picture's", {"color": "grey", "marker": "x", "linestyle": "--"}))):
            points(axis, [i + offset for i in range(len(study.blocks))],
                   [bootstrapped(study.enrichment(block, kind=kind, of_set=name).values()) for block in study.blocks],
                   label=label, **look)
        line(axis, 1)
        block_ticks(axis, study.blocks)
        axis.legend(fontsize=9, frameon=False)
    axes[0].set_ylabel("enrichment, Jacobian (1: flat)", fontsize=9)
    return figure


def shape(studies):
    figures = {"Gini (0: flat)": "jacobian gini", "entropy (1: flat)": "jacobian entropy",
               "Gini, all on the last grid": "jacobian gini, common grid"}
    figure, axes = panels(*figures)
    for axis, name in zip(axes, figures.values()):
        by_block(axis, studies, lambda study, block: study.estimate(block, name))
    axes[1].legend(fontsize=9, frameon=False, loc="lower left")
    return figure


def percentiles(studies):
    figure, axes = panels(*(TITLES[model] for model in studies))
    for axis, (model, study) in zip(axes, studies.items()):
        boxes = []
        for block in study.blocks:
            middle = numpy.median(list(study.raw(block, "percentiles").values()), axis=0)
            boxes.append(dict(zip(("whislo", "q1", "med", "q3", "whishi"), middle), fliers=[]))
        axis.bxp(boxes, positions=range(len(boxes)), widths=0.5, showfliers=False, patch_artist=True,
                 boxprops={"facecolor": COLOURS[model], "alpha": 0.5}, medianprops={"color": "black"})
        axis.set_yscale("log")
        block_ticks(axis, study.blocks)
    axes[0].set_ylabel(f"raw Jacobian index, percentiles {PERCENTILES[0]} to {PERCENTILES[-1]}", fontsize=9)
    return figure


def directions(studies):
    figure, axes = panels(*(TITLES[model] for model in studies), sharey=True, height=3.9)
    for axis, study in zip(axes, studies.values()):
        for k, (offset, (label, colour, marker)) in enumerate(zip(beside(len(DIRECTIONS)), DIRECTIONS)):
            points(axis, [i + offset for i in range(len(study.blocks))],
                   [bootstrapped(study.direction_shares(block)[:, k]) for block in study.blocks],
                   color=colour, marker=marker, linestyle="", label=label)
        line(axis, 1 / len(DIRECTIONS))
        block_ticks(axis, study.blocks)
    axes[0].set_ylabel("share of the block's Jacobian index", fontsize=9)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncol=len(DIRECTIONS), fontsize=9, frameon=False,
                  bbox_to_anchor=(0.5, -0.01))
    figure.supxlabel(" ")
    return figure


def orders(studies):
    names = next(iter(studies.values())).order_names()
    figure, axes = panels("last block's map: correlation with the own order's", "p of the own answer: absolute change")
    for axis, estimate in zip(axes, (lambda study, name: study.map_with_orders(study.last, name),
                                     lambda study, name: study.answer_with_orders(name))):
        for offset, (model, study) in zip(beside(len(studies)), studies.items()):
            points(axis, [i + offset for i in range(len(names))], [estimate(study, name) for name in names],
                   linestyle="", **look_of(model))
        axis.set_xticks(range(len(names)), names, rotation=20)
        line(axis, 0)
    axes[0].legend(fontsize=9, frameon=False, loc="lower right")
    return figure


def sanity(studies):
    figure, axes = panels(*(TITLES[model] for model in studies), sharey=True)
    for axis, (model, study) in zip(axes, studies.items()):
        groups = study.sanity_groups()
        for offset, marker, group in zip(beside(len(groups), 0.2), "osD^v", groups):
            places = [*((i, study.sanity(group, "jacobian", block)) for i, block in enumerate(study.blocks)),
                      (len(study.blocks), study.sanity(group, "cam"))]
            for shift in range(max(len(shuffles) for _, shuffles in places)):
                at = [(i + offset + 0.04 * shift, shuffles[shift]) for i, shuffles in places if shift < len(shuffles)]
                points(axis, *zip(*at), color=COLOURS[model], marker=marker, linestyle="", capsize=0, markersize=4,
                       markerfacecolor=COLOURS[model] if marker == "o" else "white", label=group if shift == 0 else None)
        for at in (-SURVIVES, 0, SURVIVES):
            line(axis, at)
        block_ticks(axis, study.blocks)
        axis.set_xticks(range(len(study.blocks) + 1), [*(label.get_text() for label in axis.get_xticklabels()), "CAM"])
        axis.set_ylim(-1.05, 1.05)
        axis.legend(fontsize=8, frameon=False, loc="lower right")
    axes[0].set_ylabel("rank correlation, Jacobian; one point a shuffle", fontsize=9)
    return figure


PLOTS = {"deletion": deletion, "places": places, "shape": shape, "percentiles": percentiles, "directions": directions,
         "orders": orders, "sanity": sanity}
