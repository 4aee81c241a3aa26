"""Tests of the compiled scan against the plain one, and of the network's shapes. Run: python3 test_scan.py"""

import unittest

import torch

from medmamba import MedMamba, channel_shuffle, cross_scan_orders
from selective_scan import fast_scan, reference_scan


def random_scan_arguments(batch, directions, tokens, channels, states, seed, step_scale=1.0):
    """Arguments of a scan in float64, every one of them asking for its gradient."""
    generator = torch.Generator().manual_seed(seed)
    normal = lambda *shape: torch.randn(*shape, generator=generator, dtype=torch.float64)
    arguments = [
        normal(batch, directions, tokens, channels),
        torch.nn.functional.softplus(normal(batch, directions, tokens, channels) - 2) * step_scale,
        -torch.exp(normal(directions, channels, states)),
        normal(batch, directions, tokens, states),
        normal(batch, directions, tokens, states),
        normal(directions, channels)]
    return [argument.requires_grad_() for argument in arguments]


def relative_error(measured, expected):
    return ((measured.double() - expected).abs().max() / expected.abs().max().clamp(min=1e-30)).item()


class FastScan(unittest.TestCase):
    """Sizes: not a multiple of 32 tokens, one token, one state, channels that fill no whole group, long steps."""

    CASES = [(2, 4, 100, 48, 16, 1.0), (1, 4, 1, 8, 16, 1.0), (3, 2, 64, 7, 1, 1.0), (2, 1, 33, 80, 5, 1.0),
             (1, 2, 70, 32, 16, 200.0), (1, 2, 300, 32, 16, 1e-6)]

    def test_forward_and_gradients_equal_those_of_the_reference(self):
        for seed, (batch, directions, tokens, channels, states, step_scale) in enumerate(self.CASES):
            with self.subTest(tokens=tokens, channels=channels, states=states, step_scale=step_scale):
                exact = random_scan_arguments(batch, directions, tokens, channels, states, seed, step_scale)
                single = [a.detach().float().requires_grad_() for a in exact]
                expected, measured = reference_scan(*exact), fast_scan(*single)
                self.assertLess(relative_error(measured, expected), 2e-6)
                weights = torch.randn(expected.shape, dtype=torch.float64,
                                      generator=torch.Generator().manual_seed(99))
                (expected * weights).sum().backward()
                (measured * weights.float()).sum().backward()
                for name, a, b in zip(("u", "delta", "A", "B", "C", "D"), single, exact):
                    self.assertLess(relative_error(a.grad, b.grad), 1e-5, name)

    def test_one_and_two_threads_give_the_same_bits(self):
        arguments = [a.detach().float() for a in random_scan_arguments(2, 4, 100, 48, 16, 0)]
        before = torch.get_num_threads()
        results = []
        for threads in (1, 2):
            torch.set_num_threads(threads)
            results.append(fast_scan(*arguments))
        torch.set_num_threads(before)
        self.assertTrue(torch.equal(*results))

    def test_other_types_are_refused(self):
        with self.assertRaises(TypeError):
            fast_scan(*[a.detach() for a in random_scan_arguments(1, 1, 3, 4, 2, 0)])


class Network(unittest.TestCase):
    def test_taps_have_the_documented_shapes_also_on_odd_grids(self):
        torch.manual_seed(0)
        network = MedMamba((16, 32, 64, 128), (1, 1, 2, 1), 4, num_classes=3).eval()
        taps = {}
        logits = network(torch.randn(2, 3, 56, 72), taps)
        self.assertEqual(tuple(logits.shape), (2, 3))
        self.assertEqual([name for name in taps if name != "features"], network.block_names())
        # Grids 14 x 18, then 7 x 9, then the odd row and column go: 3 x 4, then 1 x 2.
        self.assertEqual([taps[name]["grid"] for name in network.block_names()],
                         [(14, 18), (7, 9), (3, 4), (3, 4), (1, 2)])
        last = taps["stage3.block0"]
        self.assertEqual(tuple(last["delta"].shape), (2, 4, 2, 128))
        self.assertEqual(tuple(last["B"].shape), (2, 4, 2, 4))
        self.assertEqual(tuple(last["ssm_magnitude"].shape), (2,))
        self.assertEqual(tuple(taps["features"].shape), (2, 128, 1, 2))

    def test_both_scans_give_the_same_logits(self):
        torch.manual_seed(0)
        network = MedMamba((16, 32), (1, 1), 16).eval()
        x = torch.randn(2, 3, 64, 64)
        expected = network(x)
        self.assertLess((network.use_scan(fast_scan)(x) - expected).abs().max().item(), 1e-5)

    def test_sizes_are_read_back_from_a_state_dict(self):
        network = MedMamba((16, 32), (1, 2), 8, num_classes=5).eval()
        x = torch.randn(1, 3, 32, 32)
        self.assertTrue(torch.equal(MedMamba.from_state_dict(network.state_dict())(x), network(x)))

    def test_scan_orders_and_shuffle(self):
        self.assertEqual(cross_scan_orders(2, 3).tolist(),
                         [[0, 1, 2, 3, 4, 5], [0, 3, 1, 4, 2, 5], [5, 4, 3, 2, 1, 0], [5, 2, 4, 1, 3, 0]])
        self.assertEqual(channel_shuffle(torch.arange(6.).view(1, 1, 1, 6)).flatten().tolist(), [0, 3, 1, 4, 2, 5])

    def test_default_initialisation_keeps_the_ssm_branch_alive(self):
        shares = {}
        for scheme in ("default", "published"):
            torch.manual_seed(0)
            network = MedMamba((32, 64, 128, 256), (1, 1, 2, 1), initialisation=scheme).eval().use_scan(fast_scan)
            taps = {}
            network(torch.randn(1, 3, 112, 112), taps)
            first = taps["stage0.block0"]
            shares[scheme] = (first["ssm_magnitude"] / (first["ssm_magnitude"] + first["conv_magnitude"])).item()
        self.assertLess(shares["published"], 0.03)
        self.assertGreater(shares["default"], 0.06)


if __name__ == "__main__":
    unittest.main()
