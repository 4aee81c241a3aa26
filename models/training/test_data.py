"""Tests of reading, splitting, cutting, varying, disturbing and drawing pictures. Run: python3 test_data.py"""

import unittest

import numpy

import blood
import data
import disturbances
import draw_chest_x_ray
import draw_ultrasound
from draw_smear import draw_smear
from modalities import MODALITIES


class Cutting(unittest.TestCase):
    def test_a_mosaic_halves_the_boxes_and_moves_them_to_their_quarter(self):
        empty = data.Sample(numpy.zeros((224, 224, 3), numpy.uint8), 0)
        cell = data.Sample(numpy.full((224, 224, 3), 200, numpy.uint8), 1, numpy.array([[10., 20, 110, 220]]))
        joined = blood.mosaic([empty, empty, cell, empty])
        self.assertEqual(joined.label, 1)
        self.assertEqual(joined.boxes.tolist(), [[5, 122, 55, 222]])
        self.assertEqual(joined.image[200, 50].tolist(), [200, 200, 200])
        self.assertEqual(joined.image[50, 50].tolist(), [0, 0, 0])

    def test_crops_keep_their_promise(self):
        image, boxes = draw_smear(5, white_cells=1)
        smear = data.Sample(image, 1, boxes)
        generator = numpy.random.default_rng(0)
        for label in (0, 1):
            crop = blood.random_crop(smear, label, generator, attempts=1000)
            self.assertEqual((crop.image.shape, len(crop.boxes)), ((224, 224, 3), label))

    def test_no_variation_but_the_middle_part_is_the_middle_of_the_picture(self):
        image = numpy.random.default_rng(3).integers(0, 256, (224, 224, 3), numpy.uint8)
        still = data.Variation((0, 0), *[0] * 9)
        generator = numpy.random.default_rng(0)
        self.assertTrue((data.vary(image, still, generator) == image).all())
        self.assertTrue((data.vary(image, still, generator, 160) == image[32:192, 32:192]).all())


class Splitting(unittest.TestCase):
    def setUp(self):
        pictures = [draw_ultrasound.draw_ultrasound(seed, "benign")[0] for seed in range(12)]
        self.samples = [data.Sample(data.resize(image, 224, 224), i % 2, name=f"picture {i}")
                        for i, image in enumerate(pictures)]

    def test_near_duplicates_stay_together(self):
        first = self.samples[4].image
        generator = numpy.random.default_rng(0)
        grainy = (first + generator.normal(0, 3, first.shape)).clip(0, 255).astype(numpy.uint8)
        copies = [data.Sample(grainy, 1, name="copy"), data.Sample(first[:, ::-1], 0, name="mirror image")]
        groups = data.near_duplicates([sample.image for sample in self.samples + copies])
        self.assertEqual(groups, [*range(12), 4, 4])
        folds = data.dealt_into_folds(self.samples + copies, "test")
        self.assertEqual({folds[12], folds[13]}, {folds[4]})

    def test_every_fold_holds_about_as_many_of_a_class(self):
        folds = data.dealt_into_folds(self.samples, "test")
        for label in (0, 1):
            of_label = [fold for fold, sample in zip(folds, self.samples) if sample.label == label]
            counts = numpy.bincount(of_label, minlength=5)
            self.assertLessEqual(counts.max() - counts.min(), 1)


class Disturbing(unittest.TestCase):
    def test_what_is_taken_out_is_gone_and_the_rest_stays(self):
        image = numpy.full((224, 224, 3), 100, numpy.uint8)
        image[100:104, 50:60] = 255
        sample = data.Sample(image, 1, numpy.array([[40, 90, 80, 120]]))
        self.assertEqual(disturbances.without_bright_marks(sample).max(), 100)
        self.assertEqual(disturbances.without_evidence(sample).max(), 100)
        corner = data.Sample(image.copy(), 1)
        corner.image[:5, :5] = 255
        self.assertEqual(disturbances.without_borders(corner)[:22].max(), 100)
        framed = disturbances.in_a_black_frame(sample)
        self.assertEqual((framed[:22].max(), framed[102, 55, 0], framed[110, 110, 0]), (0, 255, 100))
        self.assertLess(disturbances.without_middle(sample)[102, 55, 0], 105)


class Drawing(unittest.TestCase):
    def test_a_smear_is_deterministic_and_its_box_holds_the_dark_nucleus(self):
        image, boxes = draw_smear(6, white_cells=1)
        again, _ = draw_smear(6, white_cells=1)
        self.assertTrue((image == again).all())
        xmin, ymin, xmax, ymax = boxes[0].astype(int)
        dark = (image[..., 0] < 120) & (image[..., 1] < 90)
        self.assertGreater(dark[ymin:ymax, xmin:xmax].sum(), 0.8 * dark.sum())

    def test_lesions_are_darker_and_clouds_brighter_than_the_same_place_without(self):
        ultrasound, x_ray = draw_ultrasound.draw_ultrasound, draw_chest_x_ray.draw_chest_x_ray
        for draw, kind, sign in ((ultrasound, "benign", -1), (ultrasound, "malignant", -1), (x_ray, "pneumonia", 1)):
            image, boxes = draw(7, kind)
            without, none = draw(7, "normal")
            self.assertEqual(len(none), 0)
            xmin, ymin, xmax, ymax = boxes[0].astype(int)
            change = image[ymin:ymax, xmin:xmax].mean() - without[ymin:ymax, xmin:xmax].mean()
            self.assertGreater(sign * change, 20, kind)

    def test_what_training_draws_has_the_classes_of_its_modality(self):
        for modality in MODALITIES.values():
            if getattr(modality, "drawings", None):
                labels = {sample.label for sample in modality.drawings.training_pictures(6, 1)}
                self.assertEqual(labels, set(range(len(modality.class_names))))


if __name__ == "__main__":
    unittest.main()
