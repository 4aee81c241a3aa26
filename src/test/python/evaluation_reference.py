"""The protocols that test maps, written once more from their definitions in plain NumPy; docs/evaluation.md has the definitions.

Images are float32 [3, height, width], values 0 to 255; `predict` gives softmax probabilities [image, class] for [image, 3, height, width].
"""

import numpy as np

from java_random import JavaRandom, purpose_seed

STEPS = 20
PERCENTS = (5, 10, 20, 30, 50)
NOISE_DRAWS = 5
MASKS = 500
CELLS = 7
RESAMPLES = 1000


def half_up(value):
    return int(np.floor(value + 0.5))


def resize(grid, height, width):
    """Bilinear with half-pixel centres, borders continued; in single precision, so that what is equal stays equal."""
    def axis(size, cells):
        position = np.clip((np.arange(size) + 0.5) * cells / size - 0.5, 0, cells - 1)
        lower = position.astype(int)
        return lower, np.minimum(lower + 1, cells - 1), (position - lower).astype(np.float32)
    grid = grid.astype(np.float32)
    top, bottom, down = axis(height, grid.shape[0])
    left, right, across = axis(width, grid.shape[1])
    rows = grid[:, left] + across * (grid[:, right] - grid[:, left])
    return rows[top] + down[:, None] * (rows[bottom] - rows[top])


def descending(values, random):
    """Positions of all pixels, the highest first; equal ones as a shuffle from the inside out has put them."""
    shuffled = np.zeros(values.size, int)
    for i in range(values.size):
        other = random.below(i + 1)
        shuffled[i] = shuffled[other]
        shuffled[other] = i
    return shuffled[np.argsort(-values.reshape(-1)[shuffled], kind="stable")]


class ImageTest:
    def __init__(self, name, pixels, predict, deviation, seed=1):
        self.name, self.pixels, self.predict, self.deviation, self.seed = name, pixels, predict, deviation, seed
        self.size = pixels.shape[1]
        self.area = self.size * self.size
        self.means = pixels.reshape(3, -1).astype(np.float64).mean(1).astype(np.float32)[:, None]
        whole = predict(pixels[None])[0]
        self.position = int(whole.argmax())
        self.probability = float(whole[self.position])

    def random(self, purpose):
        return JavaRandom(purpose_seed(self.seed, self.name, purpose))

    def probabilities(self, images):
        images = np.asarray(images, np.float32).reshape(-1, 3, self.size, self.size)
        return self.predict(images)[:, self.position].astype(np.float64)

    def replaced(self, places):
        flat = self.pixels.reshape(3, -1).copy()
        flat[:, places] = self.means
        return flat

    def faded(self, kept):
        return self.means + kept.reshape(-1).astype(np.float32) * (self.pixels.reshape(3, -1) - self.means)

    def metrics(self, values, truth):
        order = descending(values, self.random("ties"))
        counts = [half_up(step * self.area / STEPS) for step in range(STEPS + 1)]
        deletion = self.probabilities([self.replaced(order[:count]) for count in counts])
        insertion = self.probabilities([self.replaced(order[count:]) for count in counts])
        found = {"deletion": np.trapz(deletion, dx=1 / STEPS), "insertion": np.trapz(insertion, dx=1 / STEPS)}
        found["insertion - deletion"] = found["insertion"] - found["deletion"]
        for percent in PERCENTS:
            kept = self.probabilities([self.replaced(order[half_up(percent / 100 * self.area):])])[0]
            found[f"preserved by top {percent} %"] = kept / self.probability
        found.update(self.perturbation(order))
        mass = np.maximum(values.reshape(-1), 0).astype(np.float64)
        found["pointing game"] = float(truth[order[0]])
        found["mass share in truth"] = mass[truth].sum() / mass.sum()
        found["area share of truth"] = truth.mean()
        found["enrichment"] = found["mass share in truth"] / truth.mean()
        return found

    def perturbation(self, order):
        random = self.random("noise")
        noisy = half_up(0.1 * self.area)
        drops = []
        for places in (order[:noisy], order[self.area - noisy:]):
            images = []
            for _ in range(NOISE_DRAWS):
                flat = self.pixels.reshape(3, -1).copy()
                for channel in range(3):
                    noise = [0.5 * self.deviation * 255 * random.next_gaussian() for _ in range(noisy)]
                    flat[channel, places] += np.array(noise, np.float32)
                images.append(flat)
            drops.append(self.probability - self.probabilities(images).mean())
        return {"drop by noise on top 10 %": drops[0], "drop by noise on bottom 10 %": drops[1], "drop, top - bottom": drops[0] - drops[1]}

    def random_map(self):
        random = self.random("random")
        return np.array([random.next_float() for _ in range(self.area)], np.float32).reshape(self.size, self.size)

    def random_cells_map(self, grid):
        random = self.random("random-cells")
        cells = np.array([random.next_float() for _ in range(grid * grid)], np.float32)
        return resize(cells.reshape(grid, grid), self.size, self.size)

    def occlusion_map(self):
        side = -(-self.size // CELLS)
        starts = list(dict.fromkeys(list(range(0, self.size - side, side // 2)) + [self.size - side]))
        falls, counts = np.zeros((2, self.size, self.size))
        for top in starts:
            for left in starts:
                covered = np.zeros((self.size, self.size), bool)
                covered[top:top + side, left:left + side] = True
                falls[covered] += self.probability - self.probabilities([self.replaced(covered.reshape(-1))])[0]
                counts[covered] += 1
        return (falls / counts).astype(np.float32)

    def rise_map(self):
        random = JavaRandom(self.random("rise").next_long())
        cell = -(-self.size // CELLS)
        masks = []
        for _ in range(MASKS):
            grid = np.array([float(random.next_double() < 0.5) for _ in range(CELLS * CELLS)]).reshape(CELLS, CELLS)
            large = resize(grid, (CELLS + 1) * cell, (CELLS + 1) * cell)
            left, top = random.below(cell), random.below(cell)
            masks.append(large[top:top + self.size, left:left + self.size])
        weights = self.probabilities([self.faded(mask) for mask in masks])
        return (np.tensordot(weights, np.array(masks, np.float64), 1) / (MASKS * 0.5)).astype(np.float32)


def jacobian(delta, A, B, C):
    """[step, channel] of one direction, from delta [step, channel], A [channel, state], B and C [step, state]."""
    found = np.zeros_like(delta)
    q = np.zeros_like(A)
    for step in reversed(range(len(delta))):
        magnitude = np.abs(delta[step][:, None] * B[step])
        found[step] = (magnitude * (np.abs(C[step]) + q)).sum(1)
        q = np.exp(delta[step][:, None] * A) * (np.abs(C[step]) + q)
    return found


def gramian(delta, A, B, C):
    decay = np.exp(delta[:, :, None] * A)
    return (C[:, None] ** 2 * (delta[:, :, None] * B[:, None]) ** 2 / (1 - decay ** 2 + 1e-8)).sum(2)


def energy(delta, A, B, C):
    """By definition: the root of the sum of squares of all responses."""
    logarithms = np.cumsum(delta[:, :, None] * A, 0)
    found = np.zeros_like(delta)
    for step in range(len(delta)):
        fading = np.exp(logarithms[step:] - logarithms[step])
        found[step] = np.sqrt(((C[step:, None] * fading * (delta[step][:, None] * B[step])).sum(2) ** 2).sum(0))
    return found


def shape(values):
    values = np.sort(np.maximum(values.reshape(-1), 0).astype(np.float64))
    share = values / values.sum()
    n = len(share)
    differences = np.abs(share[:, None] - share[None]).sum()
    positive = share[share > 0]
    return {"gini": differences / (2 * n), "entropy": -(positive * np.log(positive)).sum() / np.log(n),
            "mass in top 10 %": share[n - int(np.ceil(0.1 * n)):].sum()}


def bootstrap(values, seed=1):
    random = JavaRandom(seed)
    means = [np.mean([values[random.below(len(values))] for _ in values]) for _ in range(RESAMPLES)]
    return [float(np.mean(values)), *(float(np.percentile(means, percent)) for percent in (2.5, 97.5))]
