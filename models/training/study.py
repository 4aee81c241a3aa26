"""The study: from the validation pictures of the three models to docs/study.md and its plots, by the plugin's own jar.

    python3 models/training/study.py --data ../shared/data --jar target/X-VMamba_Explain-0.1.0-SNAPSHOT-cli.jar

Pictures are laid out in a temporary folder and removed afterwards. The tables that the jar writes stay in --work;
with --report-only the document is made anew from them. Needs Debian's python3-matplotlib beside the training's needs.
"""

import argparse
import json
import pathlib
import shutil
import tempfile
import time

import plugin
import study_maps
import study_report
from modalities import MODALITIES
from study_pictures import by_label, evenly, lay_out, lay_out_truth

MODELS = {"blood-smear": "blood", "breast-ultrasound": "ultrasound", "chest-x-ray": "chest-x-ray"}
INDICES = ",".join(study_maps.INDICES)
ORDERS = "one,bidirectional,snake,hilbert,local:7,random:1"
PARTS = {"maps": ["explained"], "places": ["localised"], "deletion": ["deleted"], "rise": ["rise"],
         "sanity": ["sane", "shuffles"], "orders": ["reordered"]}
"""What can be measured by itself, with the options that count its pictures."""

EXPLAINED_AT_ONCE = 20
"""Each explained picture takes about 20 MB on the disk until its figures are taken."""


def main():
    options = parse_options()
    work = pathlib.Path(options.work)
    if not options.report_only:
        measure_all(work, options)
    study_report.write(work, pathlib.Path(options.out), list(MODELS))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--jar", required=True)
    parser.add_argument("--out", default="docs/study.md")
    parser.add_argument("--work", default="target/study")
    parser.add_argument("--explained", type=int, default=0, help="pictures a model whose raw maps are looked at, 0 for all")
    parser.add_argument("--localised", type=int, default=0, help="pictures with truth for localisation, 0 for all")
    parser.add_argument("--deleted", type=int, default=30, help="pictures for insertion and deletion")
    parser.add_argument("--rise", type=int, default=15, help="pictures for insertion and deletion beside RISE and occlusion")
    parser.add_argument("--sane", type=int, default=30, help="pictures for the sanity test, all classes together")
    parser.add_argument("--shuffles", type=int, default=3, help="how often the sanity test shuffles the weights")
    parser.add_argument("--reordered", type=int, default=30, help="pictures for the scan orders")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", default=",".join(PARTS), help="measure only these anew: %(default)s")
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    unknown = set(options.parts.split(",")) - set(PARTS)
    if unknown:
        parser.error(f"--parts knows {', '.join(PARTS)}, not {', '.join(sorted(unknown))}")
    return options


def measure_all(work, options):
    """Measures the parts asked for, and keeps what was measured of the others before."""
    parts = options.parts.split(",")
    settings = json.loads((work / "settings.json").read_text()) if (work / "settings.json").exists() else {"seconds": {}}
    settings.update({count: getattr(options, count) for part in parts for count in (*PARTS[part], "seed")})
    settings["seconds"].update(dict.fromkeys(parts, 0))
    for model, name in MODELS.items():
        with tempfile.TemporaryDirectory() as folder:
            measurement = Measurement(model, MODALITIES[name], pathlib.Path(folder), work / model, options)
            for part in parts:
                started = time.time()
                getattr(measurement, part)()
                seconds = time.time() - started
                print(f"{model}, {part}: {seconds:.0f} s", flush=True)
                settings["seconds"][part] += seconds
                (work / "settings.json").write_text(json.dumps(settings))


class Measurement:
    """All tables of one model, in folders of `out`. Each method is one part, so that its time can be told."""

    def __init__(self, model, modality, folder, out, options):
        self.model, self.modality, self.folder, self.out, self.options = model, modality, folder, out, options
        self.sets = modality.validation(options.data, 0)
        self.samples = next(iter(self.sets.values()))
        self.paths = lay_out(self.samples, modality.class_names, folder / "all")
        out.mkdir(parents=True, exist_ok=True)

    def maps(self):
        """The figures of each picture's raw maps, with its label."""
        labels = {path.stem: self.modality.class_names[sample.label] for path, sample in zip(self.paths, self.samples)}
        chosen, pictures = evenly(self.paths, self.options.explained), {}
        for start in range(0, len(chosen), EXPLAINED_AT_ONCE):
            with tempfile.TemporaryDirectory(dir=self.folder) as explained:
                self._run("explain", *chosen[start:start + EXPLAINED_AT_ONCE], "--index", INDICES + ",cam",
                          "--tiling", "whole", "--out", explained)
                for folder in sorted(pathlib.Path(explained).iterdir()):
                    pictures[folder.name] = {"label": labels[folder.name], **study_maps.figures_of(folder)}
        (self.out / "maps.json").write_text(json.dumps(pictures))

    def places(self):
        """Localisation in each picture's own truth and in another's, for every set that has truth."""
        for name, samples in self.sets.items():
            chosen = evenly([sample for sample in samples if sample.evidence().any()], self.options.localised)
            if not chosen:
                continue
            folder = self.folder / name
            paths = lay_out(chosen, self.modality.class_names, folder)
            lay_out_truth([path.name for path in paths], [sample.evidence() for sample in chosen], folder)
            for kind in ("truth", "control"):
                self._run("evaluate", folder / "images", "--labels", folder / "labels.csv", "--truth", folder / kind,
                          "--index", INDICES, "--maps", "blocks", "--protocols", "localisation", "--baselines", "cam",
                          "--seed", self.options.seed, "--out", self.out / f"{name} {kind}")

    def deletion(self):
        self._evaluate("deletion", evenly(self.paths, self.options.deleted), "--protocols", "deletion",
                       "--baselines", "random,random-cells,cam")

    def rise(self):
        self._evaluate("rise", evenly(self.paths, self.options.rise), "--protocols", "deletion",
                       "--baselines", "occlusion,rise")

    def sanity(self):
        """Class by class: what a map keeps under random weights hangs on what the picture shows."""
        shutil.rmtree(self.out / "sanity", ignore_errors=True)
        groups = by_label(self.samples, self.paths, self.modality.class_names, self.options.sane)
        for label, paths in groups.items():
            for shuffle in range(self.options.shuffles):
                self._evaluate(f"sanity/{label}/{shuffle}", paths, "--protocols", "sanity", "--maps", "blocks",
                               "--baselines", "cam", seed=self.options.seed + shuffle)

    def orders(self):
        chosen = evenly(self.paths, self.options.reordered)
        shutil.rmtree(self.out / "orders", ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=self.folder) as reordered:
            self._run("orders", *chosen, "--index", "jacobian", "--tiling", "whole", "--orders", ORDERS,
                      "--out", reordered)
            (self.out / "orders").mkdir()
            for path in chosen:
                shutil.copy(pathlib.Path(reordered) / path.stem / "orders" / "orders.csv",
                            self.out / "orders" / f"{path.stem}.csv")

    def _evaluate(self, name, paths, *more, seed=None):
        self._run("evaluate", *paths, "--labels", self.folder / "all" / "labels.csv", "--index", INDICES, *more,
                  "--seed", self.options.seed if seed is None else seed, "--out", self.out / name)

    def _run(self, command, *arguments):
        plugin.run(self.options.jar, command, *arguments, "--model", f"models/{self.model}")


if __name__ == "__main__":
    main()
