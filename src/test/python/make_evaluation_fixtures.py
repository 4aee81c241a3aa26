#!/usr/bin/env python3
"""Writes what EvaluationReferenceTest is held against: an evaluation of the small MedMamba's maps with PyTorch and NumPy alone, from the pixels to
the intervals.

Run: python3 src/test/python/make_evaluation_fixtures.py   (needs PyTorch, NumPy and SciPy)
"""

import json
import sys

import numpy as np
import torch
from scipy.stats import spearmanr

from evaluation_reference import ImageTest, bootstrap, energy, gramian, jacobian, resize, shape
from fixtures import REPOSITORY, TARGET

sys.path.insert(0, str(REPOSITORY / "models/training"))

from medmamba import MedMamba, cross_scan_orders  # noqa: E402

SIZE = 64
IMAGES = 4
BLOCKS = ["stage0.block0", "stage2.block1"]
INDICES = {"jacobian": jacobian, "gramian": gramian, "energy": energy}
DEVIATION = 0.5


def picture(number):
    """Whole numbers only, so that Java can compute the same: waves, and a square of noise that moves from picture to picture."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    left, top = 8 + 10 * number, 30 - 6 * number
    inside = (x >= left) & (x < left + 24) & (y >= top) & (y < top + 24)
    noise = (x * x * 3 + y * 7 * (number + 1) + x * y * 5) % 256
    red = np.where(inside, noise, 200)
    green = np.where(inside, 255 - noise // 2, abs((x * 4 + y * 2) % 510 - 255) // 2)
    blue = abs((x * 31 + y * (17 + number)) % 510 - 255)
    return np.stack([red, green, blue]).astype(np.float32), inside.reshape(-1)


def network():
    model = MedMamba(dims=(8, 16, 32, 64), depths=(1, 1, 2, 1), d_state=6, num_classes=5)
    model.load_state_dict(torch.load(TARGET / "tiny.pth", map_location="cpu"))
    return model.eval()


def normalised(images):
    return (torch.from_numpy(np.ascontiguousarray(images)) / 255 - 0.5) / DEVIATION


def predictor(model):
    def predict(images):
        with torch.no_grad():
            parts = [model(normalised(images[i:i + 128])).double() for i in range(0, len(images), 128)]
            return torch.softmax(torch.cat(parts), 1).numpy()
    return predict


def index_maps(taps, index):
    """[direction, height, width] on the block's grid, float32, from the taps of one image in scan order."""
    height, width = taps["grid"]
    maps = []
    for direction, order in enumerate(cross_scan_orders(height, width).numpy()):
        of_steps = index(*(taps[name][0, direction].double().numpy() if name != "A" else taps["A"][direction].double().numpy()
                           for name in ("delta", "A", "B", "C"))).mean(1)
        of_tokens = np.zeros(height * width)
        of_tokens[order] = of_steps
        maps.append(of_tokens.reshape(height, width))
    return np.array(maps, np.float32)


def evaluated(model, number):
    pixels, truth = picture(number)
    test = ImageTest(f"wave-{number}.png", pixels, predictor(model), DEVIATION)
    taps = {}
    with torch.no_grad():
        model(normalised(pixels[None]), taps)
    on_grid = {(index, block): index_maps(taps[block], formula) for index, formula in INDICES.items() for block in BLOCKS}
    maps = {f"{index}, {block}": resize(values.mean(0), SIZE, SIZE) for (index, block), values in on_grid.items()}
    weight = model.head.weight[test.position].detach().double()
    cam = torch.einsum("c,chw->hw", weight, taps["features"][0].double()).numpy()
    spearman = {f"{index}, {block}": float(spearmanr(maps[f"jacobian, {BLOCKS[0]}"].reshape(-1), maps[f"{index}, {block}"].reshape(-1))[0])
                for index, block in on_grid}
    maps.update({"random": test.random_map(), "random-cells": test.random_cells_map(cam.shape[0]), "cam": resize(cam, SIZE, SIZE),
                 "occlusion": test.occlusion_map(), "rise": test.rise_map()})
    return {"predicted": test.position, "probability": test.probability,
            "figures": {name: {metric: float(value) for metric, value in {**test.metrics(values, truth), **shape(values)}.items()}
                        for name, values in maps.items()},
            "shapes": {f"{index}, {block}": [shape(values) for values in [raw.mean(0), *raw]] for (index, block), raw in on_grid.items()},
            "spearman": spearman}


def main():
    torch.set_num_threads(1)
    model = network()
    images = [evaluated(model, number) for number in range(IMAGES)]
    summary, differences = {}, {}
    for name, figures in images[0]["figures"].items():
        summary[name] = {metric: bootstrap([image["figures"][name][metric] for image in images]) for metric in figures}
        differences[name] = bootstrap([image["figures"][name]["insertion - deletion"] - image["figures"]["random"]["insertion - deletion"]
                                       for image in images])
    target = TARGET.parent / "evaluate"
    target.mkdir(exist_ok=True)
    text = json.dumps({"images": images, "summary": summary, "score_minus_random": differences}, indent=1)
    (target / "reference.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
