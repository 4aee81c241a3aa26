"""docs/study.md and its plots, from the tables that study.py had made. Verdicts follow from the intervals."""

import csv
import json

import matplotlib
import numpy

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 (after the backend is chosen)

from report import table  # noqa: E402

INDICES = ("jacobian", "gramian", "energy")
STRONG = 0.5
FEWEST = 3


def write(work, out, models):
    out.parent.joinpath("images").mkdir(parents=True, exist_ok=True)
    studies = {model: Study(work / model) for model in models}
    settings = json.loads((work / "settings.json").read_text())
    parts = [opening(settings), deletion(studies), focus(studies), shape(studies), directions(studies),
             orders(studies), agreement(studies), right_and_wrong(studies), sanity(studies), times(studies)]
    plot_blocks(studies, out.parent / "images" / "study-blocks.png")
    plot_deletion(studies, out.parent / "images" / "study-deletion.png")
    out.write_text("\n".join(parts))


class Study:
    """The tables of one model."""

    def __init__(self, folder):
        self.folder = folder
        self.figures = json.loads((folder / "correlations.json").read_text())
        self.blocks = sorted(self.figures[0])

    def rows(self, name, file):
        """The rows of a table; none where the jar had nothing to write into it."""
        if not (self.folder / name / file).exists():
            return []
        with open(self.folder / name / file, newline="") as lines:
            return list(csv.DictReader(lines))

    def row(self, name, file, **asked):
        """The one row with these values, None where there is none."""
        asked = {key.replace("_", " "): value for key, value in asked.items()}
        return next((row for row in self.rows(name, file)
                     if all(row[key] == value for key, value in asked.items())), None)

    def raw(self, block, figure):
        return numpy.array([picture[block][figure] for picture in self.figures if figure in picture[block]])

    def orders(self):
        return [row for path in sorted((self.folder / "orders").glob("*/orders/orders.csv"))
                for row in csv.DictReader(path.read_text().splitlines())]


def interval(row):
    """Mean and 95 % interval of a row; the mean alone of fewer than three pictures, a dash where there is none."""
    if row is None:
        return "-"
    if row["low"] == "" or int(row.get("images", FEWEST)) < FEWEST:
        return f"{float(row['mean']):z.2f}"
    return f"{float(row['mean']):z.2f} [{float(row['low']):z.2f}, {float(row['high']):z.2f}]"


def bootstrapped(values, seed=1, resamples=1000):
    """Mean of the values with its 95 % percentile interval, as a row of a table."""
    values = numpy.asarray(values, dtype=float)
    if len(values) == 0:
        return None
    if len(values) < FEWEST:
        return {"mean": values.mean(), "low": "", "high": ""}
    drawn = numpy.random.default_rng(seed).integers(len(values), size=(resamples, len(values)))
    low, high = numpy.percentile(values[drawn].mean(axis=1), (2.5, 97.5))
    return {"mean": values.mean(), "low": low, "high": high}


def verdict(row, border=0.0, above="higher", below="lower", between="not told apart"):
    if row is None or row["low"] in ("", None):
        return "not measured"
    return above if float(row["low"]) > border else below if float(row["high"]) < border else between


def opening(settings):
    counts = " ".join(f"--{name} {settings[name]}"
                      for name in ("localised", "deleted", "rise", "sane", "reordered", "correlated", "seed"))
    return f"""# The study: influence in three small MedMambas

Made by one command, figures, verdicts and plots; nothing is edited by hand:

    python3 models/training/study.py --data ../shared/data --jar target/X-VMamba_Explain-*-cli.jar {counts}

It took {settings["seconds"]} s on two shared cores. The pictures are validation pictures of the three models that come along (trained on the rest of BCCD, BUSI and Kermany's
chest X-rays; `models/training/README.md`), evenly spread over the part that `--localised` and the others name; n stands in each table. Brackets: 95 % intervals, percentile bootstrap, 1000 resamples
of the pictures, one seed. **With fewer than about 30 pictures these are too narrow; read them as a first look.** One training each. What each figure means: [evaluation.md](evaluation.md).

The blood smear model was trained towards readable maps (a penalty on its last block), so what its last block shows is no evidence about Vision Mamba. The chest X-rays have no truth of place.
The paper is X-VMamba (arXiv 2511.12694), with MedMambas on MedMNIST sets; of its claims those of the abstract are quoted, with its figures of insertion - deletion. Its networks and data
differ, so this repeats the questions, not the experiment.
"""


def deletion(studies):
    rows = []
    for model, study in studies.items():
        for name in (*INDICES, "cam", "random"):
            found = study.row("deletion", "summary.csv", map=name, metric="insertion - deletion")
            compared = study.row("deletion", "differences.csv", map=name, baseline="cam", metric="insertion - deletion")
            rows.append([model, name, found["images"] if found else "-", interval(found), interval(compared),
                         verdict(compared, above="beats CAM", below="beaten by CAM") if compared else ""])
        found = study.row("rise", "summary.csv", map="rise", metric="insertion - deletion")
        compared = study.row("rise", "differences.csv", map="jacobian", baseline="rise", metric="insertion - deletion")
        rows.append([model, "rise", found["images"], interval(found), f"jacobian - rise: {interval(compared)}", ""])
    return f"""## Does a map find what the answer hangs on?

Insertion - deletion, last block; p is of the predicted class. Paper: Jacobian / Gramian / Grad-CAM 0.679 / 0.671 / 0.568 (BloodMNIST), 0.020 / 0.016 / 0.188 (PneumoniaMNIST), 0.116 / 0.106 / 0.232 (OCTMNIST),
0.169 / 0.156 / 0.233 (DermaMNIST): above CAM on blood alone, below it elsewhere.

{table(["model", "map", "n", "insertion - deletion", "minus CAM, same pictures", ""], rows)}
{chr(10).join(by_answer(model, study) for model, study in studies.items())}

![Insertion minus deletion](images/study-deletion.png)
"""


def by_answer(model, study):
    """The Jacobian's score by predicted class: where a blank picture gets the same answer, it can't be high."""
    values = {}
    for row in study.rows("deletion", "images.csv"):
        if row["map"] == "jacobian" and row["metric"] == "insertion - deletion":
            values.setdefault(row["predicted"], []).append(float(row["value"]))
    return f"- {model}, Jacobian by answer: " + "; ".join(
        f"{answer} {interval(bootstrapped(scores))} (n = {len(scores)})" for answer, scores in sorted(values.items())) + "."


def focus(studies):
    rows, sentences = [], []
    for model, study in studies.items():
        found = {(block, index): study.row("localisation", "summary.csv", map=index, source=block, metric="enrichment")
                 for block in study.blocks for index in INDICES}
        if not any(found.values()):
            sentences.append(f"- {model}: no truth of place, not measured.")
            continue
        for block in study.blocks:
            area = study.row("localisation", "summary.csv", map="jacobian", source=block, metric="area share of truth")
            share = study.row("localisation", "summary.csv", map="jacobian", source=block, metric="mass share in truth")
            jacobian = found[block, "jacobian"]
            rows.append([model, block, jacobian["images"], f"{float(area['mean']):.2f}", interval(share),
                         *(interval(found[block, index]) for index in INDICES),
                         verdict(jacobian, 1, "towards", "**away**", "neither")])
        cam = study.row("localisation", "summary.csv", map="cam", metric="enrichment")
        rows.append([model, "CAM", cam["images"], "", "", interval(cam), "", "", verdict(cam, 1, "towards", "away", "neither")])
        sentences.append(f"- {model}: {growth(study)}")
    return f"""## Do deep layers focus?

Paper: "hierarchical feature refinement from diffuse low-level textures in early layers to focused, clinically meaningful patterns in deeper layers". Enrichment is the share of the map's mass in the
truth (cell's box, lesion's mask) by the truth's share of the area; 1 is a flat map. The verdict is the Jacobian's.

{table(["model", "block", "n", "area share", "mass share (jacobian)", "enrichment: jacobian", "gramian", "energy", "points"], rows)}
{chr(10).join(sentences)}

![Enrichment and Gini by block](images/study-blocks.png)
"""


def growth(study):
    """Whether the last block points more at the truth than the first, and whether every step between them does."""
    by_block = [{row["image"]: float(row["value"]) for row in study.rows("localisation", "images.csv")
                 if (row["map"], row["source"], row["metric"]) == ("jacobian", block, "enrichment")}
                for block in study.blocks]
    names = sorted(set(by_block[0]) & set(by_block[-1]))
    row = bootstrapped([by_block[-1][name] - by_block[0][name] for name in names])
    means = [numpy.mean(list(values.values())) for values in by_block]
    steady = "rising from block to block" if all(numpy.diff(means) > 0) else "but not rising from block to block"
    held = verdict(row, 0, "it held from the first block to the last", "**the opposite**", "it can't be told")
    return f"last block minus first {interval(row)} (Jacobian, the same {len(names)} pictures), {steady}: {held}."


def shape(studies):
    rows, sentences = [], []
    for model, study in studies.items():
        ginis = []
        for block in study.blocks:
            cells = []
            for index in INDICES:
                row = study.row("localisation", "shape.csv", index=index, block=block, direction="mean")
                cells += [f"{float(row['gini']):.2f}", f"{float(row['entropy']):.3f}"]
            ginis.append(float(cells[0]))
            middle = numpy.median(study.raw(block, "percentiles"), axis=0)
            rows.append([model, block, row["images"], *cells, " / ".join(f"{value:.3g}" for value in middle)])
        held = ("it held" if all(numpy.diff(ginis) > 0) else
                "it held from the first block to the last, not step by step" if ginis[-1] > ginis[0] else
                "**it did not hold**")
        sentences.append(f"- {model}: the Jacobian's Gini is {ginis[0]:.2f} in the first block, {ginis[-1]:.2f} in the last: {held} (means; no intervals).")
    return f"""## Distribution by block

Paper: "progressive spatial selectivity across the network hierarchy". Gini 0 and entropy 1 are a flat map. Percentiles 5 / 25 / 50 / 75 / 95 of the raw Jacobian index over a map's cells, median
of n = {len(next(iter(studies.values())).figures)} pictures.

{table(["model", "block", "n", "gini: jacobian", "entropy", "gini: gramian", "entropy", "gini: energy", "entropy", "percentiles"], rows)}
{chr(10).join(sentences)}
"""


def directions(studies):
    rows = []
    for model, study in studies.items():
        for block in study.blocks:
            shares = study.raw(block, "direction shares")
            ginis = [study.row("localisation", "shape.csv", index="jacobian", block=block, direction=str(k))["gini"]
                     for k in range(shares.shape[1])]
            rows.append([model, block, len(shares), *(interval(bootstrapped(share)) for share in shares.T),
                         " / ".join(f"{float(gini):.2f}" for gini in ginis)])
    return f"""## By scan direction

Share of each direction in a block's mean Jacobian index (0.25 each if they were alike), and its Gini. 0 rows, 1 columns, 2 rows backwards, 3 columns backwards.

{table(["model", "block", "n", "0", "1", "2", "3", "gini 0 / 1 / 2 / 3"], rows)}"""


def orders(studies):
    rows, sentences = [], []
    for model, study in studies.items():
        found = study.orders()
        own = {row["Image"]: row for row in found if row["Order"] == "model"}
        for order in dict.fromkeys(row["Order"] for row in found):
            of_this = [row for row in found if row["Order"] == order]
            if order == "model":
                continue
            changes = bootstrapped([abs(float(row["Change"])) for row in of_this])
            flipped = sum(row["Predicted"] != own[row["Image"]]["Predicted"] for row in of_this)
            correlations = [interval(bootstrapped([float(row[f"r {block}"]) for row in of_this]))
                            for block in (study.blocks[0], study.blocks[-1])]
            rows.append([model, order, len(of_this), interval(changes), flipped, *correlations])
        sentences.append(moved(model, study, found))
    return f"""## By scan order (counterfactual)

Paper: "the substantial influence of scanning strategies on attention patterns". Here an order other than the model's own is put into a trained model, so a change says how much this model relies on
its order, **not** how good the other one would be. A model retrained with another order would be the honest comparison; that was not afforded.

{table(["model", "order", "n", "mean change of p, absolute", "other answers", "map's r with its own: first block", "last block"], rows)}
{chr(10).join(sentences)}
"""


def moved(model, study, found):
    """In one sentence, how much another order does to the answers and to the last block's map."""
    others = [row for row in found if row["Order"] != "model"]
    own = {row["Image"]: row["Predicted"] for row in found if row["Order"] == "model"}
    flipped = sum(row["Predicted"] != own[row["Image"]] for row in others)
    low = sum(float(row[f"r {study.blocks[-1]}"]) < STRONG for row in others)
    means = [numpy.mean([float(row[f"r {study.blocks[-1]}"]) for row in others if row["Order"] == order])
             for order in {row["Order"] for row in others}]
    return (f"- {model}: another order changed {flipped} of {len(others)} answers, and moved the last block's map to a "
            f"correlation below {STRONG} in {low} of {len(others)}; by order its mean correlation is {min(means):.2f} to {max(means):.2f}.")


def agreement(studies):
    rows = []
    for model, study in studies.items():
        for block in study.blocks:
            rows.append([model, block, len(study.figures),
                         *(interval(bootstrapped(study.raw(block, pair)))
                           for pair in ("jacobian, gramian", "jacobian, energy", "gramian, energy")),
                         *(interval(bootstrapped(study.raw(block, f"{index}, cam"))) for index in INDICES)])
    return f"""## Do the indices agree, and with CAM?

Pearson's correlation over a map's cells (mean of the directions), mean over pictures. CAM is of the predicted class, on the last block's grid only.

{table(["model", "block", "n", "J, G", "J, energy", "G, energy", "J, CAM", "G, CAM", "energy, CAM"], rows)}"""


def right_and_wrong(studies):
    rows = []
    for model, study in studies.items():
        for run, metric, blocks in (("localisation", "enrichment", study.blocks[-2:]),
                                    ("deletion", "insertion - deletion", study.blocks[-1:])):
            for block in blocks:
                values = {"yes": [], "no": []}
                for row in study.rows(run, "images.csv"):
                    if (row["map"], row["source"], row["metric"]) == ("jacobian", block, metric):
                        values[row["correct"]].append(float(row["value"]))
                if any(values.values()):
                    rows.append([model, block, metric, len(values["yes"]), interval(bootstrapped(values["yes"])),
                                 len(values["no"]), interval(bootstrapped(values["no"]))])
    return f"""## Right against wrong answers

Jacobian; enrichment counts pictures with a truth of place only.

{table(["model", "block", "figure", "n right", "right", "n wrong", "wrong"], rows)}"""


def sanity(studies):
    rows = []
    for model, study in studies.items():
        last = {}
        for row in study.rows("sanity", "sanity.csv"):
            last[row["map"], row["source"]] = row
        for (name, source), row in last.items():
            said = survival(float(row["low"]), float(row["high"]))
            rows.append([model, name, source, row["images"], interval(row), said])
    return f"""## Does a map survive random weights?

Spearman's correlation with the map of the trained model when all weights are shuffled (the last step; one shuffle). A map that survives ({STRONG} or more, the whole interval) shows the image or the
scan more than what was learned; so does one that comes back turned over (-{STRONG} or less).

{table(["model", "map", "block", "n", "correlation", "survives"], rows)}"""


def survival(low, high):
    if low >= STRONG:
        return "**yes**"
    if high <= -STRONG:
        return "**turned over**"
    return "no" if -STRONG < low and high < STRONG else "can't be told"


def times(studies):
    rows = []
    for model, study in studies.items():
        for run in ("deletion", "rise"):
            found = json.loads((study.folder / run / "evaluation.json").read_text())
            parts = {name: value / 1000 / found["image_count"] for name, value in found["milliseconds"].items()}
            most = max(parts, key=parts.get)
            rows.append([model, run, f"{sum(parts.values()):.1f}",
                         ", ".join(f"{name} {value:.1f}" for name, value in parts.items()), most])
    return f"""## Time

Seconds a picture on two shared cores, loading included. `deletion`: three indices, random and CAM; `rise`: the Jacobian and RISE.

{table(["model", "run", "together", "of which", "most"], rows)}"""


def bars(row):
    mean = float(row["mean"])
    low, high = (float(row[end] or mean) if int(row["images"]) >= FEWEST else mean for end in ("low", "high"))
    return mean, ([mean - low], [high - mean])


def plot_blocks(studies, path):
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.4))
    for model, study in studies.items():
        found = [study.row("localisation", "summary.csv", map="jacobian", source=block, metric="enrichment")
                 for block in study.blocks]
        if all(found):
            means, errors = zip(*map(bars, found))
            axes[0].errorbar(range(len(means)), means, yerr=numpy.array(errors)[:, :, 0].T, capsize=3, label=model)
        ginis = [float(study.row("localisation", "shape.csv", index="jacobian", block=block, direction="mean")["gini"])
                 for block in study.blocks]
        axes[1].plot(ginis, marker="o", label=model)
    axes[0].axhline(1, color="grey", linestyle=":")
    for axis, title in zip(axes, ("Enrichment in the truth (Jacobian)", "Gini (Jacobian)")):
        axis.set_title(title)
        axis.set_xticks(range(len(study.blocks)), study.blocks, rotation=20, fontsize=7)
        axis.legend(fontsize=8)
    save(figure, path)


def plot_deletion(studies, path):
    figure, axis = pyplot.subplots(figsize=(7, 3.2))
    names = (*INDICES, "cam", "random", "rise")
    for offset, (model, study) in zip((-0.2, 0, 0.2), studies.items()):
        for at, name in enumerate(names):
            row = study.row("rise" if name == "rise" else "deletion", "summary.csv", map=name,
                            metric="insertion - deletion")
            if row:
                mean, error = bars(row)
                axis.errorbar(at + offset, mean, yerr=error, fmt="o", capsize=3,
                              color=f"C{list(studies).index(model)}", label=model if at == 0 else None)
    axis.axhline(0, color="grey", linestyle=":")
    axis.set_xticks(range(len(names)), names)
    axis.set_title("Insertion - deletion, last block, 95 % intervals")
    axis.legend(fontsize=8)
    save(figure, path)


def save(figure, path):
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(figure)
