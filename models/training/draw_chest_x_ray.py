"""Draws chest X-rays, schematically: chest wall, spine, ribs, heart, diaphragm and two lungs, with clouds or without.

Bright is what absorbs, as on a film. The drawing adds absorption and turns the sum into grey at the end. Every picture
follows from its seed.
"""

import numpy
from scipy.ndimage import gaussian_filter

from data import SIZE, Sample, resize
from drawing import inside, texture, through_jpeg

SIDE = 448
CLASSES = ("normal", "pneumonia")


def draw_chest_x_ray(seed, kind):
    """One picture, uint8 [448, 448, 3], and the boxes of the clouds in the lungs; none where `kind` is "normal"."""
    generator = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:SIDE, 0:SIDE] / SIDE
    # Coordinates of the chest: leaning and placed a little differently on each picture.
    lean = generator.normal(0, 0.02)
    x = (x - 0.5 - generator.normal(0, 0.015) - lean * (y - 0.5)) / generator.uniform(0.92, 1.04)
    y = (y - generator.normal(0, 0.015)) / generator.uniform(0.96, 1.05)
    chest = inside(numpy.abs(x) / (0.33 + 0.09 * smooth_step(y, 0.05, 0.5)), 0.012)
    arms = sum(inside(numpy.hypot((x - side * 0.44) / 0.12, (y - 0.12) / 0.22), 0.05) for side in (-1, 1))
    density = 0.52 * numpy.maximum(chest, 0.8 * arms)
    lungs = lung(x, y, -1, generator), lung(x, y, 1, generator)
    air = numpy.maximum(*lungs)
    density -= generator.uniform(0.36, 0.42) * air
    density += ribs(x, y, generator) * chest
    spine = inside(numpy.abs(x) / 0.045, 0.12) * (1 + 0.12 * numpy.sin(y * 110))
    density += 0.15 * spine * chest
    heart = numpy.hypot((x - 0.05) / generator.uniform(0.11, 0.125), (y - 0.60) / 0.17)
    density += 0.2 * inside(heart, 0.07) * (1 - 0.35 * inside(numpy.abs(x) / 0.05, 0.2))
    great_vessels = inside(numpy.hypot(x / 0.06, (y - 0.33) / 0.22), 0.15)
    density += 0.16 * great_vessels
    density += vessels(x, y, generator) * air
    belly = smooth_step(y, 0.74, 0.82)
    density += 0.12 * belly * chest
    boxes = []
    if kind == "pneumonia":
        # At least one lung; in the other one a cloud in every second picture.
        first = int(generator.integers(2))
        for which in (first, 1 - first)[:1 + int(generator.random() < 0.6)]:
            boxes.append(add_cloud(density, x, y, lungs[which], which * 2 - 1, generator))
        density += 0.07 * air * gaussian_filter(generator.random(air.shape), 12) * 2
    density += 0.012 * texture(density.shape, 30, generator) + 0.006 * texture(density.shape, 1.0, generator)
    grey = gaussian_filter(density, generator.uniform(0.8, 1.6)) * generator.uniform(1.0, 1.12)
    grey = grey + generator.uniform(0.03, 0.07)
    pixels = (grey.clip(0, 0.97) * 255).round().astype(numpy.uint8)
    return through_jpeg(numpy.repeat(pixels[..., None], 3, axis=2), 92), numpy.array(boxes, dtype=float).reshape(-1, 4)


def smooth_step(y, start, end):
    return 1 / (1 + numpy.exp(-((y - (start + end) / 2) / (end - start) * 8).clip(-40, 40)))


def lung(x, y, side, generator):
    """1 in the lung of one side (-1: left on the picture): a tall half ellipse above the dome of the diaphragm."""
    apex, floor = generator.uniform(0.11, 0.15), generator.uniform(0.76, 0.81)
    middle = side * (0.165 + 0.03 * y)
    width = 0.125 + 0.04 * smooth_step(y, 0.1, 0.6)
    upright = numpy.hypot((x - middle) / width, numpy.minimum(y - 0.42, 0) / (0.42 - apex))
    dome = y + 0.07 * ((x - middle) / width) ** 2 - (floor - (0.02 if side < 0 else 0.0))
    return inside(upright, 0.05) * inside(1 + dome / 0.2, 0.04)


def ribs(x, y, generator):
    """Bands that fall off to the sides (behind) and to the middle (in front)."""
    spacing, start = generator.uniform(0.066, 0.074), generator.uniform(0.08, 0.12)
    total = numpy.zeros_like(x)
    for i in range(10):
        centre = start + i * spacing
        reach = 0.36 - 0.012 * abs(i - 6)
        behind = centre + 0.9 * x ** 2 + 0.16 * numpy.abs(x)
        band = numpy.exp(-((y - behind) / 0.013) ** 4) * (numpy.abs(x) < reach)
        rim = numpy.exp(-((numpy.abs(y - behind) - 0.012) / 0.004) ** 2) * (numpy.abs(x) < reach)
        total += 0.085 * band + 0.04 * rim
        if i > 1:
            before = centre + 0.14 - 0.55 * numpy.abs(x)
            total += 0.045 * numpy.exp(-((y - before) / 0.014) ** 4) * (numpy.abs(x) > 0.12) * (numpy.abs(x) < reach)
    return gaussian_filter(total, 1.5)


def vessels(x, y, generator):
    """Branches that fade with the distance from the two hila."""
    total = numpy.zeros_like(x)
    for side in (-1, 1):
        dx, dy = x - side * 0.085, y - 0.46
        distance = numpy.hypot(dx, dy)
        angle = numpy.arctan2(dy, side * dx)
        branches = numpy.abs(numpy.sin(angle * 6 + generator.uniform(0, 3) + 12 * distance * generator.normal(0, 0.3)))
        total += 0.11 * numpy.exp(-distance / 0.1) * (0.35 + 0.65 * branches ** 6)
    return total


def add_cloud(density, x, y, lung_shape, side, generator):
    """A fluffy consolidation in one lung; returns its box in pixels."""
    x0, y0 = side * generator.uniform(0.13, 0.2), generator.uniform(0.42, 0.66)
    radius = generator.uniform(0.09, 0.15)
    distance = numpy.hypot((x - x0) / radius, (y - y0) / (radius * generator.uniform(1.0, 1.5)))
    distance = distance + 0.16 * texture(density.shape, 14, generator)
    cloud = inside(distance, 0.18) * lung_shape
    density += generator.uniform(0.24, 0.33) * cloud * (1 + 0.12 * texture(density.shape, 5, generator))
    rows, columns = numpy.nonzero(cloud > 0.5)
    return [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]


def training_pictures(count, seed):
    """`count` pictures at the network's input size, the classes in turn; their seeds begin with 6000."""
    samples = []
    for i in range(count):
        label = i % len(CLASSES)
        image, _ = draw_chest_x_ray([6000, seed, i], CLASSES[label])
        samples.append(Sample(resize(image, SIZE, SIZE), label, name=f"drawn chest X-ray {i}"))
    return samples


def test_pictures():
    """The pictures of test-images: (file name, class, image, boxes)."""
    for number, (seed, kind) in enumerate(((401, "normal"), (402, "pneumonia")), start=1):
        yield f"chest-x-ray-{number}.png", kind, *draw_chest_x_ray(seed, kind)
