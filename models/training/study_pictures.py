"""The pictures of the study on disk: images, labels, truth of place, and another picture's truth as a control."""

import csv

import numpy
from PIL import Image


def lay_out(samples, class_names, folder):
    """Pictures and labels.csv in the folder; the pictures' paths."""
    (folder / "images").mkdir(parents=True)
    rows, paths = [["file", "label"]], []
    for i, sample in enumerate(samples):
        path = folder / "images" / f"{i:03}.png"
        Image.fromarray(sample.image).save(path)
        rows.append([path.name, class_names[sample.label]])
        paths.append(path)
    with open(folder / "labels.csv", "w", newline="") as file:
        csv.writer(file).writerows(rows)
    return paths


def lay_out_truth(names, masks, folder):
    """For each picture its own mask in folder/truth, and in folder/control that of another one."""
    for kind, of_kind in (("truth", masks), ("control", shifted(masks))):
        (folder / kind).mkdir()
        for name, mask in zip(names, of_kind):
            Image.fromarray(mask.astype(numpy.uint8) * 255).save(folder / kind / name)


def shifted(values):
    """Each value half way round to another place: neighbours may be of one patient, those half a list apart are not."""
    half = len(values) // 2
    return values[half:] + values[:half]


def evenly(values, count):
    """`count` of them, evenly spread as `evaluate --limit` spreads them; all where count is 0."""
    if not 0 < count < len(values):
        return list(values)
    return [values[i * len(values) // count] for i in range(count)]


def by_label(samples, paths, class_names, count):
    """{class name: paths}, about `count` pictures in all, as many of each class as can be."""
    of_class = {name: [path for sample, path in zip(samples, paths) if class_names[sample.label] == name]
                for name in class_names}
    return {name: evenly(members, max(1, count // len(class_names))) for name, members in of_class.items() if members}
