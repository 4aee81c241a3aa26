"""Measures a trained model on what its training did not see, beside the plain CNN: Markdown to the screen, and JSON.

    python3 models/training/measure.py --set ultrasound --data ../shared/data

Expects the weights where train.py leaves them: target/training/SET and SET-cnn, with -foldN behind it for --fold N.
Where no plain CNN was trained, nothing is compared.

Where a map points: the share of the map's mass in the evidence (a lesion's mask, a cell's box) divided by the
evidence's share of the area (1: no better than a flat map), for each block and for the Jacobian and the Gramian index;
the class activation map (CAM) stands beside them. Pointing game: how often the map's maximum lies in the evidence.
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
import report
import scores
from medmamba import MedMamba
from modalities import MODALITIES
from plain_cnn import PlainCNN
from selective_scan import REPOSITORY, fast_scan
from train import trained_weights

INDICES = {"jacobian": metrics.jacobian_index, "gramian": metrics.gramian_index}


def main():
    options = parse_options()
    torch.set_num_threads(1)
    modality = MODALITIES[options.set]
    networks = trained_networks(options.set, options.fold)
    network = networks["MedMamba"]

    sets = modality.measured(options.data, options.fold)
    figures = {"split": modality.split_facts(options.data, options.fold),
               "parameters": {name: sum(p.numel() for p in each.parameters()) for name, each in networks.items()}}
    for about in ("split", "parameters"):
        print(f"{about}: " + ", ".join(f"{what} {count}" for what, count in figures[about].items()) + "\n")
    for name, samples in sets.items():
        figures[name] = compare(networks, samples)
        figures[name]["maps"] = maps_of(network, samples)
        print(f"## {name}: {len(samples)} pictures\n")
        print(report.predictions(figures[name], modality.class_names))
        print(report.maps(figures[name]["maps"]), flush=True)
    first = next(iter(sets))
    figures["disturbed"] = disturbed(networks, sets[first], modality.disturbances)
    print(report.disturbed(figures["disturbed"], first))
    figures["test-images"] = each_test_image(network, modality, pathlib.Path(options.test_images))
    print(report.pictures(figures["test-images"]))
    target = pathlib.Path(options.json)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rounded(figures), indent=1) + "\n")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=[name for name in MODALITIES if name != "pretraining"], required=True)
    parser.add_argument("--data", default=os.path.relpath(REPOSITORY / ".." / "shared" / "data"))
    parser.add_argument("--fold", type=int, choices=range(data.FOLDS), default=0, help="the fifth left out of training")
    parser.add_argument("--test-images", default=os.path.relpath(REPOSITORY / "test-images"))
    parser.add_argument("--json", help="where to write the figures; default: measured/SET.json beside this script")
    options = parser.parse_args()
    name = trained_weights(options.set, fold=options.fold).parent.name
    options.json = options.json or pathlib.Path(__file__).resolve().parent / "measured" / f"{name}.json"
    return options


def trained_networks(modality, fold):
    """{"MedMamba": network}, and the "plain CNN" where one was trained."""
    weights = torch.load(trained_weights(modality, "medmamba", fold))
    networks = {"MedMamba": MedMamba.from_state_dict(weights).use_scan(fast_scan)}
    if trained_weights(modality, "cnn", fold).exists():
        networks["plain CNN"] = PlainCNN.from_state_dict(torch.load(trained_weights(modality, "cnn", fold)))
    return networks


def probabilities(network, images, batch=16):
    with torch.no_grad():
        return torch.cat([network(data.as_input(images[start:start + batch])).softmax(1)
                          for start in range(0, len(images), batch)]).numpy()


def compare(networks, samples):
    """Each network's scores; of pictures that are all of one class only how many are right."""
    labels = numpy.array([sample.label for sample in samples])
    results = {}
    read = {name: probabilities(network, [sample.image for sample in samples]) for name, network in networks.items()}
    for name, of_network in read.items():
        if len(numpy.unique(labels)) == of_network.shape[1]:
            results[name] = scores.summary(labels, of_network)
        else:
            table = scores.confusion(labels, of_network.argmax(1), of_network.shape[1])
            results[name] = {"pictures": len(labels), "confusion": table,
                             "accuracy": float((of_network.argmax(1) == labels).mean())}
    if len(read) == 2 and "balanced_accuracy" in results["MedMamba"]:
        results["MedMamba - CNN"] = scores.bootstrap_interval(
            lambda labels, a, b: scores.balanced_accuracy_of(labels, a) - scores.balanced_accuracy_of(labels, b),
            labels, read["MedMamba"], read["plain CNN"])
    wrong = read["MedMamba"].argmax(1) != labels
    results["wrong"] = [{"picture": samples[i].name, "label": int(labels[i]), "read": int(read["MedMamba"][i].argmax()),
                         "probability": float(read["MedMamba"][i].max())} for i in numpy.flatnonzero(wrong)]
    return results


def look(network, samples, batch=16):
    """For each sample its probabilities, each block's SSM share, and its maps by block and index.

    The CAM is that of the sample's own class. Where no picture of a batch has evidence there are no maps.
    """
    for start in range(0, len(samples), batch):
        chunk = samples[start:start + batch]
        indices = INDICES if any(sample.evidence().any() for sample in chunk) else {}
        taps = {}
        with torch.no_grad():
            read = network(data.as_input([s.image for s in chunk]), taps).softmax(1)
            shares, maps = {}, {}
            for block in network.block_names():
                tap = taps[block]
                shares[block] = (tap["ssm_magnitude"] / (tap["ssm_magnitude"] + tap["conv_magnitude"])).tolist()
                for index, function in indices.items():
                    maps[block, index] = metrics.index_map(function(tap), tap, data.SIZE)
            maps["head", "cam"] = torch.cat([
                metrics.class_activation_map(taps["features"][i:i + 1], network.head.weight, sample.label, data.SIZE)
                for i, sample in enumerate(chunk)])
        for i, sample in enumerate(chunk):
            yield sample, read[i], {b: s[i] for b, s in shares.items()}, {k: m[i] for k, m in maps.items()}


def maps_of(network, samples):
    """Each block's SSM share over all pictures, and where the maps point over the pictures with evidence.

    As a control, each map is also held against the evidence of the next picture: what remains is habit of place. So
    either no picture has evidence, or at least two have.
    """
    shares, points, control, before = {}, {}, {}, {}
    for sample, _, block_shares, maps in look(network, samples):
        for block, share in block_shares.items():
            shares.setdefault(block, []).append(share)
        if sample.evidence().any():
            for key, map_ in maps.items():
                points.setdefault(key, []).append(metrics.where_it_points(map_, sample.evidence()))
                if before:
                    control.setdefault(key, []).append(metrics.where_it_points(before[key], sample.evidence()))
            before = maps
    return {"ssm_share": {block: float(numpy.mean(values)) for block, values in shares.items()},
            "localisation": {" ".join(key): {**pointing(rows), "control_ratio": mean_ratio(control[key])}
                             for key, rows in points.items()}}


def mean_ratio(rows):
    return float(numpy.mean([share / area for share, area, _ in rows]))


def pointing(rows):
    shares, areas, hits = (numpy.array(column, dtype=float) for column in zip(*rows))
    ratios = shares / areas
    generator = numpy.random.default_rng(1)
    means = [ratios[generator.integers(len(ratios), size=len(ratios))].mean() for _ in range(scores.RESAMPLES)]
    return {"pictures": len(rows), "share_of_mass": float(shares.mean()), "share_of_area": float(areas.mean()),
            "ratio": float(ratios.mean()), "ratio_bootstrap": numpy.percentile(means, (2.5, 97.5)).tolist(),
            "lowest_ratio": float(ratios.min()), "above_one": float((ratios > 1).mean()),
            "ceiling": float((1 / areas).mean()), "pointing_game": float(hits.mean())}


def disturbed(networks, samples, disturbances):
    """Balanced accuracy when something that should not matter, or all that should, is taken out of the pictures."""
    labels = numpy.array([sample.label for sample in samples])
    return {name: {which: scores.balanced_accuracy_of(labels, probabilities(network, [change(s) for s in samples]))
                   for which, network in networks.items()}
            for name, change in disturbances.items()}


def each_test_image(network, modality, folder):
    """The drawn pictures of this model, whole, at the input size."""
    with open(folder / "classes.csv", newline="") as file:
        mine = [row for row in csv.DictReader(file) if row["model"] == modality.title.lower().replace(" ", "-")]
    boxes = {}
    with open(folder / "truth.csv", newline="") as file:
        for row in csv.DictReader(file):
            boxes.setdefault(row["file"], []).append([float(row[c]) for c in ("xmin", "ymin", "xmax", "ymax")])
    samples = [data.shrunk(data.Sample(
        numpy.asarray(Image.open(folder / row["file"]).convert("RGB")), modality.class_names.index(row["class"]),
        numpy.array(boxes.get(row["file"], [])).reshape(-1, 4), row["file"])) for row in mine]
    last = network.block_names()[-1]
    rows = []
    for sample, read, shares, maps in look(network, samples):
        row = {"file": sample.name, "class": modality.class_names[sample.label],
               "read": modality.class_names[int(read.argmax())], "probability": float(read.max()),
               "ssm_share": shares[last]}
        if sample.evidence().any():
            for key in ((last, "jacobian"), (last, "gramian"), ("head", "cam")):
                share, area, hit = metrics.where_it_points(maps[key], sample.evidence())
                row[key[1]] = {"ratio": share / area, "hit": hit, "share_of_area": area}
        rows.append(row)
    return rows


def rounded(value):
    """Floats to four places, so that the file is read by people, too."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return value


if __name__ == "__main__":
    main()
