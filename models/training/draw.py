"""Draws the pictures of test-images, with what is in them and where.

    python3 models/training/draw.py --out test-images

Writes the pictures; classes.csv (file,model,class); truth.csv (file,class,xmin,ymin,xmax,ymax), one line for each
thing that is to be found, upper bound exclusive.
"""

import argparse
import csv
import os
import pathlib

from PIL import Image

import draw_chest_x_ray
import draw_smear
import draw_ultrasound
from selective_scan import REPOSITORY

MODELS = (("blood-smear", draw_smear), ("breast-ultrasound", draw_ultrasound), ("chest-x-ray", draw_chest_x_ray))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=os.path.relpath(REPOSITORY / "test-images"))
    out = pathlib.Path(parser.parse_args().out)
    out.mkdir(parents=True, exist_ok=True)
    classes, truth = [], []
    for model, drawings in MODELS:
        for name, kind, image, boxes in drawings.test_pictures():
            grey = (image == image[..., :1]).all()
            Image.fromarray(image[..., 0] if grey else image).save(out / name, optimize=True)
            classes.append([name, model, kind])
            truth += [[name, kind, *(int(edge) for edge in box)] for box in boxes]
    write(out / "classes.csv", ["file", "model", "class"], classes)
    write(out / "truth.csv", ["file", "class", "xmin", "ymin", "xmax", "ymax"], truth)


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
