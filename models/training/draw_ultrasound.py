"""Draws breast ultrasound: skin, fat with septa, glandular tissue and muscle in speckle; a smooth or a ragged lesion.

The drawing adds echo levels in decibels and multiplies them with fully developed speckle: the magnitude of filtered
complex noise, a few looks averaged. Every picture follows from its seed.
"""

import numpy
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from data import SIZE, Sample, resize
from drawing import inside, texture, through_jpeg, wavy_distance

WIDTH, HEIGHT = 400, 336
DYNAMIC_RANGE = 62.0
CLASSES = ("benign", "malignant", "normal")


def draw_ultrasound(seed, kind):
    """One picture, uint8 [336, 400, 3], and the boxes of its lesion: one, or none where `kind` is "normal"."""
    generator = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    level = tissue(x, y, generator)
    boxes = []
    if kind != "normal":
        boxes.append(add_lesion(level, x, y, kind == "malignant", generator))
    level -= generator.uniform(16, 26) * (y / HEIGHT) ** 1.5
    dimmed_beams = gaussian_filter1d(generator.normal(size=WIDTH), 12, mode="reflect")
    level += 1.5 * dimmed_beams * 4
    grey = (level + 20 * numpy.log10(speckle(generator) + 1e-6)) / DYNAMIC_RANGE + 1
    pixels = (grey.clip(0, 1) ** 1.15 * 255).round().astype(numpy.uint8)
    return through_jpeg(numpy.repeat(pixels[..., None], 3, axis=2), 92), numpy.array(boxes, dtype=float).reshape(-1, 4)


def speckle(generator, looks=3):
    """Mean magnitude 1; grains wider than deep, and wider the deeper they lie."""
    total = numpy.zeros((HEIGHT, WIDTH))
    for _ in range(looks):
        fine, coarse = (_magnitude(width, generator) for width in (1.3, 2.6))
        deep = numpy.linspace(0, 1, HEIGHT)[:, None]
        total += fine * (1 - deep) + coarse * deep
    return total / total.mean()


def _magnitude(width, generator):
    real, imaginary = (gaussian_filter(generator.normal(size=(HEIGHT, WIDTH)), (0.8, width), mode="reflect")
                       for _ in range(2))
    magnitude = numpy.hypot(real, imaginary)
    return magnitude / magnitude.mean()


def wavy_depth(depth, swing, generator):
    """A border between two layers: its depth in pixels at each column."""
    wave = gaussian_filter1d(generator.normal(size=WIDTH), 35, mode="reflect")
    return HEIGHT * depth + swing * wave / (wave.std() + 1e-9)


def tissue(x, y, generator):
    """Echo levels in dB, [height, width]: layers from the skin down to the muscle."""
    fat = wavy_depth(0.05, 1.5, generator)
    gland = wavy_depth(generator.uniform(0.18, 0.36), 10, generator)
    muscle = wavy_depth(generator.uniform(0.62, 0.8), 7, generator)
    level = numpy.full(x.shape, -11.0)
    level[y > fat] = -28
    lobules = texture(x.shape, (8, 26), generator)
    level += numpy.where((y > fat) & (y < gland), 2.5 * lobules, 0)
    septa = numpy.exp(-(texture(x.shape, (5, 22), generator) / 0.16) ** 2)
    level += numpy.where((y > fat) & (y < gland), 11 * septa * (generator.random() * 0.6 + 0.5), 0)
    glandular = generator.uniform(-23, -17) + 4 * texture(x.shape, (6, 18), generator) \
        + 2.5 * texture(x.shape, (2, 7), generator)
    level = numpy.where(y >= gland, glandular, level)
    stripes = numpy.sin((y - muscle) / generator.uniform(3, 5) + 0.8 * texture(x.shape, (10, 40), generator))
    level = numpy.where(y >= muscle, -31 + 4 * stripes + 2 * texture(x.shape, (3, 20), generator), level)
    for border, brightness in ((fat, 6), (gland, 5), (muscle, 11)):
        level += brightness * numpy.exp(-((y - border) / 2.2) ** 2)
    return gaussian_filter(level, (0.7, 1.5))


def add_lesion(level, x, y, ragged, generator):
    """Draws the lesion into `level`; returns its box."""
    radius = generator.uniform(26, 52)
    x0 = generator.uniform(0.28, 0.72) * WIDTH
    y0 = generator.uniform(0.32, 0.52) * HEIGHT
    # Stretched along the layers where smooth; across them, and wavy, where ragged.
    stretch, angle = (generator.uniform(1.15, 1.4), generator.normal(0, 0.12)) if not ragged else (
        generator.uniform(1.0, 1.2), numpy.pi / 2 + generator.normal(0, 0.3))
    distance = wavy_distance(x - x0, y - y0, radius, stretch, angle, generator, 0.17 if ragged else 0.02)
    if ragged:
        distance = distance + 0.13 * texture(level.shape, 5, generator)
    body = inside(distance, 0.09 if ragged else 0.04)
    behind = numpy.exp(-((x - x0) / (radius * 0.75)) ** 4) * inside((y0 + 0.3 * radius - y) / 12 + 1, 0.4)
    level += behind * (1 - body) * (-generator.uniform(13, 20) if ragged else generator.uniform(5, 9))
    echo = generator.uniform(-46, -39) if ragged else generator.uniform(-52, -40)
    inner = echo + (4 if ragged else 1.5) * texture(level.shape, (4, 7), generator)
    level[:] = level * (1 - body) + inner * body
    brightness, middle, width = (5, 1.25, 0.25) if ragged else (6, 1.05, 0.05)
    level += brightness * numpy.exp(-((distance - middle) / width) ** 2)                        # halo or capsule
    rows, columns = numpy.nonzero(distance < 1)
    return [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]


def training_pictures(count, seed):
    """`count` pictures at the network's input size, the classes in turn; their seeds begin with 5000."""
    samples = []
    for i in range(count):
        label = i % len(CLASSES)
        image, _ = draw_ultrasound([5000, seed, i], CLASSES[label])
        samples.append(Sample(resize(image, SIZE, SIZE), label, name=f"drawn ultrasound {i}"))
    return samples


def test_pictures():
    """The pictures of test-images: (file name, class, image, boxes)."""
    for number, (seed, kind) in enumerate(((301, "benign"), (302, "malignant"), (303, "normal")), start=1):
        yield f"breast-ultrasound-{number}.png", kind, *draw_ultrasound(seed, kind)
