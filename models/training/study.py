"""The study: from the validation pictures of the three models to docs/study.md and its plots, by the plugin's own jar.

    python3 models/training/study.py --data ../shared/data --jar target/X-VMamba_Explain-0.1.0-SNAPSHOT-cli.jar

Pictures are laid out in a temporary folder and removed afterwards. The tables that the jar writes stay in --work;
with --report-only the document is made anew from them. Needs Debian's python3-matplotlib beside the training's needs.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile
import time

import numpy
from PIL import Image

import study_report
from modalities import MODALITIES

MODELS = {"blood-smear": "blood", "breast-ultrasound": "ultrasound", "chest-x-ray": "chest-x-ray"}
INDICES = "jacobian,gramian,energy"
ORDERS = "one,bidirectional,snake,hilbert,local:7,random:1"


def main():
    options = parse_options()
    work = pathlib.Path(options.work)
    if not options.report_only:
        work.mkdir(parents=True, exist_ok=True)
        started = time.time()
        for model, name in MODELS.items():
            with tempfile.TemporaryDirectory() as folder:
                measure(model, MODALITIES[name], pathlib.Path(folder), work / model, options)
        settings = {**vars(options), "seconds": round(time.time() - started)}
        if options.only:
            before = json.loads((work / "settings.json").read_text())
            settings = {**before, options.only: settings[options.only], "seconds": before["seconds"] + settings["seconds"]}
        (work / "settings.json").write_text(json.dumps(settings))
    study_report.write(work, pathlib.Path(options.out), list(MODELS))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--jar", required=True)
    parser.add_argument("--out", default="docs/study.md")
    parser.add_argument("--work", default="target/study")
    parser.add_argument("--localised", type=int, default=24, help="pictures for localisation and shape, 0 for all")
    parser.add_argument("--deleted", type=int, default=6, help="pictures for insertion and deletion")
    parser.add_argument("--rise", type=int, default=4, help="pictures for insertion and deletion beside RISE")
    parser.add_argument("--sane", type=int, default=4, help="pictures for the sanity test")
    parser.add_argument("--reordered", type=int, default=6, help="pictures for the scan orders")
    parser.add_argument("--correlated", type=int, default=8, help="pictures whose raw maps are correlated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["rise"], help="measure this part anew, keep the tables of the others")
    parser.add_argument("--report-only", action="store_true")
    return parser.parse_args()


def measure(model, modality, folder, out, options):
    """All tables of one model, in folders of `out`."""
    sets = modality.validation(options.data, 0)
    samples = sets.get("windows", sets.get("pictures"))
    pictures = lay_out(samples, modality.class_names, folder)
    truth = ["--truth", folder / "truth"] if (folder / "truth").exists() else []

    def evaluate(name, limit, *more):
        run(options.jar, "evaluate", folder / "images", "--model", f"models/{model}", "--labels", folder / "labels.csv",
            *truth, "--limit", limit, "--seed", options.seed, "--out", out / name, *more)

    evaluate("rise", options.rise, "--index", "jacobian", "--protocols", "deletion", "--baselines", "rise")
    if options.only:
        return
    evaluate("localisation", options.localised, "--index", INDICES, "--maps", "blocks",
             "--protocols", "localisation,shape", "--baselines", "cam")
    evaluate("deletion", options.deleted, "--index", INDICES, "--protocols", "deletion", "--baselines", "random,cam")
    evaluate("sanity", options.sane, "--index", INDICES, "--maps", "blocks", "--protocols", "sanity",
             "--baselines", "cam")
    run(options.jar, "orders", *evenly(pictures, options.reordered), "--model", f"models/{model}", "--index",
        "jacobian", "--tiling", "whole", "--orders", ORDERS, "--out", out / "orders")
    run(options.jar, "explain", *evenly(pictures, options.correlated), "--model", f"models/{model}", "--index",
        INDICES + ",cam", "--tiling", "whole", "--out", folder / "explained")
    (out / "correlations.json").write_text(json.dumps(raw_figures(folder / "explained")))


def lay_out(samples, class_names, folder):
    """Pictures, labels.csv, and a mask for each picture whose evidence is known; the pictures' paths."""
    (folder / "images").mkdir()
    rows, paths = [["file", "label"]], []
    for i, sample in enumerate(samples):
        path = folder / "images" / f"{i:03}.png"
        Image.fromarray(sample.image).save(path)
        if sample.evidence().any():
            (folder / "truth").mkdir(exist_ok=True)
            Image.fromarray(sample.evidence().astype(numpy.uint8) * 255).save(folder / "truth" / path.name)
        rows.append([path.name, class_names[sample.label]])
        paths.append(path)
    with open(folder / "labels.csv", "w", newline="") as file:
        csv.writer(file).writerows(rows)
    return paths


def evenly(paths, count):
    return [paths[i * len(paths) // count] for i in range(min(count, len(paths)))] if count else paths


def run(jar, *arguments):
    subprocess.run(["java", "-jar", jar, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def raw_figures(folder):
    """Per picture: correlations of the indices of each block, and what each direction adds, from the raw maps."""
    pictures = []
    for raw in sorted(folder.glob("*/raw")):
        figures = {}
        cam = numpy.load(raw / "stage3.block0.cam.npy").mean(axis=0)
        for path in sorted(raw.glob("*.jacobian.npy")):
            block = path.name.removesuffix(".jacobian.npy")
            maps = {index: numpy.load(raw / f"{block}.{index}.npy") for index in INDICES.split(",")}
            mean = {index: values.mean(axis=0) for index, values in maps.items()}
            directions = maps["jacobian"].mean(axis=(1, 2))
            figures[block] = {
                "jacobian, gramian": correlation(mean["jacobian"], mean["gramian"]),
                "jacobian, energy": correlation(mean["jacobian"], mean["energy"]),
                "gramian, energy": correlation(mean["gramian"], mean["energy"]),
                "direction shares": (directions / directions.sum()).tolist(),
                "percentiles": numpy.percentile(mean["jacobian"], (5, 25, 50, 75, 95)).tolist()}
            if mean["jacobian"].shape == cam.shape:
                figures[block].update({f"{index}, cam": correlation(mean[index], cam) for index in mean})
        pictures.append(figures)
    return pictures


def correlation(one, other):
    """Pearson's; 0 where a map is flat."""
    if one.std() == 0 or other.std() == 0:
        return 0.0
    return float(numpy.corrcoef(one.ravel(), other.ravel())[0, 1])


if __name__ == "__main__":
    main()
