"""What retrained.py measured, in words and tables: a section of docs/study.md and a page beside it.

Verdicts follow from the intervals.
"""

from report import table
from scan_orders import ORDER_OF_THE_MODEL

SHIPPED = {"ultrasound": "breast-ultrasound", "blood": "blood-smear", "chest-x-ray": "chest-x-ray"}
# The page's name, beside the study's CSV files.
PAGE = "trained-orders.md"
# A correlation below this is another map.
STRONG = 0.5


def section(measured):
    """The study's section on these figures, Markdown: the last block and the verdicts."""
    parts = [OPENING]
    for name, of_parts in measured.items():
        for part, found in of_parts.items():
            parts += [f"### {SHIPPED[name]}, {part}\n", last_block_table(found),
                      *(verdict(run, found) for run in found["retrained"]), ""]
        parts += [NOTES[name]] if name in NOTES else []
    return "\n".join(parts) + f"\nAll blocks, directions and calibration: [all figures](study/{PAGE}).\n"


def in_short(measured):
    """A line of the study's findings for each order, on the first part of each set."""
    lines = []
    for name, of_parts in measured.items():
        found = next(iter(of_parts.values()))
        for run in found["retrained"]:
            if run["order"] != ORDER_OF_THE_MODEL:
                put_in = found["put_in"][run["order"]]["balanced_accuracy_change"]
                change = interval(run["balanced_accuracy_change"], "+")
                lines.append(f"- **Trained with the order `{run['order']}`** ({SHIPPED[name]}): balanced accuracy {change} "
                             f"against the shipped model's, where putting the order in changes it by "
                             f"{interval(put_in, '+')}; {claim_in_short(run['blocks'])} "
                             "([below](#trained-with-another-order)).")
    return "".join("\n" + line for line in lines)


def claim_in_short(blocks):
    beyond = beyond_controls(blocks)
    if beyond is None:
        return "no other seed to compare its map with"
    return f"its map moved further than with each other seed in {len(beyond)} of {len(blocks)} blocks"


def beyond_controls(blocks):
    """The blocks whose map is further from the shipped model's than with each other seed; None without other seeds."""
    changes = {block: of_block["correlation_minus_controls"] for block, of_block in blocks.items()}
    if not all(changes.values()):
        return None
    return [block for block, figures in changes.items() if all(high < 0 for _, _, high in figures)]


def page(measured):
    """All figures, as a page of its own."""
    parts = ["# Trained with another order: all figures\n\nWhat they mean stands in [the study](../study.md).\n"]
    for name, of_parts in measured.items():
        for part, found in of_parts.items():
            parts += [f"## {SHIPPED[name]}, {part}\n", answers_table(found), maps_tables(found)]
        parts.append(directions_table(next(iter(of_parts.values()))))
    return "\n".join(parts)


OPENING = """## Trained with another order

Paper: "the substantial influence of scanning strategies on attention patterns" (X-VMamba, arXiv 2511.12694); "the order used to arrange the patches into a sequence also significantly impacts their attention
distribution" (arXiv 2502.20764). Above, orders were put into models that never saw them. Here a network is trained with the order in all of its blocks, from the pretraining on where there is one: the same
recipe, seed and split (`models/training/README.md` has the commands; these weights are not shipped). `one` reads the rows forwards in all four directions, `random:1` scatters neighbours; the parameters are as
many. "Put in" is the shipped model with that order, the counterfactual. Brackets: 95 % intervals over the validation pictures, differences on the same pictures.
**One training each: no interval contains what another seed would change.** The rows with the own order and another seed, where there are any, show how much that is, and the verdict on the claim is
against these: is the retrained map's r below that of each other seed, on the same pictures? The orders' trainings share the shipped model's seed, which keeps their maps nearer to it; so what they moved can be told
from what a seed moves, but not from nothing.
"""

# What has to be known about a set to judge its figures.
NOTES = {"blood": """The penalty on the last block of the blood smear model, which makes that readable, was on in every training. The shipped one is of the trainer before all sets shared one, which differs from today's in small
ways; the row with the own order and seed 1 shows how much that changes.
"""}


def interval(figure, sign=""):
    value, low, high = figure
    return f"{value:{sign}z.2f} [{low:{sign}z.2f}, {high:{sign}z.2f}]"


def models_of(found):
    """(what to call it, its figures): the orders put in, then the runs."""
    return [(f"shipped, {order} put in", figures) for order, figures in found["put_in"].items()] + \
        [(name_of(run), run) for run in found["retrained"]]


def name_of(run):
    order = "own order" if run["order"] == ORDER_OF_THE_MODEL else run["order"]
    return f"trained with {order}, seed {run['seed']}"


def answers_table(found):
    shipped = found["shipped"]
    rows = [["shipped", interval(shipped["balanced_accuracy"]), "", interval(shipped["calibration_error"]), "", ""]]
    for name, figures in models_of(found):
        rows.append([name, interval(figures["balanced_accuracy"]), interval(figures["balanced_accuracy_change"], "+"),
                     interval(figures["calibration_error"]), interval(figures["calibration_error_change"], "+"),
                     figures["other_answers"]])
    farthest = max((run["farthest_probability"] for run in found["retrained"]), key=float)
    return (f"n = {found['pictures']} pictures. The plugin's probabilities are at most {farthest} from PyTorch's.\n\n"
            + table(["model", "balanced accuracy", "minus shipped", "calibration error (ECE)", "minus shipped",
                     "other answers"], rows))


def last_block_table(found):
    """The answers, and the last block's map, of every model."""
    last = list(found["shipped"]["blocks"])[-1]
    pointing = "enrichment" in found["shipped"]["blocks"][last]
    rows = []
    for name, figures in [("shipped", found["shipped"]), *models_of(found)]:
        of_block = figures["blocks"][last]
        rows.append([name, interval(figures["balanced_accuracy"]), figures.get("other_answers", "")]
                    + [interval(of_block["correlation"]) if "correlation" in of_block else ""]
                    + ([interval(of_block["enrichment"])] if pointing else []))
    columns = ["model", "balanced accuracy", "other answers", f"{last}: r with the shipped model's map"]
    with_truth = f", n = {found['pictures_with_truth']} with truth" if pointing else ""
    return f"n = {found['pictures']} pictures{with_truth}.\n\n" + table(
        columns + ([f"{last}: enrichment"] if pointing else []), rows)


def maps_tables(found):
    """By block: where the map points, how that differs from the shipped model's, and how alike the maps are."""
    with_truth, every = f"n = {found['pictures_with_truth']}", f"n = {found['pictures']}"
    parts = [blocks_table(f"r of its map with the shipped model's, over the pixels, {every}", "correlation",
                          models_of(found))]
    if all("enrichment" in of_block for of_block in found["shipped"]["blocks"].values()):
        parts = [blocks_table(f"enrichment in the truth, {with_truth}", "enrichment",
                              [("shipped", found["shipped"]), *models_of(found)]),
                 blocks_table(f"enrichment minus the shipped model's, {with_truth}", "enrichment_change",
                              models_of(found), "+"), *parts]
    return "\n".join(parts)


def blocks_table(title, figure, models, sign=""):
    blocks = list(models[0][1]["blocks"])
    return table([f"Jacobian: {title}", *blocks], [
        [name, *(interval(figures["blocks"][block][figure], sign) for block in blocks)] for name, figures in models])


def directions_table(found):
    blocks = list(found["shipped"]["blocks"])
    rows = [[name, *(" / ".join(f"{share:.2f}" for share in figures["blocks"][block]["direction_shares"])
                     for block in blocks)]
            for name, figures in [("shipped", found["shipped"]), *models_of(found)]]
    return "With `one` the four directions walk alike: where their shares still differ, the weights do it, not the " \
        "walk.\n\n" + table(["Jacobian: share of each direction", *blocks], rows)


def verdict(run, found):
    """In plain words what the intervals allow to say."""
    if run["order"] == ORDER_OF_THE_MODEL:
        return f"- **Own order, seed {run['seed']}.** Answers: {cost(run, found)}. Its map is {moved(run['blocks'])}."
    put_in, blocks, regained = found["put_in"][run["order"]], run["blocks"], run["accuracy_minus_put_in"]
    if put_in["other_answers"] == run["other_answers"] == 0:
        answers = f"Answers, put in and retrained: {cost(run, found)}."
    else:
        won = told(regained, "training wins back what putting in had cost", "training loses more", "not told apart")
        answers = f"Answers, put in: {cost(put_in, found)}; retrained: {cost(run, found)}. Balanced accuracy, " \
            f"retrained minus put in: {interval(regained, '+')}, {won}."
    parts = [f"**{run['order']}.**", answers,
             f"The retrained one's map is {moved(blocks)}; with the order put in it is {moved(put_in['blocks'])}."]
    if all("enrichment_change" in of_block for of_block in blocks.values()):
        parts.append(f"Against the shipped model's, the retrained one's points at the truth {pointing(blocks)}.")
    parts.append(claim(blocks))
    return "- " + " ".join(parts)


def told(figure, above, below, between):
    _, low, high = figure
    return above if low > 0 else below if high < 0 else between


def cost(figures, found):
    """What it does to the answers; where none changes, the bootstrap has nothing to draw from."""
    change, pictures = figures["balanced_accuracy_change"], found["pictures"]
    if figures["other_answers"] == 0:
        return f"the same answer on all {pictures} pictures (up to {3 / pictures:.0%} of other ones is not excluded, " \
            "by the rule of three)"
    lost = f"no cost that can be told (up to {max(0.0, -change[1]):.2f} is not excluded)"
    return told(change, "the balanced accuracy is higher", "the balanced accuracy is lower", lost) + \
        f", {interval(change, '+')}"


def moved(blocks):
    """In how many blocks the map is another one: the whole interval of r lies below."""
    others = [block for block, of_block in blocks.items() if of_block["correlation"][2] < STRONG]
    return f"another one (r below {STRONG}) in {len(others)} of {len(blocks)} blocks" + (
        f" ({', '.join(others)})" if others else "")


def pointing(blocks):
    by_verdict = {"more": [], "less": [], "not told apart": []}
    for block, of_block in blocks.items():
        by_verdict[told(of_block["enrichment_change"], "more", "less", "not told apart")].append(block)
    return ", ".join(f"{word} in {', '.join(found)}" for word, found in by_verdict.items() if found)


def claim(blocks):
    """Whether the order moves the maps further than training again with each of the other seeds does."""
    beyond = beyond_controls(blocks)
    if beyond is None:
        return "Whether the order did that or only another training can't be told: no other seed stands beside it."
    where = f" ({', '.join(beyond)})" if beyond else ""
    held = "**the order moved no map more than a seed does**" if not beyond else \
        "the order moved every map more than a seed does" if len(beyond) == len(blocks) else \
        "there alone the order may have moved the map more than a seed does"
    return f"Its map is further from the shipped one's than that of each other seed in {len(beyond)} of " \
        f"{len(blocks)} blocks{where}: {held}."
