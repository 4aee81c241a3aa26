"""Measures a trained blood-smear model on its validation part and on drawn pictures: Markdown to the screen, and JSON.

    python3 models/training/measure_blood.py --data ../shared/data --model FILE.pth

Where a map points: the share of the map's mass in the white cells' boxes divided by the boxes' share of the area
(1: no better than a flat map), for each block and for the Jacobian and the Gramian index; CAM stands beside them.
"""

import argparse
import csv
import json
import os
import pathlib

import numpy
import torch
from PIL import Image

import data
import metrics
from draw_smear import draw_smear
from medmamba import MedMamba
from selective_scan import REPOSITORY, fast_scan

# A validation window labelled "no_wbc" that shows a white cell, seen by eye. It counts as an error in the first two
# sets, as labelled; as one of three windows "without" it puts a second, unboxed cell into some of the mosaics.
MISLABELLED = "no_wbc/BloodImage_00135.png"

INDICES = {"jacobian": metrics.jacobian_index, "gramian": metrics.gramian_index}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.path.relpath(REPOSITORY / ".." / "shared" / "data"))
    parser.add_argument("--model", default=os.path.relpath(
        REPOSITORY / "target" / "training" / "blood-smear" / "blood_smearNet.pth"))
    parser.add_argument("--test-images", default=os.path.relpath(REPOSITORY / "test-images"))
    parser.add_argument("--json", help="where to write the figures; default: measured.json beside the model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = MedMamba.from_state_dict(torch.load(options.model, map_location="cpu")).use_scan(fast_scan)

    smears = data.BloodSmears(options.data)
    windows = smears.windows(validation=True)
    whole = [shrunk(smear) for smear in smears.smears(validation=True) if smear.label]
    sets = {"validation windows": windows,
            "validation mosaics": validation_mosaics(windows, 120),
            "validation mosaics without the mislabelled window": validation_mosaics(
                [window for window in windows if not window.name.endswith(MISLABELLED)], 120),
            "validation crops at several scales": validation_crops(smears.smears(validation=True), 120),
            "validation whole smears, all with white cells": whole,
            "newly drawn windows": drawn_samples(40, whole=False),
            "newly drawn whole smears": drawn_samples(40, whole=True)}
    figures = {"model": {"parameters": sum(p.numel() for p in network.parameters()),
                         "bytes": os.path.getsize(options.model)}}
    for name, samples in sets.items():
        figures[name] = measure(network, samples)
        print(as_markdown(name, figures[name]), flush=True)
    figures["test-images"] = measure_each(network, test_image_samples(pathlib.Path(options.test_images)))
    print(table_of_pictures(figures["test-images"]))
    target = pathlib.Path(options.json or pathlib.Path(options.model).with_name("measured.json"))
    target.write_text(json.dumps(figures, indent=1) + "\n")


def validation_mosaics(windows, count):
    """Every second mosaic holds exactly one white cell's window, the others none."""
    generator = numpy.random.default_rng(4048)
    return [data.random_mosaic(windows, i % 2, generator) for i in range(count)]


def validation_crops(smears, count):
    """Rectangles of 200 pixels up to the whole smear, half of them with a white cell; unboxed smears left out."""
    generator = numpy.random.default_rng(5096)
    boxed = [smear for smear in smears if smear.label]
    crops = []
    while len(crops) < count:
        crop = data.random_crop(boxed[generator.integers(len(boxed))], len(crops) % 2, generator)
        if crop is not None:
            crops.append(crop)
    return crops


def drawn_samples(count, whole):
    """Drawn pictures that neither training nor test-images holds; half of them with one white cell."""
    samples = []
    for i in range(count):
        if whole:
            image, boxes = draw_smear([3000, i], white_cells=i % 2)
            samples.append(shrunk(data.Sample(image, i % 2, boxes, f"drawn smear {i}")))
        else:
            image, boxes = draw_smear([4000, i], data.SIZE, data.SIZE, white_cells=i % 2, sizes=(62, 90))
            samples.append(data.Sample(image, i % 2, boxes, f"drawn window {i}"))
    return samples


def test_image_samples(folder):
    boxes = {}
    with open(folder / "truth.csv", newline="") as file:
        for row in csv.DictReader(file):
            boxes.setdefault(row["file"], []).append([float(row[c]) for c in ("xmin", "ymin", "xmax", "ymax")])
    samples = []
    for path in sorted(folder.glob("*.png")):
        image = numpy.asarray(Image.open(path).convert("RGB"))
        of_this = numpy.array(boxes.get(path.name, [])).reshape(-1, 4)
        samples.append(shrunk(data.Sample(image, int(len(of_this) > 0), of_this, path.name)))
    return samples


def shrunk(sample):
    """The whole picture at the network's input size."""
    height, width = sample.image.shape[:2]
    if (height, width) == (data.SIZE, data.SIZE):
        return sample
    scale = numpy.array([data.SIZE / width, data.SIZE / height] * 2)
    return data.Sample(data.resize(sample.image, data.SIZE, data.SIZE), sample.label, sample.boxes * scale, sample.name)


def look(network, samples, batch=16):
    """For each sample its probability of a white cell, each block's SSM share, and its maps by block and index."""
    for start in range(0, len(samples), batch):
        chunk = samples[start:start + batch]
        taps = {}
        with torch.no_grad():
            probabilities = network(data.as_input([s.image for s in chunk]), taps).softmax(1)[:, 1].tolist()
            shares, maps = {}, {}
            for block in network.block_names():
                tap = taps[block]
                shares[block] = (tap["ssm_magnitude"] / (tap["ssm_magnitude"] + tap["conv_magnitude"])).tolist()
                for index, function in INDICES.items():
                    maps[block, index] = metrics.index_map(function(tap), tap["grid"], data.SIZE)
            maps["head", "cam"] = metrics.class_activation_map(taps["features"], network.head.weight, 1, data.SIZE)
        for i, sample in enumerate(chunk):
            yield sample, probabilities[i], {b: s[i] for b, s in shares.items()}, {k: m[i] for k, m in maps.items()}


def measure(network, samples):
    predictions, wrong, shares, points = [], [], {}, {}
    for sample, probability, block_shares, maps in look(network, samples):
        predictions.append(int(probability > 0.5))
        if predictions[-1] != sample.label:
            wrong.append({"picture": sample.name, "label": sample.label, "probability": round(probability, 3)})
        for block, share in block_shares.items():
            shares.setdefault(block, []).append(share)
        if sample.label:
            for key, map_ in maps.items():
                points.setdefault(key, []).append(metrics.where_it_points(map_, sample.boxes))
    table = metrics.confusion([sample.label for sample in samples], predictions)
    both_classes = all(sum(row) for row in table)
    return {"pictures": len(samples), "confusion": table,
            "balanced_accuracy": metrics.balanced_accuracy(table) if both_classes else None,
            "interval": metrics.balanced_accuracy_interval(table) if both_classes else None,
            "wrong": wrong,
            "ssm_share": {block: float(numpy.mean(values)) for block, values in shares.items()},
            "localisation": {f"{block} {index}": summary(rows) for (block, index), rows in points.items()}}


def summary(rows):
    shares, areas, hits = (numpy.array(column, dtype=float) for column in zip(*rows))
    ratios = shares / areas
    return {"pictures": len(rows), "share_of_mass": shares.mean(), "share_of_area": areas.mean(),
            "ratio": ratios.mean(), "lowest_ratio": ratios.min(), "above_one": float((ratios > 1).mean()),
            "ceiling": float((1 / areas).mean()), "pointing_game": hits.mean()}


def measure_each(network, samples):
    last = network.block_names()[-1]
    rows = []
    for sample, probability, shares, maps in look(network, samples):
        row = {"file": sample.name, "label": sample.label, "probability": probability, "ssm_share": shares[last]}
        if sample.label:
            for key in ((last, "jacobian"), (last, "gramian"), ("head", "cam")):
                share, area, hit = metrics.where_it_points(maps[key], sample.boxes)
                row[key[1]] = {"ratio": share / area, "hit": hit, "share_of_area": area}
        rows.append(row)
    return rows


def as_markdown(name, result):
    (tn, fp), (fn, tp) = result["confusion"]
    lines = [f"## {name}: {result['pictures']} pictures", ""]
    if result["interval"]:
        low, high = result["interval"]
        lines += [f"Balanced accuracy {result['balanced_accuracy']:.4f} (95 % interval {low:.3f} to {high:.3f})", ""]
    lines += ["| | read as no white cell | read as white cell |", "|---|---|---|",
             f"| no white cell | {tn} | {fp} |", f"| white cell | {fn} | {tp} |", ""]
    lines += [f"Wrong: {w['picture']}, label {w['label']}, probability of a white cell {w['probability']}"
              for w in result["wrong"]]
    lines += ["", "| block | SSM share | map | mass in box | box's area | ratio | lowest | above 1 | pointing game |",
              "|---|---|---|---|---|---|---|---|---|"]
    for key, row in result["localisation"].items():
        block, index = key.split(" ")
        share = result["ssm_share"].get(block)
        lines.append(f"| {block} | {'' if share is None else f'{share:.3f}'} | {index} | {row['share_of_mass']:.3f} "
                     f"| {row['share_of_area']:.3f} | {row['ratio']:.2f} | {row['lowest_ratio']:.2f} "
                     f"| {row['above_one']:.0%} | {row['pointing_game']:.2f} |")
    ceiling = next(iter(result["localisation"].values()))["ceiling"]
    return "\n".join(lines + ["", f"The highest ratio possible here is {ceiling:.2f}.", ""])


def table_of_pictures(rows):
    lines = ["## test-images, last block (whole picture resized to the input)", "",
             "| file | white cell | probability | SSM share | Jacobian ratio | Gramian ratio | CAM ratio "
             "| Jacobian hit |",
             "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        cells = ["", "", "", ""]
        if "jacobian" in row:
            cells = [f"{row[name]['ratio']:.2f}" for name in ("jacobian", "gramian", "cam")]
            cells.append("yes" if row["jacobian"]["hit"] else "no")
        lines.append(f"| {row['file']} | {'yes' if row['label'] else 'no'} | {row['probability']:.3f} "
                     f"| {row['ssm_share']:.3f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
