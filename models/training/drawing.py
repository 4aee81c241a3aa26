"""Shapes and textures that the drawn pictures of every modality are made of."""

import io

import numpy
from PIL import Image
from scipy.ndimage import gaussian_filter


def wavy_distance(dx, dy, radius, stretch, angle, generator, waviness=0.03):
    """1 on the outline of a stretched, slightly wavy disc, less inside, more outside."""
    along = dx * numpy.cos(angle) + dy * numpy.sin(angle)
    across = -dx * numpy.sin(angle) + dy * numpy.cos(angle)
    distance = numpy.hypot(along / stretch, across * stretch) / radius
    theta = numpy.arctan2(across, along)
    outline = 1.0
    for m in (2, 3, 4, 5):
        outline = outline + waviness * generator.normal() / (m - 1) * numpy.cos(m * theta + generator.uniform(0, 6.3))
    return distance / outline


def inside(distance, softness):
    """1 inside, 0 outside, with a soft edge `softness` wide in units of the distance."""
    return 1 / (1 + numpy.exp(((distance - 1) / softness).clip(-40, 40)))


def texture(shape, grain, generator):
    """Smooth noise of mean 0 and standard deviation 1, its grains about `grain` pixels."""
    noise = gaussian_filter(generator.normal(size=shape), grain, mode="reflect")
    return (noise - noise.mean()) / (noise.std() + 1e-9)


def through_jpeg(pixels, quality):
    """As the picture comes back from a JPEG file: uint8 [height, width, 3]."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    return numpy.asarray(Image.open(file).convert("RGB"))
