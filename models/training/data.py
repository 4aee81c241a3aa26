"""Blood smears for training and for measuring: read, split by picture, cut, joined to mosaics, varied.

A sample is an image, uint8 [224, 224, 3], with a label (1: a white cell is in it) and the white cells' boxes,
float [cell, 4] as xmin, ymin, xmax, ymax in pixels, upper bound exclusive.
"""

import csv
import hashlib
import io
import pathlib
import re
import zipfile
from dataclasses import dataclass, field

import numpy
from PIL import Image, ImageFilter

CLASS_NAMES = ("no white cell", "white cell")
SIZE = 224
VALIDATION_SHARE = 0.2

# Pictures of the training part that hold a white cell without a box: found as confident "errors" of a first model,
# confirmed by eye. Training takes no negatives from them. The validation part stays as it came, errors included.
UNBOXED_CELLS = (40, 134, 171, 178)


@dataclass
class Sample:
    image: numpy.ndarray
    label: int
    boxes: numpy.ndarray = field(default_factory=lambda: numpy.zeros((0, 4)))
    name: str = ""


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


class BloodSmears:
    """The training and validation parts of the BCCD windows, and the training part's whole smears."""

    def __init__(self, data_folder):
        self.archive = zipfile.ZipFile(pathlib.Path(data_folder) / "blood_bccd" / "blood_bccd_train.zip")
        self.names = sorted(self.archive.namelist())

    def windows(self, validation):
        """Every 224x224 window of one part as a list of samples."""
        boxes = self._boxes("windows224_boxes.csv", "file")
        return [Sample(self._image(name), int("/wbc/" in name), _as_boxes(boxes.get(name, [])), name)
                for name in self.names
                if re.search(r"windows224/(wbc|no_wbc)/.*\.png$", name) and is_validation_picture(name) == validation]

    def smears(self, validation):
        """Every whole 640x480 smear of one part. A cell that either box set knows counts as there."""
        boxes = self._boxes("boxes_bccd.csv", "image", "WBC")
        for name, more in self._boxes("boxes_cbc_corrected.csv", "image", "WBC").items():
            boxes.setdefault(name, []).extend(more)
        samples = []
        for name in self.names:
            if re.search(r"images/.*\.jpg$", name) and is_validation_picture(name) == validation:
                of_this = _as_boxes(boxes.get(name.split("/")[-1], []))
                samples.append(Sample(self._image(name), int(len(of_this) > 0), of_this, name))
        return samples

    def _image(self, name):
        return numpy.asarray(Image.open(io.BytesIO(self.archive.read(name))).convert("RGB"))

    def _boxes(self, table, key, of_class="WBC"):
        member = next(name for name in self.names if name.endswith(table))
        boxes = {}
        for row in csv.DictReader(io.TextIOWrapper(self.archive.open(member), "utf-8")):
            if row["class"] == of_class:
                boxes.setdefault(row[key], []).append([float(row[c]) for c in ("xmin", "ymin", "xmax", "ymax")])
        return boxes


def _as_boxes(rows):
    return numpy.array(rows, dtype=float).reshape(-1, 4)


def resize(image, width, height):
    return numpy.asarray(Image.fromarray(image).resize((width, height), Image.BILINEAR))


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


def vary(image, generator):
    """One random variation: flip, turn, scale, shift, colour, and now and then focus and noise."""
    margin = SIZE // 2
    padded = Image.fromarray(numpy.pad(image, ((margin, margin), (margin, margin), (0, 0)), mode="reflect"))
    angle = generator.uniform(0, 2 * numpy.pi)
    scale = 1 + generator.uniform(-0.12, 0.12)
    mirrored = -1 if generator.random() < 0.5 else 1
    shift = generator.uniform(-0.06, 0.06, 2) * SIZE
    cosine, sine = numpy.cos(angle) / scale, numpy.sin(angle) / scale
    centre = margin + SIZE / 2
    a, b, d, e = cosine * mirrored, -sine, sine * mirrored, cosine
    # PIL asks, for each output pixel, where it comes from.
    c = centre + shift[0] - (a + b) * SIZE / 2
    f = centre + shift[1] - (d + e) * SIZE / 2
    turned = padded.transform((SIZE, SIZE), Image.AFFINE, (a, b, c, d, e, f), Image.BILINEAR)
    if generator.random() < 0.25:
        turned = turned.filter(ImageFilter.GaussianBlur(generator.uniform(0.3, 1.2)))
    x = numpy.asarray(turned, dtype=numpy.float32) / 255
    mean = x.mean(axis=(0, 1), keepdims=True)
    x = mean + (x - mean) * generator.uniform(0.88, 1.12)                       # contrast
    grey = x.mean(axis=2, keepdims=True)
    x = grey + (x - grey) * generator.uniform(0.8, 1.2)                         # saturation
    x = x * generator.uniform(0.88, 1.12) * generator.uniform(0.95, 1.05, (1, 1, 3)).astype(numpy.float32)
    if generator.random() < 0.25:
        x = x + generator.normal(0, generator.uniform(0, 0.02), x.shape).astype(numpy.float32)
    return (x.clip(0, 1) * 255).round().astype(numpy.uint8)


def as_input(images):
    """Images uint8 [224, 224, 3] as the network's input: float32 [batch, 3, 224, 224] in -1 to 1."""
    import torch
    stacked = torch.from_numpy(numpy.stack(images)).permute(0, 3, 1, 2).float()
    return (stacked / 255 - 0.5) / 0.5
