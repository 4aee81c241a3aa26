#!/usr/bin/env python3
"""Resizes formula pictures with Pillow, as torchvision's Resize does for PIL images: what TriangleResizeTest holds our resizing against.

Run: python3 src/test/python/make_resize_fixtures.py   (needs numpy and Pillow; made with Pillow 9.4)
"""
from pathlib import Path

import numpy
from PIL import Image

CASES = [(300, 200, 64), (640, 480, 56), (33, 47, 64), (64, 64, 64), (1, 1, 32), (1000, 3, 48), (5, 64, 64)]


def picture(width, height):
    """Whole numbers only, so that Java can compute the same: noise in red, waves of three scales in green and blue."""
    y, x = numpy.mgrid[0:height, 0:width]
    red = (x * x * 3 + y * 7 + x * y * 5) % 256
    green = abs((x * 4 + y * 2) % 510 - 255)
    blue = abs((x * 31 + y * 17) % 510 - 255)
    return Image.fromarray(numpy.dstack([red, green, blue]).astype(numpy.uint8))


folder = Path(__file__).resolve().parent.parent / "resources" / "resize"
for width, height, size in CASES:
    picture(width, height).resize((size, size), Image.BILINEAR).save(folder / f"{width}x{height}to{size}.png", optimize=True)
