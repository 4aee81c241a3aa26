"""The measured figures of one model, as study.py left them."""

import csv
import json
import pathlib

import numpy

from study_statistics import FEWEST, Estimate, bootstrapped, gap_between_extremes, paired

MOSAICS = "mosaics"
SCORE = "insertion - deletion"
ENRICHMENT = "enrichment"
TITLES = {"blood-smear": "blood smear", "breast-ultrasound": "breast ultrasound", "chest-x-ray": "chest X-ray"}


class Study:
    """Tables are read once. Figures come as {picture: value}, so that they can be paired."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.name = self.folder.name
        self.maps = json.loads((self.folder / "maps.json").read_text())
        self.blocks = sorted(next(iter(self.maps.values()))["blocks"])
        self.first, self.last = self.blocks[0], self.blocks[-1]
        self.sets = sorted({path.name.removesuffix(" truth") for path in self.folder.glob("* truth")})
        self._tables = {}

    @property
    def main_set(self):
        """The set of whole pictures with truth of place; None where the model has none."""
        return next((name for name in self.sets if name != MOSAICS), None)

    def title(self, of_set):
        return TITLES[self.name] + (f", {of_set}" if len(self.sets) > 1 else "")

    def rows(self, name, file="images.csv"):
        """A table of the jar; none where it had nothing to write into it."""
        path = self.folder / name / file
        if path not in self._tables:
            self._tables[path] = list(csv.DictReader(path.read_text().splitlines())) if path.exists() else []
        return self._tables[path]

    def figures(self, run, metric, map_name, block=None, correct=None):
        """Of one map in one run. block: None for the only one; correct: "yes" or "no", None for both."""
        return {row["image"]: float(row["value"]) for row in self.rows(run)
                if (row["map"], row["metric"]) == (map_name, metric) and block in (None, row["source"])
                and correct in (None, row["correct"])}

    def raw(self, block, figure):
        """Of the raw maps of one block."""
        return {name: of_picture["blocks"][block][figure] for name, of_picture in self.maps.items()}

    def estimate(self, block, figure):
        return bootstrapped(self.raw(block, figure).values())

    def growth(self, figure):
        """Last block minus first."""
        return paired(self.raw(self.last, figure), self.raw(self.first, figure))

    def enrichment(self, block, index="jacobian", kind="truth", of_set=None):
        return self.figures(f"{of_set or self.main_set} {kind}", ENRICHMENT, index, block)

    def score(self, map_name, run="deletion", correct=None):
        return self.figures(run, SCORE, map_name, correct=correct)

    def better(self, one, other, run="deletion"):
        """By how much one map's insertion - deletion is above the other's."""
        return paired(self.score(one, run), self.score(other, run))

    def right_and_wrong(self):
        """The explained pictures that were read right, and those that were read wrong."""
        right = [name for name, each in self.maps.items() if each["predicted"] == each["label"]]
        return right, [name for name in self.maps if name not in right]

    def direction_shares(self, block):
        """[picture, direction]"""
        return numpy.array(list(self.raw(block, "direction shares").values()))

    def direction_gap(self):
        """Largest minus smallest share of a direction, mean of the blocks."""
        return bootstrapped(numpy.mean([gap_between_extremes(self.direction_shares(block)) for block in self.blocks],
                                       axis=0))

    def orders(self):
        return [row for path in sorted((self.folder / "orders").glob("*.csv"))
                for row in csv.DictReader(path.read_text().splitlines())]

    def order_names(self):
        return [name for name in dict.fromkeys(row["Order"] for row in self.orders()) if name != "model"]

    def with_orders(self, figure, order=None):
        """For each picture a figure of its row, with one order, or the mean of all but the model's own."""
        values = {}
        for row in self.orders():
            if row["Order"] == order or order is None and row["Order"] != "model":
                values.setdefault(row["Image"], []).append(figure(row))
        return bootstrapped(numpy.mean(each) for each in values.values())

    def map_with_orders(self, block, order=None):
        return self.with_orders(lambda row: float(row[f"r {block}"]), order)

    def answer_with_orders(self, order=None):
        return self.with_orders(lambda row: abs(float(row["Change"])), order)

    def flipped(self, order):
        """How many answers another order changes, and of how many."""
        own = {row["Image"]: row["Predicted"] for row in self.orders() if row["Order"] == "model"}
        of_order = [row for row in self.orders() if row["Order"] == order]
        return sum(row["Predicted"] != own[row["Image"]] for row in of_order), len(of_order)

    def sanity_groups(self):
        return sorted(path.name for path in (self.folder / "sanity").iterdir())

    def sanity(self, group, map_name, block=None):
        """Correlation with the map of the trained model when all weights are random: an estimate for each shuffle."""
        found = []
        for folder in sorted((self.folder / "sanity" / group).iterdir()):
            rows = [row for row in self.rows(f"sanity/{group}/{folder.name}", "sanity.csv")
                    if row["map"] == map_name and block in (None, row["source"])]
            if rows:
                found.append(estimate_of(max(rows, key=lambda row: int(row["step"]))))
        return found


def with_truth(studies):
    """Each model with each of its sets that have truth of place, the whole pictures first."""
    return [(study, name) for study in studies.values() for name in sorted(study.sets, key=MOSAICS.__eq__)]


def estimate_of(row):
    """A row of the jar's table with images, mean, low and high."""
    count = int(row["images"])
    ends = (float(row["low"]), float(row["high"])) if count >= FEWEST else (None, None)
    return Estimate(float(row["mean"]), *ends, count)
