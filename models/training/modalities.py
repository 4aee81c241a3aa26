"""What is trained, one description for each set: its pictures, classes, variation and recipe.

A modality gives train.py and measure.py all that they need:

    name, title          the word for the command line; the model's name
    class_names          in the order of the logits
    tasks                slices of the logits that belong together: one, or several for the pretraining
    variation            limits of the random variation (data.Variation)
    recipe               values for train.py's options that differ from its defaults
    training(data_folder, fold, options)      a pool; its epoch(generator) gives one epoch's samples
    validation(data_folder, fold)             what the training does not see: {name: samples}
    measured(data_folder, fold)               what measure.py looks at, the validation pictures first: {name: samples}
    split_facts(data_folder, fold)            how many pictures are where: {what: count}
    disturbances                              what it takes out of the pictures to see if that matters: {name: change}
"""

from dataclasses import dataclass

import numpy

import data
import draw_chest_x_ray
import draw_ultrasound
from blood import BloodSmear, is_validation_picture
from data import Archive, Sample, Variation
from disturbances import in_a_black_frame, without_borders, without_bright_marks, without_evidence, without_middle

UPRIGHT = Variation(angles=(-0.2, 0.2), scale=0.2, shift=0.08, contrast=0.2, brightness=0.15, saturation=0, tint=0)


class PictureSet:
    """A set whose every picture, whole, is one sample; a fifth of it is left for validation."""

    class_names, archive, drawings = (), "", None
    disturbances = {"as they are": lambda sample: sample.image, "borders (10 %) replaced": without_borders,
                    "thin bright marks removed": without_bright_marks, "in a black frame (10 %)": in_a_black_frame}

    @property
    def tasks(self):
        return [slice(0, len(self.class_names))]

    def samples(self, data_folder):
        archive = Archive(data_folder, self.archive)
        folders = {f"images/{self.folder(name)}/": i for i, name in enumerate(self.class_names)}
        return [Sample(archive.whole(name), folders[folder], name=name, mask=self.mask(archive, name))
                for name in archive.names for folder in folders if name.startswith(folder) and name != folder]

    def folder(self, class_name):
        return class_name

    def mask(self, archive, name):
        return None

    def split(self, data_folder, fold):
        """(what is trained on, what is not)."""
        samples = self.samples(data_folder)
        folds = data.dealt_into_folds(samples, self.name)
        return ([sample for sample, of in zip(samples, folds) if of != fold],
                [sample for sample, of in zip(samples, folds) if of == fold])

    def split_facts(self, data_folder, fold):
        """What the card says about the split: {what: count}."""
        training, validation = self.split(data_folder, fold)
        samples = training + validation
        groups = {}
        for first, sample in zip(data.near_duplicates([sample.image for sample in samples]), samples):
            groups.setdefault(first, []).append(sample.label)
        alike = [labels for labels in groups.values() if len(labels) > 1]
        return {"pictures": len(samples), "trained on": len(training), "kept for validation": len(validation),
                "groups of near-duplicates": len(alike), "pictures in them": sum(map(len, alike)),
                "groups with several labels": sum(len(set(labels)) > 1 for labels in alike)}

    def training(self, data_folder, fold, options):
        drawn = self.drawings.training_pictures(options.drawn, options.seed) if options.drawn else []
        return EachPictureOnce(self.split(data_folder, fold)[0] + drawn)

    def validation(self, data_folder, fold):
        return {"pictures": self.split(data_folder, fold)[1]}

    def measured(self, data_folder, fold):
        sets = {"validation pictures": self.split(data_folder, fold)[1]}
        if self.drawings:
            # Training drew from seed 1 on; no other run has this one.
            sets["newly drawn pictures"] = self.drawings.training_pictures(60, 999)
        return sets


class WithMasks(PictureSet):
    """A set with a lesion mask beside every picture. Training never looks at the masks."""

    disturbances = {**PictureSet.disturbances, "lesion filled in": without_evidence}

    def mask(self, archive, name):
        return archive.mask("masks" + name[len("images"):].rsplit(".", 1)[0] + ".png")


class BreastUltrasound(WithMasks):
    name, title, archive = "ultrasound", "breast ultrasound", "ultrasound_busi"
    class_names = ("benign", "malignant", "normal")
    variation = UPRIGHT
    drawings = draw_ultrasound
    recipe = {"epochs": 45, "drawn": 48, "mixup": 0.3, "check": 5}


class ChestXRay(PictureSet):
    name, title, archive = "chest-x-ray", "chest X-ray", "cxr_kermany224"
    disturbances = {**PictureSet.disturbances, "middle (70 % of either side) filled in": without_middle}
    class_names = ("normal", "pneumonia")
    variation = UPRIGHT
    drawings = draw_chest_x_ray
    recipe = {"epochs": 24, "drawn": 40, "mixup": 0.3, "check": 4}


class Dermatoscopy(WithMasks):
    name, title, archive = "dermatoscopy", "dermatoscopy", "dermoscopy_isic2017"
    class_names = ("melanoma", "nevus", "seborrheic keratosis")
    variation = Variation(scale=0.2)
    recipe = {"epochs": 25, "class_weight_power": 0.7}

    def folder(self, class_name):
        return class_name.replace(" ", "_")


@dataclass
class EachPictureOnce:
    samples: list

    def epoch(self, generator):
        return [self.samples[i] for i in generator.permutation(len(self.samples))]


class Pretraining:
    """Several questions about the pictures of other sets, asked of one network at once; only its head tells them apart.

    Neither breast ultrasound nor chest X-rays are in it, so that every fold of those stays unseen; of dermatoscopy the
    fold left out is left out here, too; of blood smears the validation part.
    """

    name, title, variation = "pretraining", "pretraining", Variation(scale=0.3, shift=0.12)
    recipe = {"epochs": 10, "size": 160, "check": 3}
    groups = {"lesion": ("melanoma", "nevus", "seborrheic keratosis"),
              "bone": ("hand", "leg", "hip", "shoulder"),
              "smear": ("no white cell", "white cell"),
              "blood cell": ("platelets", "rbc", "wbc"),
              "tile": ("no_nuclei", "nuclei")}

    @property
    def class_names(self):
        return tuple(f"{group}: {name}" for group, names in self.groups.items() for name in names)

    @property
    def tasks(self):
        ends = numpy.cumsum([len(names) for names in self.groups.values()])
        return [slice(end - len(names), end) for end, names in zip(ends.tolist(), self.groups.values())]

    def training(self, data_folder, fold, options):
        blood = BloodSmear()
        lesions = self._as("lesion", Dermatoscopy().split(data_folder, fold)[0])
        windows = self._as("smear", blood.windows(data_folder, validation=False))
        others = self._bones(data_folder) + self._cells(data_folder) + self._tiles(data_folder)
        return EachPictureOnce(lesions + windows + others)

    def validation(self, data_folder, fold):
        return {"lesion": self._as("lesion", Dermatoscopy().split(data_folder, fold)[1])}

    def _as(self, group, samples):
        start = self.tasks[list(self.groups).index(group)].start
        return [Sample(sample.image, sample.label + start, name=sample.name) for sample in samples]

    def _bones(self, data_folder):
        """Which part of the body is it? Where several are named, the first. Fractures are too small to ask for."""
        archive = Archive(data_folder, "xray_fracatlas")
        parts = self.groups["bone"]
        return self._as("bone", [
            Sample(archive.whole(row["image"]), parts.index(row["body_part"].split("+")[0]), name=row["image"])
            for row in archive.rows("labels.csv")])

    def _cells(self, data_folder):
        archive = Archive(data_folder, "blood_bccd")
        names = [name for name in archive.names if name.startswith("cells64/") and name.endswith(".png")
                 and not is_validation_picture(name)]
        # Every fifth cell is enough: the question is an easy one.
        return self._by_folder("blood cell", archive, names[::5])

    def _tiles(self, data_folder):
        archive = Archive(data_folder, "nuclei_dsb2018")
        return self._by_folder("tile", archive, [
            name for name in archive.names if name.startswith("he_tiles96/") and name.endswith(".png")])

    def _by_folder(self, group, archive, names):
        """Samples of the files `names`, whose folders are called as the group's classes."""
        return self._as(group, [Sample(archive.whole(name), self.groups[group].index(name.split("/")[1]), name=name)
                                for name in names])


MODALITIES = {modality.name: modality
              for modality in (BloodSmear(), BreastUltrasound(), ChestXRay(), Dermatoscopy(), Pretraining())}
