"""Tests of training with another scan order, against the plugin where its jar is built. Run: python3 test_orders.py"""

import csv
import json
import pathlib
import subprocess
import tempfile
import unittest

import numpy
import torch
from PIL import Image

import data
import measure
import retrained
import retrained_report
from medmamba import MedMamba, SS2D, cross_scan_orders
from scan_orders import built_jar, orders_by_name
from selective_scan import fast_scan

NEEDS_JAR = unittest.skipUnless(built_jar(), "the orders come from the plugin: build its -cli.jar first")


def small_network():
    """Untrained, but with long steps and strong B and C, so that much of each token's output comes from the state."""
    torch.manual_seed(0)
    network = MedMamba((16, 32, 64, 128), (1, 1, 1, 1), 4, num_classes=3).eval().use_scan(fast_scan)
    for module in network.modules():
        if isinstance(module, SS2D):
            module.x_proj_weight.data *= 8
            module.dt_projs_bias.data += 3
    return network


def scattered(height, width):
    """Another order in each direction, none of them like the cross-scan's."""
    generator = torch.Generator().manual_seed(height * 1000 + width)
    return torch.stack([torch.randperm(height * width, generator=generator) for _ in range(4)])


class Network(unittest.TestCase):
    def setUp(self):
        self.x = torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(1))

    def test_the_order_reaches_every_block(self):
        taps = {}
        network = small_network().use_orders(scattered)
        network(self.x, taps)
        for block in network.block_names():
            self.assertTrue(torch.equal(taps[block]["orders"], scattered(*taps[block]["grid"])), block)

    def test_without_memory_the_order_does_not_matter_and_with_it_it_does(self):
        network = small_network()
        own = network(self.x)
        self.assertGreater((network.use_orders(scattered)(self.x) - own).abs().max().item(), 1e-3)
        for module in network.modules():
            if isinstance(module, SS2D):
                # Nothing is read from the state any more: a token's output is its own, if it comes back to its place.
                module.x_proj_weight.data[:, -module.d_state:] = 0
        without = network(self.x)
        self.assertLess((network.use_orders(cross_scan_orders)(self.x) - without).abs().max().item(), 1e-6)

    def test_the_cross_scan_is_the_default(self):
        network = small_network()
        own = network(self.x)
        self.assertTrue(torch.equal(network.use_orders(orders_by_name("model"))(self.x), own))


@NEEDS_JAR
class OrdersOfThePlugin(unittest.TestCase):
    def test_the_plugins_cross_scan_is_the_networks(self):
        orders = orders_by_name("cross")
        for grid in ((3, 5), (7, 7)):
            self.assertTrue(torch.equal(orders(*grid), cross_scan_orders(*grid)))

    def test_one_is_rows_forwards_four_times(self):
        self.assertEqual(orders_by_name("one")(2, 3).tolist(), [[0, 1, 2, 3, 4, 5]] * 4)

    def test_others_visit_every_token_once_and_come_back_reversed(self):
        for name in ("hilbert", "local:2", "random:1"):
            with self.subTest(order=name):
                orders = orders_by_name(name)(3, 5)
                self.assertEqual(orders.sort().values.tolist(), [list(range(15))] * 4)
                self.assertTrue(torch.equal(orders[2:], orders[:2].flip(1)))

    def test_local_windows_as_written_down(self):
        self.assertEqual(orders_by_name("local:2")(2, 4)[0].tolist(), [0, 1, 4, 5, 2, 3, 6, 7])

    def test_an_unknown_name_is_refused_with_the_known_ones(self):
        with self.assertRaisesRegex(SystemExit, "'sideways'; possible are model, cross"):
            orders_by_name("sideways")


@NEEDS_JAR
class Parity(unittest.TestCase):
    def test_an_imported_network_in_its_order_gives_pytorchs_probabilities(self):
        """Within 1e-4; with the cross-scan, which the file can't rule out, they are far off."""
        network = small_network()
        network.head.weight.data *= 40
        images = [data.resize(numpy.random.default_rng(seed).integers(0, 256, (8, 8, 3), numpy.uint8), data.SIZE,
                              data.SIZE) for seed in range(2)]
        with tempfile.TemporaryDirectory() as folder:
            rows = self.by_the_plugin(network, images, "hilbert", pathlib.Path(folder))
        expected = {"model": measure.probabilities(network, images),
                    "hilbert": measure.probabilities(network.use_orders(orders_by_name("hilbert")), images)}
        self.assertGreater(numpy.abs(expected["model"] - expected["hilbert"]).max(), 20 * retrained.TOLERANCE)
        for of_image, i in zip(rows, range(len(images))):
            for row in of_image:
                of_order = expected[row["Order"]][i]
                self.assertEqual(row["Predicted"], "abc"[of_order.argmax()])
                self.assertAlmostEqual(float(row["Probability"]), of_order.max(), delta=retrained.TOLERANCE)

    def by_the_plugin(self, network, images, order, folder):
        torch.save(network.state_dict(), folder / "net.pth")
        paths = [folder / f"{i}.png" for i in range(len(images))]
        for path, image in zip(paths, images):
            Image.fromarray(image).save(path)
        for arguments in (["import", folder / "net.pth", "--classes", "a,b,c", "--out", folder / "model"],
                          ["orders", *paths, "--model", folder / "model", "--orders", order, "--tiling", "whole",
                           "--out", folder / "read"]):
            subprocess.run(["java", "-jar", built_jar(), *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
        return [list(csv.DictReader((folder / "read" / path.stem / "orders" / "orders.csv").read_text().splitlines()))
                for path in paths]


class Section(unittest.TestCase):
    """What is said follows from the intervals."""

    def of(self, change, correlation, *against_controls, answers=9):
        block = {"direction_shares": [0.25] * 4, "enrichment": [2, 1.8, 2.2], "enrichment_change": [1, 0.5, 1.5],
                 "correlation": correlation}
        shipped = {"balanced_accuracy": [0.8, 0.7, 0.9], "calibration_error": [0.1, 0.05, 0.2],
                   "blocks": {"stage0.block0": block}}
        put_in = {**shipped, "balanced_accuracy_change": [-0.2, -0.3, -0.1], "calibration_error_change": [0, -0.1, 0.1],
                  "other_answers": 9}
        run = {**put_in, "order": "one", "seed": 1, "farthest_probability": "1e-06",
               "balanced_accuracy_change": change, "other_answers": answers,
               "accuracy_minus_put_in": [0.1, 0.02, 0.2]}
        run["blocks"] = {"stage0.block0": {**block, "correlation_minus_controls": list(against_controls)}}
        found = {"pictures": 9, "pictures_with_truth": 5, "shipped": shipped, "put_in": {"one": put_in}}
        return retrained_report.section({"ultrasound": {"pictures": {**found, "retrained": [run]}}})

    def test_costs(self):
        self.assertIn("retrained: the balanced accuracy is lower", self.of([-0.2, -0.3, -0.1], [0.9, 0.8, 1]))
        self.assertIn("retrained: no cost that can be told (up to 0.07", self.of([0, -0.07, 0.1], [0.9, 0.8, 1]))
        self.assertIn("retrained: the balanced accuracy is higher", self.of([0.2, 0.1, 0.3], [0.9, 0.8, 1]))
        self.assertIn("training wins back", self.of([0, -0.07, 0.1], [0.9, 0.8, 1]))

    def test_unchanged_answers_are_no_proof(self):
        self.assertIn("the same answer on all 9 pictures (up to 33% of other ones",
                      self.of([0, 0, 0], [0.9, 0.8, 1], answers=0))

    def test_maps(self):
        self.assertIn("in 1 of 1 blocks (stage0.block0)", self.of([0, -1, 1], [0.3, 0.2, 0.4]))
        self.assertIn("in 0 of 1 blocks", self.of([0, -1, 1], [0.3, 0.2, 0.6]))
        self.assertIn("points at the truth more in stage0.block0", self.of([0, -1, 1], [0.3, 0.2, 0.6]))

    def test_the_claim_needs_other_seeds_and_must_surpass_each(self):
        moved = [0, -1, 1], [0.3, 0.2, 0.4]
        self.assertIn("can't be told: no other seed", self.of(*moved))
        self.assertIn("1 of 1 blocks (stage0.block0): the order moved", self.of(*moved, [-1, -2, -0.5], [-1, -2, -0.5]))
        self.assertIn("the order moved no map more", self.of(*moved, [-1, -2, -0.5], [-1, -2, 0.5]))

    def test_what_was_measured_can_be_written_down(self):
        measured = json.loads((pathlib.Path(__file__).resolve().parent / "measured" / "orders.json").read_text())
        self.assertIn("- **one.**", retrained_report.section(measured))
        self.assertIn("share of each direction", retrained_report.page(measured))


if __name__ == "__main__":
    unittest.main()
