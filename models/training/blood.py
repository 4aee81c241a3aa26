"""Blood smears: the BCCD windows and whole smears, the split by picture, mosaics and crops."""

import hashlib
import re

import numpy

from data import SIZE, Archive, Sample, Variation, resize, shrunk
from draw_smear import draw_smear, training_pictures

VALIDATION_SHARE = 0.2

# Pictures of the training part that hold a white cell without a box: found as confident "errors" of a first model,
# confirmed by eye. Training takes no negatives from them. The validation part stays as it came, errors included.
UNBOXED_CELLS = (40, 134, 171, 178)

# A validation window labelled "no_wbc" that shows a white cell, seen by eye. It counts as an error, as labelled; as one
# of three windows "without" it puts a second, unboxed cell into some of the mosaics.
MISLABELLED = "no_wbc/BloodImage_00135.png"


def is_validation_picture(name):
    """Splits by the picture's number, so that windows of one picture never stand on both sides."""
    digest = hashlib.sha256(f"blood smear picture {picture_number(name)}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2 ** 32 < VALIDATION_SHARE


def picture_number(name):
    return int(re.search(r"BloodImage_(\d+)", name).group(1))


def for_training(samples):
    """Without those that could teach that an unboxed white cell is none."""
    return [sample for sample in samples
            if picture_number(sample.name) not in UNBOXED_CELLS or "/wbc/" in sample.name]


class BloodSmear:
    """Is a white cell in the picture? Real and drawn windows, mosaics of windows, and crops of whole smears."""

    name, title = "blood", "blood smear"
    class_names = ("no white cell", "white cell")
    tasks = [slice(0, 2)]
    variation = Variation()
    disturbances = {}
    recipe = {"epochs": 6, "drawn": 120, "quiet": 0.1}

    def training(self, data_folder, fold, options):
        return SmearPool(for_training(self.windows(data_folder, validation=False)),
                         for_training(self.smears(data_folder, validation=False)), options)

    def split_facts(self, data_folder, fold):
        counts = {part: len(self.windows(data_folder, validation=part)) for part in (False, True)}
        return {"windows trained on": counts[False], "windows kept for validation": counts[True]}

    def validation(self, data_folder, fold):
        """Validation windows, and mosaics built of them alone: as many with one white cell as without."""
        windows = self.windows(data_folder, validation=True)
        generator = numpy.random.default_rng(2024)
        return {"windows": windows, "mosaics": [random_mosaic(windows, i % 2, generator) for i in range(80)]}

    def measured(self, data_folder, fold):
        windows, smears = self.windows(data_folder, validation=True), self.smears(data_folder, validation=True)
        return {"validation windows": windows,
                "validation mosaics": validation_mosaics(windows, 120),
                "validation mosaics without the mislabelled window": validation_mosaics(
                    [window for window in windows if not window.name.endswith(MISLABELLED)], 120),
                "validation crops at several scales": validation_crops(smears, 120),
                "validation whole smears, all with white cells": [shrunk(smear) for smear in smears if smear.label],
                "newly drawn windows": drawn_samples(40, whole=False),
                "newly drawn whole smears": drawn_samples(40, whole=True)}

    def windows(self, data_folder, validation):
        """Every 224x224 window of one part as a list of samples."""
        archive = Archive(data_folder, "blood_bccd")
        boxes = _boxes(archive, "windows224_boxes.csv", "file")
        return [Sample(archive.image(name), int("/wbc/" in name), _as_boxes(boxes.get(name, [])), name)
                for name in archive.names
                if re.search(r"windows224/(wbc|no_wbc)/.*\.png$", name) and is_validation_picture(name) == validation]

    def smears(self, data_folder, validation):
        """Every whole 640x480 smear of one part. A cell that either box set knows counts as there."""
        archive = Archive(data_folder, "blood_bccd")
        boxes = _boxes(archive, "boxes_bccd.csv", "image", "WBC")
        for name, more in _boxes(archive, "boxes_cbc_corrected.csv", "image", "WBC").items():
            boxes.setdefault(name, []).extend(more)
        samples = []
        for name in archive.names:
            if re.search(r"images/.*\.jpg$", name) and is_validation_picture(name) == validation:
                of_this = _as_boxes(boxes.get(name.split("/")[-1], []))
                samples.append(Sample(archive.image(name), int(len(of_this) > 0), of_this, name))
        return samples


class SmearPool:
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
            samples.append(random_mosaic(source, i % 2, generator))
        for i in range(self.options.crops):
            source = self.drawn_smears if self.drawn_smears and i % 6 < 2 else self.smears
            crop = None
            while crop is None:
                crop = random_crop(source[generator.integers(len(source))], i % 2, generator)
            samples.append(crop)
        if self.drawn_windows:
            samples += [self.drawn_windows[i]
                        for i in generator.choice(len(self.drawn_windows), len(self.windows) // 4, replace=False)]
        generator.shuffle(samples)
        return samples


def _boxes(archive, table, key, of_class="WBC"):
    boxes = {}
    for row in archive.rows(table):
        if row["class"] == of_class:
            boxes.setdefault(row[key], []).append([float(row[c]) for c in ("xmin", "ymin", "xmax", "ymax")])
    return boxes


def _as_boxes(rows):
    return numpy.array(rows, dtype=float).reshape(-1, 4)


def mosaic(four):
    """Four windows as 2x2 tiles, 448x448, shrunk to 224x224; label 1 when any of the four holds a white cell."""
    joined = numpy.vstack([numpy.hstack([four[0].image, four[1].image]), numpy.hstack([four[2].image, four[3].image])])
    boxes = [sample.boxes + numpy.array([column, row, column, row]) * SIZE
             for sample, (row, column) in zip(four, ((0, 0), (0, 1), (1, 0), (1, 1)))]
    return Sample(resize(joined, SIZE, SIZE), int(any(sample.label for sample in four)),
                  numpy.concatenate(boxes) / 2, "+".join(sample.name for sample in four))


def random_mosaic(windows, label, generator):
    """A mosaic of three windows without and one with a white cell (label 1), or of four without (label 0)."""
    without = [sample for sample in windows if not sample.label]
    four = [without[i] for i in generator.choice(len(without), 4, replace=False)]
    if label:
        with_cell = [sample for sample in windows if sample.label]
        four[generator.integers(4)] = with_cell[generator.integers(len(with_cell))]
    return mosaic(four)


def random_crop(smear, label, generator, attempts=40):
    """A rectangle of 200 pixels up to the whole smear, resized to 224x224; None when no try fits the label.

    Label 1 asks for a white cell with at least seven tenths of its box inside; label 0 for none that even touches.
    """
    height, width = smear.image.shape[:2]
    for _ in range(attempts):
        across = min(height, int(numpy.exp(generator.uniform(numpy.log(200), numpy.log(1.15 * height)))))
        along = min(width, int(across * generator.uniform(0.8, 1.34)))
        x, y = int(generator.integers(0, width - along + 1)), int(generator.integers(0, height - across + 1))
        inside = smear.boxes.clip([x, y, x, y], [x + along, y + across, x + along, y + across])
        visible = _areas(inside) / numpy.maximum(_areas(smear.boxes), 1)
        if (visible >= 0.7).any() if label else not (visible > 0).any():
            crop = resize(smear.image[y:y + across, x:x + along], SIZE, SIZE)
            boxes = (inside[visible > 0] - [x, y, x, y]) * SIZE / [along, across, along, across]
            return Sample(crop, label, boxes, smear.name)
    return None


def _areas(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def validation_mosaics(windows, count):
    """Every second mosaic holds exactly one white cell's window, the others none."""
    generator = numpy.random.default_rng(4048)
    return [random_mosaic(windows, i % 2, generator) for i in range(count)]


def validation_crops(smears, count):
    """Rectangles of 200 pixels up to the whole smear, half of them with a white cell; unboxed smears left out."""
    generator = numpy.random.default_rng(5096)
    boxed = [smear for smear in smears if smear.label]
    crops = []
    while len(crops) < count:
        crop = random_crop(boxed[generator.integers(len(boxed))], len(crops) % 2, generator)
        if crop is not None:
            crops.append(crop)
    return crops


def drawn_samples(count, whole):
    """Drawn pictures that neither training nor test-images holds; half of them with one white cell."""
    samples = []
    for i in range(count):
        if whole:
            image, boxes = draw_smear([3000, i], white_cells=i % 2)
            samples.append(shrunk(Sample(image, i % 2, boxes, f"drawn smear {i}")))
        else:
            image, boxes = draw_smear([4000, i], SIZE, SIZE, white_cells=i % 2, sizes=(62, 90))
            samples.append(Sample(image, i % 2, boxes, f"drawn window {i}"))
    return samples
