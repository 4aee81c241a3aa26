"""Trains a small MedMamba, or a plain CNN of the same size beside it, on one set of pictures.

    python3 models/training/train.py --set ultrasound --data ../shared/data

Deterministic for one machine: one seed, a fixed number of threads. Leaves NAMENet.pth (a bare state_dict),
class_indices.json and training_log.json in the output folder: target/training/SET unless --out says otherwise, for
the CNN SET-cnn, for another scan order SET-ORDER, and -foldN behind it where another fifth than the first is left out.
Options that are not given come from the set's recipe (modalities.py), then from the defaults here.
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
import scores
from medmamba import MedMamba
from modalities import MODALITIES
from plain_cnn import PlainCNN
from scan_orders import ORDER_OF_THE_MODEL, orders_by_name
from selective_scan import REPOSITORY, fast_scan

DIMS = (32, 64, 128, 256)


def main():
    options = parse_options()
    modality = MODALITIES[options.set]
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.use_deterministic_algorithms(True)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    started = time.time()

    pool = modality.training(options.data, options.fold, options)
    checks = modality.validation(options.data, options.fold)
    network = new_network(options, len(modality.class_names))
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(parameter_groups(network, options.weight_decay), lr=options.rate)
    steps_per_epoch = len(pool.epoch(numpy.random.default_rng(0))) // options.batch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_factor(step, steps_per_epoch * options.epochs))

    log = []
    for epoch in range(options.epochs):
        generator = numpy.random.default_rng([options.seed, epoch])
        loss = train_one_epoch(
            network, average, optimizer, schedule, pool.epoch(generator), generator, modality, options)
        figures = {"epoch": epoch, "loss": loss, "seconds": round(time.time() - started)}
        if options.check and (epoch % options.check == 0 or epoch + 1 == options.epochs):
            figures.update(check(average, checks, modality.tasks))
        log.append(figures)
        print(json.dumps(figures), flush=True)
        if options.keep_all:
            torch.save(average.state_dict(), out / f"epoch{epoch:02d}.pth")

    # The averaged weights of the last epoch: nothing is picked among the epochs.
    torch.save(average.state_dict(), out / trained_weights(modality.name).name)
    names = {str(i): name for i, name in enumerate(modality.class_names)}
    (out / "class_indices.json").write_text(json.dumps(names, indent=4) + "\n")
    recipe = {name: value for name, value in vars(options).items() if name not in ("data", "out", "start", "jar")}
    recipe["start"] = options.start and pathlib.Path(options.start).name
    (out / "training_log.json").write_text(json.dumps({"options": recipe, "epochs": log}, indent=1) + "\n")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=list(MODALITIES), required=True)
    parser.add_argument("--network", choices=("medmamba", "cnn"), default="medmamba")
    parser.add_argument("--order", default=ORDER_OF_THE_MODEL, help="scan order by the plugin's name, such as one or "
                        "hilbert, taken from its jar; else the cross-scan")
    parser.add_argument("--jar", help="the plugin's -cli.jar, for --order; default: the one in target")
    parser.add_argument("--data", default=os.path.relpath(REPOSITORY / ".." / "shared" / "data"))
    parser.add_argument("--out")
    parser.add_argument("--start", help="weights to start from: everything but the head of an earlier run's .pth")
    parser.add_argument("--fold", type=int, choices=range(data.FOLDS), default=0, help="the fifth left for validation")
    parser.add_argument("--depths", type=int, nargs=4, default=[1, 1, 2, 1])
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--drop-path", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--size", type=int, default=data.SIZE, help="below 224: train on parts of that size")
    parser.add_argument("--mixup", type=float, default=0, help="how often a batch is mixed with itself, shuffled")
    parser.add_argument("--class-weight-power", type=float, default=1.0, help="1 makes up for rare classes wholly")
    parser.add_argument("--average", type=float, default=0.98, help="how much of the averaged weights a step keeps")
    parser.add_argument("--mosaics", type=int, default=240, help="blood: mosaics an epoch")
    parser.add_argument("--crops", type=int, default=160, help="blood: crops of whole smears an epoch")
    parser.add_argument("--drawn", type=int, default=0, help="drawn pictures, made once at the start")
    parser.add_argument("--quiet", type=float, default=0, help="blood: weight of the penalty on writes")
    parser.add_argument("--initialisation", choices=("default", "published"), default="default")
    parser.add_argument("--check", type=int, default=1, help="epochs between looks at the validation part")
    parser.add_argument("--keep-all", action="store_true", help="also keep the averaged weights of every epoch")
    chosen, _ = parser.parse_known_args()
    parser.set_defaults(**MODALITIES[chosen.set].recipe)
    options = parser.parse_args()
    if options.network == "cnn" and options.order != ORDER_OF_THE_MODEL:
        parser.error(f"--order {options.order}: the plain CNN scans nothing; leave one of the two out")
    options.out = options.out or os.path.relpath(trained_weights(
        options.set, options.network, options.fold, options.order).parent)
    return options


def trained_weights(modality, network="medmamba", fold=0, order=ORDER_OF_THE_MODEL):
    """Where a run leaves its weights unless told otherwise."""
    of_order = "" if order == ORDER_OF_THE_MODEL else "-" + order.replace(":", "-")
    folder = modality + ("-cnn" if network == "cnn" else "") + of_order + (f"-fold{fold}" if fold else "")
    return REPOSITORY / "target" / "training" / folder / f"{modality.replace('-', '_')}Net.pth"


def new_network(options, classes):
    if options.network == "cnn":
        network = PlainCNN(classes)
    else:
        network = MedMamba(DIMS, options.depths, num_classes=classes, drop_path=options.drop_path,
                           initialisation=options.initialisation).use_scan(fast_scan)
        network.use_orders(orders_by_name(options.order, options.jar))
    if options.start:
        state = torch.load(options.start, map_location="cpu")
        network.load_state_dict({**network.state_dict(),
                                 **{name: value for name, value in state.items() if not name.startswith("head.")}})
    return network


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


def train_one_epoch(network, average, optimizer, schedule, samples, generator, modality, options):
    network.train()
    class_weights = weights_of_classes(samples, modality.tasks, options.class_weight_power)
    total, steps = 0.0, len(samples) // options.batch
    for step in range(steps):
        chosen = samples[step * options.batch:(step + 1) * options.batch]
        x = data.as_input([data.vary(sample.image, modality.variation, generator, options.size) for sample in chosen])
        labels = torch.tensor([sample.label for sample in chosen])
        if options.mixup and generator.random() < options.mixup:
            loss = mixed_loss(network, x, labels, modality.tasks, class_weights, generator)
        else:
            taps = {}
            loss = classification_loss(network(x, taps), labels, modality.tasks, class_weights)
            if options.quiet and network.block_names():
                loss = loss + options.quiet * loudness_without_cell(taps[network.block_names()[-1]], labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        update_average(average, network, options.average)
        total += loss.item()
    return round(total / steps, 4)


def weights_of_classes(samples, tasks, power):
    """For each class 1 / (its share of its task's samples * the task's classes), to a power."""
    counts = numpy.bincount([sample.label for sample in samples], minlength=tasks[-1].stop)
    weights = numpy.concatenate([1 / (counts[task] / counts[task].sum()) / (task.stop - task.start) for task in tasks])
    return torch.tensor(weights ** power, dtype=torch.float32)


def classification_loss(logits, labels, tasks, class_weights):
    """Weighted cross entropy among the classes of each sample's own task, the tasks weighted by their samples."""
    loss = 0.0
    for task in tasks:
        of_task = (labels >= task.start) & (labels < task.stop)
        if of_task.any():
            loss = loss + of_task.float().mean() * functional.cross_entropy(
                logits[of_task][:, task], labels[of_task] - task.start, weight=class_weights[task],
                label_smoothing=0.05)
    return loss


def mixed_loss(network, x, labels, tasks, class_weights, generator):
    """Mixup (arXiv 1710.09412): each picture blended with another of the batch, the losses in the same parts."""
    part = float(generator.beta(0.4, 0.4))
    other = torch.from_numpy(generator.permutation(len(labels)))
    logits = network(part * x + (1 - part) * x[other])
    return part * classification_loss(logits, labels, tasks, class_weights) \
        + (1 - part) * classification_loss(logits, labels[other], tasks, class_weights)


def loudness_without_cell(tap, labels):
    """How strongly the last block's scan writes on pictures without a white cell, relative to those with one.

    The strength of a token's write is its step times |B|, the factor that every influence index contains. Only the
    picture's label enters, no place: tokens that pictures without a white cell hold too are to leave little trace.
    """
    if labels.min() == labels.max():
        return torch.zeros(())
    strength = (tap["delta"].mean(-1) * tap["B"].abs().mean(-1)).mean(dim=(1, 2))            # [batch]
    return strength[labels == 0].mean() / strength[labels == 1].mean()


def update_average(average, network, keep):
    """An exponential moving average of weights and BatchNorm statistics."""
    with torch.no_grad():
        for kept, new in zip(average.state_dict().values(), network.state_dict().values()):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - keep)
            else:
                kept.copy_(new)


def check(network, sets, tasks):
    """Balanced accuracy and, for the last block, the mass share over the area share and the SSM branch's share."""
    figures = {}
    for name, samples in sets.items():
        predictions, ratios, pointing, branch = [], [], [], []
        task = next(task for task in tasks if task.start <= samples[0].label < task.stop)
        for start in range(0, len(samples), 16):
            chunk = samples[start:start + 16]
            taps = {}
            with torch.no_grad():
                logits = network(data.as_input([s.image for s in chunk]), taps)
            predictions += (logits[:, task].argmax(1) + task.start).tolist()
            if not network.block_names():
                continue
            last = taps[network.block_names()[-1]]
            branch += (last["ssm_magnitude"] / (last["ssm_magnitude"] + last["conv_magnitude"])).tolist()
            maps = metrics.index_map(metrics.jacobian_index(last), last, data.SIZE)
            for map_, sample in zip(maps, chunk):
                if sample.evidence().any():
                    share, area, hit = metrics.where_it_points(map_, sample.evidence())
                    ratios.append(share / area)
                    pointing.append(hit)
        table = scores.confusion([s.label - task.start for s in samples], [p - task.start for p in predictions],
                                  task.stop - task.start)
        figures[name] = {"balanced_accuracy": round(scores.balanced_accuracy(table), 4), "confusion": table}
        for what, values in (("last_block_ratio", ratios), ("pointing", pointing), ("ssm_share", branch)):
            if values:
                figures[name][what] = round(float(numpy.mean(values)), 3)
    return figures


if __name__ == "__main__":
    main()
