"""The study's document from made-up tables, in which every answer is known. Run: python3 test_study_report.py"""

import csv
import json
import pathlib
import tempfile
import unittest

import study_report
from study_maps import INDICES, PAIRS
from study_tables import Study

BLOCKS = ("stage0.block0", "stage1.block0")
PICTURES = [f"{i:03}.png" for i in range(12)]
SETTINGS = {**dict.fromkeys(study_report.COUNTS, 12), "seconds": {"maps": 60, "rise": 120}}


def write_rows(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def images(values, metric):
    """Rows of images.csv; values: {(map, block): mean}. The pictures spread around it by a tenth; every third is wrong."""
    return [{"image": name, "predicted": "benign", "correct": "no" if i % 3 == 0 else "yes", "map": map_name,
             "source": block, "metric": metric, "value": mean + 0.1 * (i % 2 - 0.5)}
            for (map_name, block), mean in values.items() for i, name in enumerate(PICTURES)]


def make_model(folder, with_truth):
    """J points at the truth more in the last block, and loses to CAM; direction 3 has most of the influence."""
    of_block = {"ssm share": 0.4, "direction shares": [0.2, 0.1, 0.1, 0.6], "direction ginis": [0.1] * 4,
                "direction correlation": 0.3, "percentiles": [1, 2, 3, 4, 5],
                **{f"{one}, {other}": 0.9 for one, other in PAIRS}}
    blocks = {}
    for block, gini in zip(BLOCKS, (0.2, 0.5)):
        blocks[block] = dict(of_block)
        for index in INDICES:
            blocks[block].update({f"{index} gini": gini, f"{index} entropy": 1 - gini, f"{index} gini, common grid": gini,
                                  f"{index}, cam": 0.1})
    folder.mkdir()
    (folder / "maps.json").write_text(json.dumps(
        {name: {"label": "benign", "predicted": "benign", "blocks": blocks} for name in PICTURES}))
    if with_truth:
        for kind, last in (("truth", 3), ("control", 3)):
            values = {(index, block): mean for index in INDICES for block, mean in zip(BLOCKS, (1, last))}
            rows = [row for metric in ("enrichment", "mass share in truth", "area share of truth")
                    for row in images({**values, ("cam", ""): 2}, metric)]
            write_rows(folder / f"pictures {kind}" / "images.csv", rows)
    for run, maps in (("deletion", {"cam": 0.6, "random": 0, "random-cells": 0}), ("rise", {"occlusion": 0.3, "rise": 0.7})):
        values = {**{(index, BLOCKS[-1]): 0.3 for index in INDICES}, **{(name, ""): mean for name, mean in maps.items()}}
        write_rows(folder / run / "images.csv", images(values, "insertion - deletion"))
        (folder / run / "evaluation.json").write_text(json.dumps(
            {"image_count": 12, "milliseconds": {"explain": 1200, "protocols": 24000}}))
    write_rows(folder / "sanity" / "benign" / "0" / "sanity.csv", [
        {"map": index, "source": block, "step": step, "images": 12, "mean": mean, "low": mean - 0.1, "high": mean + 0.1}
        for index in INDICES for block in BLOCKS for step, mean in ((1, 1.0), (2, 0.8))])
    write_rows(folder / "orders" / "000.csv", [
        {"Image": name, "Order": order, "Predicted": answer, "Change": change, **{f"r {block}": r for block in BLOCKS}}
        for name in PICTURES for order, answer, change, r in (("model", "benign", 0, 1), ("snake", "normal", -0.3, 0.9))])


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        work = cls.folder / "work"
        work.mkdir()
        (work / "settings.json").write_text(json.dumps(SETTINGS))
        make_model(work / "breast-ultrasound", with_truth=True)
        make_model(work / "chest-x-ray", with_truth=False)
        study_report.write(work, cls.folder / "study.md", ["breast-ultrasound", "chest-x-ray"])
        cls.text = (cls.folder / "study.md").read_text()

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def row(self, claim):
        return next(line for line in self.text.splitlines() if line.startswith(f"| {claim}")).split(" | ")

    def test_verdicts_follow_from_the_tables(self):
        for claim, of_ultrasound, of_chest in (
                ("Deep blocks focus", "**held**: 2.00 [2.00, 2.00], n 12", "not testable here: no truth of place"),
                ("The last block points at its own", "can't be told: 0.00 [0.00, 0.00], n 12", "not testable here: no truth of place"),
                ("J against CAM", "not testable here: -0.300 [-0.300, -0.300], n 12 (the paper has no such set)",
                 "**held**: -0.300 [-0.300, -0.300], n 12"),
                ("J is better than black-box", *["**did not hold**: occlusion 0.000 [0.000, 0.000], n 12; rise -0.400 [-0.400, -0.400], n 12"] * 2),
                ("Directions differ", *["**held**: 0.50 [0.50, 0.50], n 6"] * 2),
                ("Another order changes the map", *["**did not hold**: r 0.90 [0.90, 0.90], n 12"] * 2),
                ("Another order changes the answer", *["**held**: 0.30 [0.30, 0.30], n 12"] * 2),
                ("The last block's map forgets", *["**did not hold**: benign 0.80 to 0.80, n 12"] * 2)):
            self.assertEqual(self.row(claim)[2:], [of_ultrasound, of_chest + " |"], claim)

    def test_what_the_document_links_to_is_there(self):
        for linked in ("images/study-deletion.png", "images/study-sanity.png", "study/deletion.csv", "study/shape.csv"):
            self.assertIn(f"({linked})", self.text)
            self.assertTrue((self.folder / linked).exists())
        with open(self.folder / "study" / "deletion.csv", newline="") as file:
            row = next(row for row in csv.DictReader(file) if (row["map"], row["minus"]) == ("jacobian", "cam"))
        self.assertEqual((row["model"], row["n"], float(row["mean"])), ("breast-ultrasound", "12", -0.3))

    def test_answers_that_another_order_changed_are_counted(self):
        study = Study(self.folder / "work" / "chest-x-ray")
        self.assertEqual(study.flipped("snake"), (12, 12))


if __name__ == "__main__":
    unittest.main()
