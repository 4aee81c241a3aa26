"""The study's questions: what the paper says, what was measured, and the verdict, which follows from the intervals."""

from typing import Callable, NamedTuple

from report import table
from study_statistics import (FAILED, FEWEST, HELD, UNTESTABLE, UNTOLD, above, all_of, below, bootstrapped,
                              difference_of_means, forgets, paired)
from study_tables import MOSAICS, TITLES

LITTLE = 0.1
"""A branch with less than this share of its block's output carries little."""

SUBSTANTIAL_SHARE, SUBSTANTIAL_CHANGE = 0.1, 0.05
"""Of a block's influence between two directions; of the probability under another order."""

ALIKE = 0.7
"""Pearson's correlation from which on two maps share half of their variance."""

SURVIVES = 0.5
"""Rank correlation from which on `evaluate`, too, calls a map a survivor of random weights."""

TRAINED_TOWARDS_MAPS = {"blood-smear"}

LIKE_THE_PAPERS = {"blood-smear": above, "chest-x-ray": below}
"""Where the paper has a set of the same kind: whether the Jacobian is above or below Grad-CAM there."""

NOTHING = "nothing in its abstract"

PAIRS = {"J, G": "jacobian, gramian", "J, E": "jacobian, energy", "G, E": "gramian, energy"}


class Finding(NamedTuple):
    """measured: in figures; verdict: one of the four."""

    measured: str
    verdict: str

    def __str__(self):
        verdict = f"**{self.verdict}**" if self.verdict in (HELD, FAILED) else self.verdict
        return f"{verdict}: {self.measured}" if self.measured else verdict


class Question(NamedTuple):
    """claim: what holds if it held; asked: how it is measured; paper: what the paper says of it."""

    claim: str
    asked: str
    paper: str
    find: Callable


def number(estimate, decimals=2):
    return "-" if estimate is None else f"{estimate.text(decimals)}, n {estimate.count}"


def listed(estimates, verdicts, decimals=2):
    """A finding of several named estimates."""
    return Finding("; ".join(f"{name} {number(each, decimals)}".strip() for name, each in estimates.items()),
                   all_of(verdicts))


def branch(study):
    shares = {block: study.estimate(block, "ssm share") for block in study.blocks}
    least = min(shares, key=lambda block: shares[block].mean)
    return Finding(f"least in {least}, {number(shares[least])}", all_of(above(each, LITTLE) for each in shares.values()))


def by_set(study, measured, border=0.0):
    """The same of every set that has truth of place; the main one goes without its name where it is the only one."""
    found = {name if len(study.sets) > 1 else "": measured(name) for name in sorted(study.sets, key=MOSAICS.__eq__)}
    return listed(found, [above(each, border) for each in found.values()]) if found else Finding("no truth of place", UNTESTABLE)


def at_evidence(study):
    return by_set(study, lambda name: bootstrapped(study.enrichment(study.last, of_set=name).values()), 1)


def focus(study):
    return by_set(study, lambda name: paired(study.enrichment(study.last, of_set=name),
                                             study.enrichment(study.first, of_set=name)))


def steps(study, of_set):
    return [paired(study.enrichment(later, of_set=of_set), study.enrichment(before, of_set=of_set))
            for before, later in zip(study.blocks, study.blocks[1:])]


def steadily(study):
    if not study.main_set:
        return Finding("no truth of place", UNTESTABLE)
    verdicts = [above(step) for step in steps(study, study.main_set)]
    return Finding(f"{verdicts.count(HELD)} of {len(verdicts)} steps up, {verdicts.count(FAILED)} down", all_of(verdicts))


def own_truth(study):
    return by_set(study, lambda name: paired(study.enrichment(study.last, of_set=name),
                                             study.enrichment(study.last, kind="control", of_set=name)))


def selectivity(study):
    gini, entropy = study.growth("jacobian gini"), study.growth("jacobian entropy")
    return listed({"Gini": gini, "entropy": entropy}, (above(gini), below(entropy)))


def selectivity_on_one_grid(study):
    gini = study.growth("jacobian gini, common grid")
    return listed({"Gini": gini}, [above(gini)])


def agreement(study):
    found = {name: study.estimate(study.last, pair) for name, pair in PAIRS.items()}
    return listed(found, (above(each, ALIKE) for each in found.values()))


def better(one, *others, run="deletion"):
    def find(study):
        found = {other if len(others) > 1 else "": study.better(one, other, run) for other in others}
        return listed(found, map(above, found.values()), decimals=3)
    return find


def against_cam(study):
    difference = study.better("jacobian", "cam")
    expected = LIKE_THE_PAPERS.get(study.name)
    return Finding(number(difference, 3) + ("" if expected else " (the paper has no such set)"),
                   expected(difference) if expected else UNTESTABLE)


def other_than_cam(study):
    found = study.estimate(study.last, "jacobian, cam")
    return Finding(number(found), below(found, ALIKE))


def directions(study):
    gap = study.direction_gap()
    return Finding(number(gap), above(gap, SUBSTANTIAL_SHARE))


def order_and_map(study):
    found = study.map_with_orders(study.last)
    return Finding(f"r {number(found)}", below(found, ALIKE))


def order_and_answer(study):
    found = study.answer_with_orders()
    return Finding(number(found), above(found, SUBSTANTIAL_CHANGE))


def right_and_wrong(study):
    found = {name: difference_of_means(right, wrong) for name, (right, wrong) in of_right_and_wrong(study).items()}
    told = {name: each for name, each in found.items() if each is not None and each.count >= FEWEST}
    if not told:
        right, wrong = map(len, study.right_and_wrong())
        return Finding(f"{wrong} wrong of {right + wrong}", UNTESTABLE)
    return Finding("; ".join(f"{name} {each}, {each.count} wrong" for name, each in told.items()),
                   all_of(map(above, told.values())))


def of_right_and_wrong(study):
    """{figure of the last block's Jacobian: (values of right answers, of wrong ones)}"""
    found = {"insertion - deletion": [study.score("jacobian", correct=correct).values() for correct in ("yes", "no")]}
    if study.main_set:
        found["enrichment"] = [study.figures(f"{study.main_set} truth", "enrichment", "jacobian", study.last, correct)
                               .values() for correct in ("yes", "no")]
    return found


def sanity(study):
    groups = {group: study.sanity(group, "jacobian", study.last) for group in study.sanity_groups()}
    return Finding("; ".join(f"{group} {spread(shuffles)}" for group, shuffles in groups.items()),
                   all_of(forgets(shuffles, SURVIVES) for shuffles in groups.values()))


def spread(estimates):
    """From the least to the greatest mean of several shuffles."""
    means = sorted(each.mean for each in estimates)
    return f"{means[0]:z.2f} to {means[-1]:z.2f}, n {estimates[0].count}" if means else "-"


QUESTIONS = (
    Question("The scan branch carries its part", "share of each block's output, above 0.1", NOTHING, branch),
    Question("The last block points at the evidence", "enrichment, above 1", "clinically meaningful patterns; no figure",
             at_evidence),
    Question("The last block points at its own picture's evidence, not at a habit of place",
             "enrichment in its own truth minus that in another picture's", NOTHING, own_truth),
    Question("Deep blocks focus", "enrichment, last block minus first",
             "diffuse textures early, focused patterns late; no figure", focus),
    Question("Each block focuses more than the one before", "enrichment, step by step", "hierarchical refinement; no figure", steadily),
    Question("Maps get more selective with depth", "last block minus first; entropy should fall",
             "progressive spatial selectivity; no figure", selectivity),
    Question("Maps get more selective on one common grid, too", "Gini, all maps averaged to the last block's grid", NOTHING,
             selectivity_on_one_grid),
    Question("J is better than G", "insertion - deletion",
             "a little: 0.679 and 0.671 (BloodMNIST), 0.020 and 0.016 (PneumoniaMNIST)", better("jacobian", "gramian")),
    Question("The exact energy index E is better than J", "insertion - deletion", "nothing: the index is ours",
             better("energy", "jacobian")),
    Question("J, G and E agree", "r in the last block, above 0.7", "two complementary formulations; no figure", agreement),
    Question("J against CAM is as in the paper", "insertion - deletion, J minus CAM",
             "above Grad-CAM on BloodMNIST (0.679, 0.568), below on PneumoniaMNIST (0.020, 0.188)", against_cam),
    Question("J is better than chance", "insertion - deletion", NOTHING, better("jacobian", "random", "random-cells")),
    Question("J is better than black-box maps", "insertion - deletion", NOTHING,
             better("jacobian", "occlusion", "rise", run="rise")),
    Question("J shows something other than CAM", "r in the last block, below 0.7", "set beside Grad-CAM; no figure",
             other_than_cam),
    Question("Directions differ", "largest minus smallest share of a block, above 0.1",
             "substantial influence of scanning strategies; no figure", directions),
    Question("Another order changes the map", "counterfactual; last block's r with its own, below 0.7",
             "substantial influence of scanning strategies; no figure", order_and_map),
    Question("Another order changes the answer", "counterfactual; change of p, above 0.05", NOTHING, order_and_answer),
    Question("Right answers have better maps than wrong ones", "difference of the means", NOTHING, right_and_wrong),
    Question("The last block's map forgets under random weights", "rank correlation, within 0.5 of 0", NOTHING, sanity),
)


def findings(studies, further=""):
    """The section; `further` are lines on what was asked of other models than these."""
    header = ["claim, and how it was asked", "the paper", *map(marked, studies)]
    found = {question: [question.find(study) for study in studies.values()] for question in QUESTIONS}
    rows = [[f"{question.claim}: {question.asked}", question.paper, *cells] for question, cells in found.items()]
    decided = sum(cell.verdict in (HELD, FAILED) for cells in found.values() for cell in cells)
    return f"""## Findings

{in_short(found, list(studies))}{further}

{table(header, rows)}
Verdicts follow from the 95 % intervals and the border that stands with the claim (0 where none does): **held**, the whole interval lies on the claim's side; **did not hold**, on the other side;
*{UNTOLD}*, it straddles the border; *{UNTESTABLE}*, no truth of place, nothing to compare with, or fewer than {FEWEST} pictures. Of several figures all must hold, and one that fails is enough. The borders
are ours. Of the {decided} verdicts that were reached, about {0.05 * decided:.0f} may be chance at 95 %. J is the Jacobian, G the Gramian, E the output-energy index.

† The blood smear model was trained towards readable maps (a penalty on its last block), so what its last block shows is no evidence about Vision Mamba.
"""


def marked(model):
    return TITLES[model] + (" †" if model in TRAINED_TOWARDS_MAPS else "")


def in_short(found, models):
    """The claims by their verdict; behind each the models with that verdict, where that is not all."""
    lines = []
    for verdict in (HELD, FAILED, UNTOLD, UNTESTABLE):
        claims = []
        for question, cells in found.items():
            of_these = [marked(model) for model, cell in zip(models, cells) if cell.verdict == verdict]
            if of_these:
                claim = question.claim if question.claim.startswith("J") else question.claim[0].lower() + question.claim[1:]
                claims.append(claim + ("" if len(of_these) == len(models) else f" ({', '.join(of_these)})"))
        if claims:
            lines.append(f"- **{verdict[0].upper()}{verdict[1:]}**: {'; '.join(claims)}.")
    return "\n".join(lines)
