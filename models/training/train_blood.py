"""Trains a small MedMamba on blood smears: is a white cell in the picture, or not.

    python3 models/training/train_blood.py --data ../shared/data --out target/training/blood-smear

Deterministic for one machine: one seed, a fixed number of threads. Leaves blood_smearNet.pth (a bare state_dict),
class_indices.json and training_log.json in the output folder.
"""

import argparse
import copy
import json
import math
import os
import pathlib
import time

import numpy
import torch
from torch.nn import functional

import data
import metrics
from draw_smear import training_pictures
from medmamba import MedMamba
from selective_scan import REPOSITORY, fast_scan

DIMS = (32, 64, 128, 256)


def main():
    options = parse_options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.use_deterministic_algorithms(True)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    started = time.time()

    smears = data.BloodSmears(options.data)
    pool = Pool(data.for_training(smears.windows(validation=False)),
                data.for_training(smears.smears(validation=False)), options)
    checks = validation_sets(smears)
    network = MedMamba(DIMS, options.depths, drop_path=0.05, initialisation=options.initialisation)
    network.use_scan(fast_scan)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(parameter_groups(network, options.weight_decay), lr=options.rate)
    steps_per_epoch = len(pool.epoch(numpy.random.default_rng(0))) // options.batch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_factor(step, steps_per_epoch * options.epochs))

    log = []
    for epoch in range(options.epochs):
        generator = numpy.random.default_rng([options.seed, epoch])
        loss = train_one_epoch(network, average, optimizer, schedule, pool.epoch(generator), generator, options)
        figures = check(average, checks)
        figures.update(epoch=epoch, loss=loss, seconds=round(time.time() - started))
        log.append(figures)
        print(json.dumps(figures), flush=True)
        if options.keep_all:
            torch.save(average.state_dict(), out / f"epoch{epoch:02d}.pth")

    # The averaged weights of the last epoch: nothing is picked among the epochs.
    torch.save(average.state_dict(), out / "blood_smearNet.pth")
    names = {str(i): name for i, name in enumerate(data.CLASS_NAMES)}
    (out / "class_indices.json").write_text(json.dumps(names, indent=4) + "\n")
    recipe = {name: value for name, value in vars(options).items() if name not in ("data", "out")}
    (out / "training_log.json").write_text(json.dumps({"options": recipe, "epochs": log}, indent=1) + "\n")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.path.relpath(REPOSITORY / ".." / "shared" / "data"))
    parser.add_argument("--out", default=os.path.relpath(REPOSITORY / "target" / "training" / "blood-smear"))
    parser.add_argument("--depths", type=int, nargs=4, default=[1, 1, 2, 1])
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--mosaics", type=int, default=240, help="mosaics an epoch")
    parser.add_argument("--crops", type=int, default=160, help="crops of whole smears at several scales an epoch")
    parser.add_argument("--drawn", type=int, default=120, help="drawn smears, made once at the start")
    parser.add_argument("--quiet", type=float, default=0.1, help="weight of the penalty on writes without a white cell")
    parser.add_argument("--initialisation", choices=("default", "published"), default="default")
    parser.add_argument("--keep-all", action="store_true", help="also keep the averaged weights of every epoch")
    return parser.parse_args()


class Pool:
    """Everything that an epoch draws from; real and drawn pictures, with and without a white cell, in equal parts."""

    def __init__(self, windows, smears, options):
        self.windows, self.smears, self.options = windows, smears, options
        self.drawn_smears, self.drawn_windows = [], []
        if options.drawn:
            self.drawn_smears, self.drawn_windows = training_pictures(options.drawn, options.seed)

    def epoch(self, generator):
        """A shuffled list of samples: every real window once, then mosaics, crops and drawn windows."""
        samples = list(self.windows)
        for i in range(self.options.mosaics):
            # A third of the mosaics is drawn; never half and half, where a change of style would give the cell away.
            source = self.drawn_windows if self.drawn_windows and i % 6 < 2 else self.windows
            samples.append(data.random_mosaic(source, i % 2, generator))
        for i in range(self.options.crops):
            source = self.drawn_smears if self.drawn_smears and i % 6 < 2 else self.smears
            crop = None
            while crop is None:
                crop = data.random_crop(source[generator.integers(len(source))], i % 2, generator)
            samples.append(crop)
        if self.drawn_windows:
            samples += [self.drawn_windows[i]
                        for i in generator.choice(len(self.drawn_windows), len(self.windows) // 4, replace=False)]
        generator.shuffle(samples)
        return samples


def parameter_groups(network, weight_decay):
    """No decay on A_logs, Ds, the dt bias, norms and biases."""
    decayed, free = [], []
    for name, parameter in network.named_parameters():
        exempt = parameter.dim() == 1 or name.endswith(("A_logs", "Ds", "dt_projs_bias"))
        (free if exempt else decayed).append(parameter)
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": free, "weight_decay": 0.0}]


def rate_factor(step, steps):
    """5 % of linear warm-up, then one cosine down to 1 %."""
    warm_up = max(1, round(0.05 * steps))
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm_up) / (steps - warm_up))))


def train_one_epoch(network, average, optimizer, schedule, samples, generator, options):
    network.train()
    frequency = numpy.bincount([sample.label for sample in samples], minlength=2) / len(samples)
    class_weights = torch.tensor(0.5 / frequency, dtype=torch.float32)
    total, steps = 0.0, len(samples) // options.batch
    for step in range(steps):
        chosen = samples[step * options.batch:(step + 1) * options.batch]
        x = data.as_input([data.vary(sample.image, generator) for sample in chosen])
        labels = torch.tensor([sample.label for sample in chosen])
        taps = {}
        logits = network(x, taps)
        loss = functional.cross_entropy(logits, labels, weight=class_weights, label_smoothing=0.05)
        if options.quiet:
            loss = loss + options.quiet * loudness_without_cell(taps[network.block_names()[-1]], labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        update_average(average, network)
        total += loss.item()
    return round(total / steps, 4)


def loudness_without_cell(tap, labels):
    """How strongly the last block's scan writes on pictures without a white cell, relative to those with one.

    The strength of a token's write is its step times |B|, the factor that every influence index contains. Only the
    picture's label enters, no place: tokens that pictures without a white cell hold too are to leave little trace.
    """
    if labels.min() == labels.max():
        return torch.zeros(())
    strength = (tap["delta"].mean(-1) * tap["B"].abs().mean(-1)).mean(dim=(1, 2))            # [batch]
    return strength[labels == 0].mean() / strength[labels == 1].mean()


def update_average(average, network, keep=0.98):
    """An exponential moving average of weights and BatchNorm statistics."""
    with torch.no_grad():
        for kept, new in zip(average.state_dict().values(), network.state_dict().values()):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - keep)
            else:
                kept.copy_(new)


def validation_sets(smears):
    """Validation windows, and mosaics built of them alone: as many with one white cell as without."""
    windows = smears.windows(validation=True)
    generator = numpy.random.default_rng(2024)
    return {"windows": windows,
            "mosaics": [data.random_mosaic(windows, i % 2, generator) for i in range(80)]}


def check(network, sets):
    """Balanced accuracy and, for the last block, the mass share over the area share and the SSM branch's share."""
    figures = {}
    for name, samples in sets.items():
        predictions, ratios, pointing, branch = [], [], [], []
        for start in range(0, len(samples), 16):
            chunk = samples[start:start + 16]
            taps = {}
            with torch.no_grad():
                predictions += network(data.as_input([s.image for s in chunk]), taps).argmax(1).tolist()
                last = taps[network.block_names()[-1]]
                maps = metrics.index_map(metrics.jacobian_index(last), last["grid"], data.SIZE)
            branch += (last["ssm_magnitude"] / (last["ssm_magnitude"] + last["conv_magnitude"])).tolist()
            for map_, sample in zip(maps, chunk):
                if sample.label:
                    share, area, hit = metrics.where_it_points(map_, sample.boxes)
                    ratios.append(share / area)
                    pointing.append(hit)
        table = metrics.confusion([s.label for s in samples], predictions)
        figures[name] = {"balanced_accuracy": round(metrics.balanced_accuracy(table), 4),
                         "last_block_ratio": round(float(numpy.mean(ratios)), 3),
                         "pointing": round(float(numpy.mean(pointing)), 3),
                         "ssm_share": round(float(numpy.mean(branch)), 3)}
    return figures


if __name__ == "__main__":
    main()
