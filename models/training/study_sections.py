"""The sections of docs/study.md between its findings and its list of files: each its table, its plot, how to read them."""

from report import table
from study_findings import ALIKE, LITTLE, PAIRS, SURVIVES, of_right_and_wrong, spread, steps
from study_maps import INDICES
from study_statistics import FAILED, bootstrapped, difference_of_means, forgets, paired
from study_tables import SCORE, TITLES, with_truth


def all_of_them(studies, trained_with_others):
    """trained_with_others: whether the document has a section on models trained with other orders."""
    return [branch(studies), deletion(studies), places(studies), shape(studies), directions(studies),
            orders(studies, trained_with_others), agreement(studies), right_and_wrong(studies), sanity(studies)]


def by_model(studies, first_column, names, cell):
    """One row a name, one column a model."""
    return table([first_column, *(TITLES[model] for model in studies)],
                 [[name, *(cell(study, name) for study in studies.values())] for name in names])


def shown(estimate):
    return "-" if estimate is None else f"{estimate} ({estimate.count})"


def blocks_of(studies):
    return next(iter(studies.values())).blocks


def branch(studies):
    return f"""## What a map can show: the scan branch's share

A block's other half goes through convolutions, of which a map says nothing. Mean |SSM branch| / (mean |SSM branch| + mean |convolutions|); below {LITTLE} a map explains little. In brackets behind an interval: n.

{by_model(studies, "block", blocks_of(studies), lambda study, block: shown(study.estimate(block, "ssm share")))}"""


def deletion(studies):
    def cell(study, name):
        run = "rise" if name in ("occlusion", "rise") else "deletion"
        return shown(bootstrapped(study.score(name, run).values()))

    answers = [[TITLES[model], answer, len(scores["jacobian"]), *(bootstrapped(scores[name]) for name in scores)]
               for model, study in studies.items() for answer, scores in by_answer(study).items()]
    names = (*INDICES, "cam", "occlusion", "rise", "random", "random-cells")
    return f"""## Does a map find what the answer hangs on?

Insertion - deletion, last block; p is of the predicted class. Paper, Jacobian / Gramian / Grad-CAM: 0.679 / 0.671 / 0.568 (BloodMNIST), 0.116 / 0.106 / 0.232 (OCTMNIST), 0.169 / 0.156 / 0.233 (DermaMNIST), 0.020 / 0.016 /
0.188 (PneumoniaMNIST). Occlusion and RISE, which ask the model hundreds of times, on fewer pictures (n in brackets); the differences above are on the same ones.

{by_model(studies, "map", names, cell)}
![Insertion minus deletion](images/study-deletion.png)

By answer: where a blank picture gets the same answer, p hardly moves, and no map can score.

{table(["model", "answer", "n", "jacobian", "cam"], answers)}"""


def by_answer(study):
    found = {}
    for row in study.rows("deletion"):
        if row["metric"] == SCORE and row["map"] in ("jacobian", "cam"):
            scores = found.setdefault(row["predicted"], {"jacobian": [], "cam": []})
            scores[row["map"]].append(float(row["value"]))
    return dict(sorted(found.items()))


def places(studies):
    sets = with_truth(studies)
    rows = []
    for study, name in sets:
        for block in study.blocks:
            own, other = (study.enrichment(block, kind=kind, of_set=name) for kind in ("truth", "control"))
            mass = study.figures(f"{name} truth", "mass share in truth", "jacobian", block)
            rows.append([study.title(name), block, bootstrapped(mass.values()),
                         *map(bootstrapped, (own.values(), other.values())), paired(own, other),
                         *(bootstrapped(study.enrichment(block, index, of_set=name).values()) for index in INDICES[1:])])
        own, other = (study.figures(f"{name} {kind}", "enrichment", "cam") for kind in ("truth", "control"))
        rows.append([study.title(name), "CAM", "", *map(bootstrapped, (own.values(), other.values())),
                     paired(own, other), "", ""])
    sentences = [f"- {study.title(name)}: {about(study, name)}" for study, name in sets]
    without = ", ".join(TITLES[model] for model, study in studies.items() if not study.sets)
    return f"""## Do deep layers focus?

Enrichment: the share of the map's mass in the truth (white cell's box, lesion's mask) by the truth's share of the area; 1 is a flat map. As a control the same map is held against the truth of another picture, half the list away:
what remains there is habit of place. Mosaics are 2 x 2 windows, one of them with a white cell; some share a window, so their intervals are a little too narrow. No truth of place: {without}.

![Enrichment by block](images/study-places.png)

{table(["pictures", "map", "J: mass in the truth", "J: enrichment", "in another's truth", "difference", "G: enrichment", "E: enrichment"], rows)}
{chr(10).join(sentences)}
"""


def about(study, name):
    area = bootstrapped(study.figures(f"{name} truth", "area share of truth", "jacobian", study.last).values())
    found = ", ".join(str(step) for step in steps(study, name))
    return f"n {area.count}; the truth fills {area.mean:.2f} of the picture; enrichment (J) from block to block {found}."


def shape(studies):
    figures = {"Gini": "jacobian gini", "entropy": "jacobian entropy", "Gini, all on the last block's grid": "jacobian gini, common grid",
               "Gini of the Gramian": "gramian gini", "Gini of the output energy": "energy gini"}

    def cell(study, name):
        first, last = (study.estimate(block, figures[name]) for block in (study.first, study.last))
        return f"{first.mean:.3f} to {last.mean:.3f}: {study.growth(figures[name])}"

    return f"""## How is influence distributed?

Gini 0 and entropy 1 are a flat map. A fine grid shows detail that a coarse one averages away, so each is also measured with all maps averaged to the last block's grid.

![Gini and entropy by block](images/study-shape.png)

First block to last block, and the paired difference (Jacobian where nothing else is said, n as in the head of this document):

{by_model(studies, "figure", figures, cell)}
![Percentiles of influence by block](images/study-percentiles.png)

Percentiles 5, 25, 50, 75, 95 of the raw Jacobian index over a map's cells, median of the pictures. Raw values of different blocks have different scales.
"""


def directions(studies):
    rows = [[TITLES[model], study.direction_gap(), study.estimate(study.last, "direction correlation"),
             study.estimate(study.first, "direction correlation")] for model, study in studies.items()]
    return f"""## By scan direction

Share of each direction in a block's mean Jacobian index (0.25 each if they were alike). Gap: largest minus smallest share, mean of the blocks; which two is decided by every second picture and measured on the others.

![Share of each direction](images/study-directions.png)

{table(["model", "gap", "correlation of two directions' maps: last block", "first block"], rows)}"""


def orders(studies, trained_with_others):
    names = next(iter(studies.values())).order_names()

    def cell(study, name):
        changed, of = study.flipped(name)
        return f"{study.map_with_orders(study.last, name)}; {study.answer_with_orders(name)}; {changed} of {of}"

    other = (" What a model does that learned with another order: [below](#trained-with-another-order)."
             if trained_with_others else " No model was trained with another order.")
    return f"""## By scan order (counterfactual)

An order other than the model's own is put into a trained model, so a change says how much this model relies on its order, **not** how good the other one would be.{other}

![Another scan order](images/study-orders.png)

Correlation of the last block's map with that of the model's own order; mean absolute change of p; answers changed:

{by_model(studies, "order", names, cell)}"""


def agreement(studies):
    cams = {f"{index}, CAM": f"{index}, cam" for index in INDICES}

    def cell(study, name):
        found = study.estimate(study.last, {**PAIRS, **cams}[name])
        if name in cams:
            return str(found)
        return f"{found}; least {min(study.estimate(block, PAIRS[name]).mean for block in study.blocks):.2f}"

    return f"""## Do the indices agree, and with CAM?

Pearson's correlation over the cells of the last block's maps; behind it the least mean of any block. CAM is of the predicted class. Above {ALIKE} two maps share half of their variance.

{by_model(studies, "maps", [*PAIRS, *cams], cell)}"""


def right_and_wrong(studies):
    rows = []
    for model, study in studies.items():
        ginis = study.raw(study.last, "jacobian gini")
        groups = [[ginis[name] for name in names] for names in study.right_and_wrong()]
        for name, (right, wrong) in {**of_right_and_wrong(study), "Gini": groups}.items():
            rows.append([TITLES[model], name, len(right), bootstrapped(right) or "-", len(wrong), bootstrapped(wrong) or "-",
                         difference_of_means(right, wrong) or "-"])
    return f"""## Right against wrong answers

Last block, Jacobian. Enrichment counts pictures with a truth of place only. The two groups are different pictures, so their difference is not paired.

{table(["model", "figure", "n right", "right", "n wrong", "wrong", "right minus wrong"], rows)}"""


def sanity(studies):
    def cell(estimates):
        return spread(estimates) + (", **survives**" if forgets(estimates, SURVIVES) == FAILED else "")

    rows = [[TITLES[model], group, *(cell(study.sanity(group, name, block)) for name, block in
                                     (*((index, study.last) for index in INDICES), ("cam", None)))]
            for model, study in studies.items() for group in study.sanity_groups()]
    return f"""## Does a map survive random weights?

Spearman's correlation with the map of the trained model when all weights are shuffled; from the least to the greatest mean of the shuffles. From {SURVIVES} on (or -{SURVIVES}: turned over) a map shows the image or the scan more than what
was learned; *survives*: every shuffle's whole interval lies there. By class, for it hangs on what is seen: a thing that stands out in its window stands out for any network.

![Rank correlation with random weights](images/study-sanity.png)

{table(["model", "pictures", "jacobian", "gramian", "energy", "CAM"], rows)}"""
