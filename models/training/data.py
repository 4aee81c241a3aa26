"""Pictures for training and for measuring: a sample, the split by picture, reading, and random variation.

A sample is an image, uint8 [224, 224, 3], with a label and, where there is truth of place, either boxes, float
[box, 4] as xmin, ymin, xmax, ymax in pixels with the upper bound exclusive, or a mask, bool [224, 224].
"""

import csv
import hashlib
import io
import pathlib
import zipfile
from dataclasses import dataclass, field

import numpy
from PIL import Image, ImageFilter

SIZE = 224
FOLDS = 5


@dataclass
class Sample:
    image: numpy.ndarray
    label: int
    boxes: numpy.ndarray = field(default_factory=lambda: numpy.zeros((0, 4)))
    name: str = ""
    mask: numpy.ndarray = None

    def evidence(self):
        """Where the label's evidence lies, bool [height, width], all False where nothing is known."""
        if self.mask is not None:
            return self.mask
        inside = numpy.zeros(self.image.shape[:2], bool)
        for xmin, ymin, xmax, ymax in self.boxes:
            inside[round(ymin):round(ymax), round(xmin):round(xmax)] = True
        return inside


@dataclass(frozen=True)
class Variation:
    """Limits of the random variation of one modality; angles in radians, shift as a share of the picture's side."""
    angles: tuple = (0, 2 * numpy.pi)
    mirrored: float = 0.5
    scale: float = 0.12
    shift: float = 0.06
    contrast: float = 0.12
    saturation: float = 0.2
    brightness: float = 0.12
    tint: float = 0.05
    blurred: float = 0.25
    noisy: float = 0.25


class Archive:
    """The zip of one set."""

    def __init__(self, data_folder, name):
        self.zip = zipfile.ZipFile(pathlib.Path(data_folder) / name / f"{name}_train.zip")
        self.names = sorted(self.zip.namelist())

    def image(self, name):
        """As it is in the file: uint8 [height, width, 3]."""
        return numpy.asarray(self.picture(name).convert("RGB"))

    def whole(self, name):
        """The whole picture at the network's input size, its aspect not kept, as the plugin does it."""
        return resize(self.image(name), SIZE, SIZE)

    def mask(self, name):
        """A mask at the network's input size: bool [224, 224]."""
        return numpy.asarray(self.picture(name).convert("L").resize((SIZE, SIZE), Image.BILINEAR)) > 127

    def picture(self, name):
        return Image.open(io.BytesIO(self.zip.read(name)))

    def rows(self, table):
        member = next(name for name in self.names if name.endswith(table))
        return list(csv.DictReader(io.TextIOWrapper(self.zip.open(member), "utf-8")))


def resize(image, width, height):
    return numpy.asarray(Image.fromarray(image).resize((width, height), Image.BILINEAR))


def shrunk(sample):
    """The whole picture at the network's input size."""
    height, width = sample.image.shape[:2]
    if (height, width) == (SIZE, SIZE):
        return sample
    scale = numpy.array([SIZE / width, SIZE / height] * 2)
    return Sample(resize(sample.image, SIZE, SIZE), sample.label, sample.boxes * scale, sample.name)


def dealt_into_folds(samples, salt):
    """The fold, 0 to 4, of each sample: by a hash of its name, class by class, near-duplicates always together."""
    first_of = near_duplicates([sample.image for sample in samples])
    folds = {}
    for label in sorted({sample.label for sample in samples}):
        groups = [i for i in sorted(set(first_of)) if samples[i].label == label]
        groups.sort(key=lambda i: hashlib.sha256(f"{salt} {samples[i].name}".encode()).digest())
        folds.update((group, rank % FOLDS) for rank, group in enumerate(groups))
    return [folds[first] for first in first_of]


def near_duplicates(images, side=16, most_bits=64):
    """For each image the number of the first of its group: images linked by almost equal difference hashes.

    The hash: whether each pixel of the grey image at 17 x 16 is brighter than its left neighbour, and of the image
    at 16 x 17 than its upper one; 512 bits. `most_bits` of difference are allowed. The mirror image is compared too.
    """
    bits = numpy.stack([difference_hash(image, side) for image in images])
    mirrored = numpy.stack([difference_hash(image[:, ::-1], side) for image in images])
    first_of = list(range(len(images)))
    for i in range(len(images)):
        apart = numpy.minimum((bits[i + 1:] != bits[i]).sum(1), (mirrored[i + 1:] != bits[i]).sum(1))
        for j in i + 1 + numpy.flatnonzero(apart <= most_bits):
            low, high = sorted((first_of[i], first_of[j]))
            first_of = [low if first == high else first for first in first_of]
    return first_of


def difference_hash(image, side):
    grey = Image.fromarray(numpy.ascontiguousarray(image)).convert("L")
    wide = numpy.asarray(grey.resize((side + 1, side), Image.BOX), dtype=int)
    tall = numpy.asarray(grey.resize((side, side + 1), Image.BOX), dtype=int)
    return numpy.concatenate([(numpy.diff(wide, axis=1) > 0).ravel(), (numpy.diff(tall, axis=0) > 0).ravel()])


def vary(image, variation, generator, size=SIZE):
    """One random variation: flip, turn, scale, shift, colour, and now and then focus and noise.

    A `size` below the image's cuts out a part of that size, at the image's own scale.
    """
    margin = SIZE // 2
    padded = Image.fromarray(numpy.pad(image, ((margin, margin), (margin, margin), (0, 0)), mode="reflect"))
    angle = generator.uniform(*variation.angles)
    scale = 1 + generator.uniform(-variation.scale, variation.scale)
    mirrored = -1 if generator.random() < variation.mirrored else 1
    shift = generator.uniform(-variation.shift, variation.shift, 2) * SIZE
    cosine, sine = numpy.cos(angle) / scale, numpy.sin(angle) / scale
    centre = margin + SIZE / 2
    a, b, d, e = cosine * mirrored, -sine, sine * mirrored, cosine
    # PIL asks, for each output pixel, where it comes from.
    c = centre + shift[0] - (a + b) * size / 2
    f = centre + shift[1] - (d + e) * size / 2
    turned = padded.transform((size, size), Image.AFFINE, (a, b, c, d, e, f), Image.BILINEAR)
    if generator.random() < variation.blurred:
        turned = turned.filter(ImageFilter.GaussianBlur(generator.uniform(0.3, 1.2)))
    x = numpy.asarray(turned, dtype=numpy.float32) / 255
    mean = x.mean(axis=(0, 1), keepdims=True)
    x = mean + (x - mean) * generator.uniform(1 - variation.contrast, 1 + variation.contrast)
    grey = x.mean(axis=2, keepdims=True)
    x = grey + (x - grey) * generator.uniform(1 - variation.saturation, 1 + variation.saturation)
    x = x * generator.uniform(1 - variation.brightness, 1 + variation.brightness) \
        * generator.uniform(1 - variation.tint, 1 + variation.tint, (1, 1, 3)).astype(numpy.float32)
    if generator.random() < variation.noisy:
        x = x + generator.normal(0, generator.uniform(0, 0.02), x.shape).astype(numpy.float32)
    return (x.clip(0, 1) * 255).round().astype(numpy.uint8)


def as_input(images):
    """Images uint8 [224, 224, 3] as the network's input: float32 [batch, 3, 224, 224] in -1 to 1."""
    import torch
    stacked = torch.from_numpy(numpy.stack(images)).permute(0, 3, 1, 2).float()
    return (stacked / 255 - 0.5) / 0.5
