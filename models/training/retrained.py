"""Models retrained with another scan order beside the shipped one: measures them, for the study (retrained_report.py).

    python3 models/training/retrained.py --jar target/X-VMamba_Explain-0.1.0-SNAPSHOT-cli.jar --trained FOLDER ...

Each FOLDER is what one run of train.py left. All figures are of the validation pictures and come from the plugin's jar
(its commands import and orders); PyTorch checks the jar's probabilities. Writes measured/orders.json. A run with the
model's own order and another seed is a control: what another training changes by itself.
"""

import argparse
import csv
import json
import os
import pathlib
import tempfile

import numpy
import torch
from PIL import Image

import measure
import metrics
import plugin
import retrained_report
import scores
from medmamba import MedMamba
from modalities import MODALITIES
from scan_orders import ORDER_OF_THE_MODEL, orders_by_name
from selective_scan import REPOSITORY, fast_scan
from study_maps import correlation
from study_pictures import lay_out

# What the plugin calls MedMamba's own order when it is put in like any other.
CROSS = "cross"
# How far the probabilities of PyTorch and of the plugin may lie apart.
TOLERANCE = 1e-4


def main():
    options = parse_options()
    torch.set_num_threads(1)
    runs = [Run(pathlib.Path(folder)) for folder in options.trained]
    measured = {}
    for name in dict.fromkeys(run.set for run in runs):
        of_set = [run for run in runs if run.set == name]
        measured[name] = {}
        for part, samples in MODALITIES[name].validation(options.data, 0).items():
            with tempfile.TemporaryDirectory() as folder:
                pictures = Pictures(MODALITIES[name], samples, pathlib.Path(folder), options)
                measured[name][part] = pictures.measure(of_set)
    target = pathlib.Path(options.json)
    target.write_text(json.dumps(measure.rounded(measured), indent=1) + "\n")
    print(retrained_report.section(json.loads(target.read_text())))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.path.relpath(REPOSITORY / ".." / "shared" / "data"))
    parser.add_argument("--jar", required=True)
    parser.add_argument("--trained", nargs="+", required=True, help="folders with weights, classes and log of a run")
    parser.add_argument("--json", default=pathlib.Path(__file__).resolve().parent / "measured" / "orders.json")
    return parser.parse_args()


class Run:
    """One training: its folder, and what its log says of it."""

    def __init__(self, folder):
        recipe = json.loads((folder / "training_log.json").read_text())["options"]
        self.folder, self.seed, self.order = folder, recipe["seed"], recipe.get("order", ORDER_OF_THE_MODEL)
        # The oldest logs name no set: all of them are of blood smears.
        self.set = recipe.get("set", "blood")
        self.weights = next(folder.glob("*Net.pth"))
        self.is_control = self.order == ORDER_OF_THE_MODEL
        self.order_to_put_in = CROSS if self.is_control else self.order

    def probabilities(self, samples, jar):
        network = MedMamba.from_state_dict(torch.load(self.weights)).use_scan(fast_scan)
        network.use_orders(orders_by_name(self.order, jar))
        return measure.probabilities(network, [sample.image for sample in samples])


class Reading:
    """What a model says and shows of all pictures when it scans in one order; maps and shares by block."""

    def __init__(self):
        self.probabilities, self.maps, self.shares = [], {}, {}

    def add(self, row, class_names, planes, blocks):
        """A row of the plugin's table, and planes [block, 1 + direction, height, width]: the mean, each direction."""
        # The table tells the best class's probability alone. The rest, spread evenly, leaves argmax and maximum.
        best, others = float(row["Probability"]), len(class_names) - 1
        self.probabilities.append([best if name == row["Predicted"] else (1 - best) / others for name in class_names])
        for block, (mean_map, *directions) in zip(blocks, planes):
            sums = numpy.array([direction.sum(dtype=float) for direction in directions])
            self.maps.setdefault(block, []).append(mean_map)
            self.shares.setdefault(block, []).append(sums / sums.sum())

    def enrichments(self, samples):
        """{block: [picture with truth]}."""
        return {block: numpy.array([enrichment(map_, sample.evidence()) for map_, sample in zip(maps, samples)
                                    if sample.evidence().any()]) for block, maps in self.maps.items()}

    def correlations(self, other):
        """{block: [picture]}, Pearson's over the pixels; 0 where a map is flat."""
        return {block: numpy.array([numpy.nan_to_num(correlation(*pair)) for pair in zip(maps, other.maps[block])])
                for block, maps in self.maps.items()}


def enrichment(map_, evidence):
    share, area, _ = metrics.where_it_points(torch.from_numpy(map_), evidence)
    return share / area


class Pictures:
    """Validation pictures of one set, laid out for the plugin."""

    def __init__(self, modality, samples, folder, options):
        self.modality, self.samples, self.folder, self.options = modality, samples, folder, options
        self.labels = numpy.array([sample.label for sample in samples])
        self.paths = lay_out(samples, modality.class_names, folder)

    def measure(self, runs):
        orders = list(dict.fromkeys(run.order for run in runs if not run.is_control))
        shipped = self.read(REPOSITORY / "models" / retrained_report.SHIPPED[self.modality.name], orders or [CROSS], "shipped")
        own = shipped[ORDER_OF_THE_MODEL]
        result = {"pictures": len(self.samples),
                  "pictures_with_truth": sum(bool(sample.evidence().any()) for sample in self.samples),
                  "shipped": self.figures(own),
                  "put_in": {order: self.compared(shipped[order], own) for order in orders},
                  "retrained": []}
        controls = []
        for run in sorted(runs, key=lambda run: not run.is_control):
            reading, farthest = self.retrained(run)
            figures = {"order": run.order, "seed": run.seed, "farthest_probability": f"{farthest:.0e}",
                       **self.compared(reading, own)}
            correlations = reading.correlations(own)
            if run.is_control:
                controls.append(correlations)
            else:
                figures["accuracy_minus_put_in"] = self.change(
                    scores.balanced_accuracy_of, reading, shipped[run.order])
                for block, of_block in figures["blocks"].items():
                    of_block["correlation_minus_controls"] = [
                        mean(correlations[block] - control[block]) for control in controls]
            result["retrained"].append(figures)
        return result

    def read(self, model, orders, name):
        """{order: Reading}, the model's own under "model"."""
        out = self.folder / name
        plugin.run(self.options.jar, "orders", *self.paths, "--model", model, "--orders", ",".join(orders),
                   "--index", "jacobian", "--tiling", "whole", "--out", out)
        readings = {}
        for path in self.paths:
            with open(out / path.stem / "orders" / "orders.csv", newline="") as file:
                rows = list(csv.DictReader(file))
            blocks = [column[2:] for column in rows[0] if column.startswith("r ")]
            planes = tiff_planes(out / path.stem / "orders" / "orders.tif")
            planes = planes.reshape(len(rows), len(blocks), -1, *planes.shape[1:])
            for row, of_order in zip(rows, planes):
                readings.setdefault(row["Order"], Reading()).add(row, self.modality.class_names, of_order, blocks)
        for reading in readings.values():
            reading.probabilities = numpy.array(reading.probabilities)
        return readings

    def retrained(self, run):
        """The run's Reading in its order, by the plugin, and how far from PyTorch's its probabilities are at most."""
        model = self.folder / run.folder.name
        plugin.run(self.options.jar, "import", run.weights, "--classes", run.folder / "class_indices.json",
                   "--out", model)
        reading = self.read(model, [run.order_to_put_in], f"{model.name}-read")[run.order_to_put_in]
        best = reading.probabilities.argmax(axis=1)
        every = numpy.arange(len(best))
        expected = run.probabilities(self.samples, self.options.jar)
        farthest = float(numpy.abs(expected[every, best] - reading.probabilities[every, best]).max())
        if farthest > TOLERANCE:
            raise SystemExit(f"{run.folder}: the plugin's probabilities are up to {farthest:.2g} from PyTorch's, "
                             f"more than {TOLERANCE}; is {run.order} the order it was trained with?")
        return reading, farthest

    def figures(self, reading):
        """Of one reading by itself; each [value, lower, upper]."""
        figures = {}
        for name, figure in (("balanced_accuracy", scores.balanced_accuracy_of),
                             ("calibration_error", scores.expected_calibration_error)):
            figures[name] = [figure(self.labels, reading.probabilities),
                             *scores.bootstrap_interval(figure, self.labels, reading.probabilities)]
        enrichments = reading.enrichments(self.samples)
        figures["blocks"] = {block: {"direction_shares": numpy.mean(shares, axis=0).tolist()}
                             for block, shares in reading.shares.items()}
        for block, values in enrichments.items():
            if len(values):
                figures["blocks"][block]["enrichment"] = mean(values)
        return figures

    def compared(self, reading, own):
        """Its figures, and how they differ from those of the shipped model on the same pictures."""
        figures = self.figures(reading)
        figures["balanced_accuracy_change"] = self.change(scores.balanced_accuracy_of, reading, own)
        figures["calibration_error_change"] = self.change(scores.expected_calibration_error, reading, own)
        figures["other_answers"] = int((reading.probabilities.argmax(1) != own.probabilities.argmax(1)).sum())
        correlations = reading.correlations(own)
        enrichments, before = reading.enrichments(self.samples), own.enrichments(self.samples)
        for block, of_block in figures["blocks"].items():
            of_block["correlation"] = mean(correlations[block])
            if len(before[block]):
                of_block["enrichment_change"] = mean(enrichments[block] - before[block])
        return figures

    def change(self, figure, reading, other):
        """One minus the other with its interval, the same pictures drawn for both."""
        def difference(labels, one, two):
            return figure(labels, one) - figure(labels, two)

        both = reading.probabilities, other.probabilities
        return [difference(self.labels, *both), *scores.bootstrap_interval(difference, self.labels, *both)]


def tiff_planes(path):
    """[plane, height, width], in the hyperstack's order: frames, in each the slices, in each the channels."""
    with Image.open(path) as stack:
        planes = []
        for i in range(stack.n_frames):
            stack.seek(i)
            planes.append(numpy.array(stack, dtype=numpy.float32))
    return numpy.stack(planes)


def mean(values):
    """[mean, lower, upper]: 95 % interval over pictures drawn again."""
    values = numpy.asarray(values, dtype=float)
    return [float(values.mean()),
            *scores.bootstrap_interval(lambda _, drawn: drawn.mean(), numpy.zeros(len(values)), values)]


if __name__ == "__main__":
    main()
