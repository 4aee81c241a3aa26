"""Draws stained blood smears: red cells with pale centres, white cells with violet nuclei, platelets.

Light passes through the smear, so the drawing adds up absorbance (optical density per colour channel) and turns
the sum into brightness at the end; overlapping cells darken each other as they do on a slide. Every picture
follows from one number, its seed. Colours and sizes follow a Wright-Giemsa stain seen through an oil immersion
objective: a red cell is about 90 pixels wide on a picture of 640 x 480.
"""

import numpy
from scipy.ndimage import gaussian_filter

from data import SIZE, Sample
from drawing import inside, texture, through_jpeg, wavy_distance

# Absorbance per unit of stain in red, green, blue.
HAEMOGLOBIN_PINK = numpy.array([0.20, 0.48, 0.27])
HAEMOGLOBIN_BROWN = numpy.array([0.18, 0.50, 0.46])
NUCLEUS = numpy.array([0.78, 1.40, 0.08])
CYTOPLASM = {"neutrophil": numpy.array([0.14, 0.34, 0.05]), "eosinophil": numpy.array([0.24, 0.52, 0.16]),
             "lymphocyte": numpy.array([0.38, 0.40, 0.02]), "monocyte": numpy.array([0.28, 0.34, 0.06])}
KINDS = ("neutrophil", "neutrophil", "neutrophil", "eosinophil", "lymphocyte", "monocyte")


class Canvas:
    """Absorbance [height, width, 3], to which shapes are added, and the places already taken."""

    def __init__(self, width, height):
        self.absorbance = numpy.zeros((height, width, 3))
        self.height, self.width = height, width

    def window(self, x, y, reach):
        """The part of the canvas within `reach` of (x, y): slices, and its pixels' offsets from there."""
        top, bottom = max(0, int(y - reach)), min(self.height, int(y + reach) + 2)
        left, right = max(0, int(x - reach)), min(self.width, int(x + reach) + 2)
        if top >= bottom or left >= right:
            return None
        dy, dx = numpy.mgrid[top:bottom, left:right].astype(float)
        return (slice(top, bottom), slice(left, right)), dx + 0.5 - x, dy + 0.5 - y


def add_red_cell(canvas, x, y, radius, tone, generator):
    place = canvas.window(x, y, radius * 1.5)
    if place is None:
        return
    slices, dx, dy = place
    stretch = 1 + abs(generator.normal(0, 0.09))
    distance = wavy_distance(dx, dy, radius, min(stretch, 1.3), generator.uniform(0, 3.2), generator, 0.045)
    body = inside(distance, 1.6 / radius)
    # A disc dented in the middle: pale centre, off the middle a little; some cells show none.
    dent_distance = wavy_distance(dx - generator.normal(0, 0.06) * radius, dy - generator.normal(0, 0.06) * radius,
                                  radius * generator.uniform(0.32, 0.55), 1 + abs(generator.normal(0, 0.1)),
                                  generator.uniform(0, 3.2), generator, 0.06)
    depth = generator.choice([0.08, generator.uniform(0.25, 0.55), generator.uniform(0.55, 0.85)], p=[0.15, 0.35, 0.5])
    dent = depth * inside(dent_distance, generator.uniform(0.12, 0.3))
    rim = 0.34 * numpy.exp(-((distance - 0.93) / 0.05) ** 2) + 0.15 * numpy.exp(-((distance - 0.75) / 0.2) ** 2)
    thickness = body * (0.82 - dent + rim) * (1 + 0.025 * texture(body.shape, 3, generator))
    # The edge bends light: a thin bright line just outside the rim.
    halo = -0.05 * numpy.exp(-((distance - 1.07) / 0.035) ** 2)
    strength = generator.uniform(0.6, 0.92)
    canvas.absorbance[slices] += strength * (thickness + halo)[..., None] * tone
    if generator.random() < 0.22:
        add_glint(canvas, x + generator.normal(0, 0.3) * radius, y + generator.normal(0, 0.3) * radius, generator)


def add_glint(canvas, x, y, generator):
    """A drying artefact in a red cell: a small bright spot with a dark reddish border."""
    radius = generator.uniform(2.5, 8)
    place = canvas.window(x, y, radius * 2.5)
    if place is None:
        return
    slices, dx, dy = place
    distance = wavy_distance(dx, dy, radius, generator.uniform(1, 1.5), generator.uniform(0, 3.2), generator, 0.08)
    uneven = 0.6 + 0.4 * numpy.sin(numpy.arctan2(dy, dx) + generator.uniform(0, 6))
    border = numpy.exp(-((distance - 1) / 0.3) ** 2) * uneven
    spot = inside(distance / 0.75, 0.2)
    canvas.absorbance[slices] += border[..., None] * numpy.array([0.25, 0.45, 0.28]) \
        - spot[..., None] * numpy.array([0.22, 0.36, 0.26])


def add_dust(canvas, generator):
    """A speck on the optics, out of focus: a faint grey ring with a light middle."""
    radius = generator.uniform(2.5, 4.5)
    place = canvas.window(generator.uniform(0, canvas.width), generator.uniform(0, canvas.height), radius * 3)
    if place is None:
        return
    slices, dx, dy = place
    distance = numpy.hypot(dx, dy) / radius
    ring = 0.16 * numpy.exp(-((distance - 1) / 0.35) ** 2) - 0.08 * numpy.exp(-(distance / 0.5) ** 2)
    canvas.absorbance[slices] += ring[..., None] * numpy.array([1, 0.95, 0.9])


def add_platelet(canvas, x, y, generator):
    radius = generator.uniform(7, 14)
    place = canvas.window(x, y, radius * 2.2)
    if place is None:
        return
    slices, dx, dy = place
    distance = wavy_distance(dx, dy, radius, generator.uniform(1, 1.25), generator.uniform(0, 3.2), generator, 0.10)
    edge = inside(distance, generator.uniform(0.10, 0.25))
    body = edge * (0.8 + 0.25 * texture(distance.shape, 2, generator)).clip(0.2)
    canvas.absorbance[slices] += generator.uniform(0.4, 0.75) * body[..., None] * numpy.array([0.75, 0.85, 0.03])


def nucleus_distance(kind, dx, dy, radius, generator):
    """1 on the nucleus's outline: lobes on an arc (neutrophil, eosinophil), a ball, or a bean."""
    turn = generator.uniform(0, 2 * numpy.pi)
    if kind == "lymphocyte":
        return wavy_distance(dx - radius * 0.06 * numpy.cos(turn), dy - radius * 0.06 * numpy.sin(turn),
                             radius * generator.uniform(0.74, 0.88), 1.04, turn, generator, 0.035)
    if kind == "monocyte":
        whole = wavy_distance(dx, dy, radius * generator.uniform(0.62, 0.72), generator.uniform(1.05, 1.2), turn,
                              generator, 0.06)
        bite = wavy_distance(dx - radius * 0.62 * numpy.cos(turn + 1.57), dy - radius * 0.62 * numpy.sin(turn + 1.57),
                             radius * generator.uniform(0.28, 0.42), 1.1, turn, generator, 0.05)
        return numpy.maximum(whole, 2 - bite)
    lobes = 2 if kind == "eosinophil" else int(generator.choice([2, 3, 4, 5], p=[0.2, 0.4, 0.3, 0.1]))
    span = {2: 2.4, 3: 3.7, 4: 4.4, 5: 4.8}[lobes] * generator.uniform(0.8, 1.1)
    ring = radius * generator.uniform(0.44, 0.56)
    size = radius * {2: 0.43, 3: 0.38, 4: 0.34, 5: 0.30}[lobes]
    centres = []
    for i in range(lobes):
        at = turn + span * (i / (lobes - 1) - 0.5) + generator.normal(0, 0.18)
        r = ring * generator.uniform(0.65, 1.15)
        centres.append((r * numpy.cos(at), r * numpy.sin(at), at))
    lobe_distances = [wavy_distance(dx - x, dy - y, size * generator.uniform(0.8, 1.25), generator.uniform(1.0, 1.35),
                                    at + 1.57 + generator.normal(0, 0.6), generator, 0.11) for x, y, at in centres]
    for (x0, y0, _), (x1, y1, _) in zip(centres, centres[1:]):
        lobe_distances.append(segment_distance(dx, dy, x0, y0, x1, y1) / (radius * generator.uniform(0.07, 0.16)))
    # A smooth minimum, so that lobes and the bridges between them flow into each other.
    return -numpy.log(sum(numpy.exp(-9 * d.clip(0, 4)) for d in lobe_distances)) / 9


def segment_distance(dx, dy, x0, y0, x1, y1):
    length_squared = (x1 - x0) ** 2 + (y1 - y0) ** 2 + 1e-9
    t = (((dx - x0) * (x1 - x0) + (dy - y0) * (y1 - y0)) / length_squared).clip(0, 1)
    return numpy.hypot(dx - x0 - t * (x1 - x0), dy - y0 - t * (y1 - y0))


def add_white_cell(canvas, x, y, radius, kind, generator):
    """Returns the box (xmin, ymin, xmax, ymax) of the cell's pixels on the canvas, upper bound exclusive."""
    if kind == "lymphocyte":
        radius *= 0.8
    slices, dx, dy = canvas.window(x, y, radius * 1.45)
    distance = wavy_distance(dx, dy, radius, 1 + abs(generator.normal(0, 0.08)), generator.uniform(0, 3.2),
                             generator, 0.05)
    softness = generator.uniform(0.025, 0.05)
    body = inside(distance, softness)
    # Nothing shines through: a white cell lies where red cells have been pushed away.
    canvas.absorbance[slices] *= (1 - 0.92 * body)[..., None]
    grain = {"neutrophil": 0.14, "eosinophil": 0.10, "lymphocyte": 0.08, "monocyte": 0.12}[kind]
    density = (0.85 + grain * texture(body.shape, 1.3, generator) + grain * texture(body.shape, 6, generator)
               + 0.25 * numpy.exp(-((distance - 0.97) / 0.05) ** 2)).clip(0.2)
    if kind == "monocyte":
        for _ in range(int(generator.integers(2, 6))):                          # vacuoles
            at, r = generator.uniform(0, 6.3), radius * generator.uniform(0.4, 0.85)
            hole = numpy.hypot(dx - r * numpy.cos(at), dy - r * numpy.sin(at)) / generator.uniform(3, 6)
            density = density * (1 - 0.6 * inside(hole, 0.25))
    absorbed = (body * density)[..., None] * CYTOPLASM[kind] * generator.uniform(0.8, 1.25)
    if kind == "eosinophil":
        granules = (texture(body.shape, 1.7, generator) > 0.2).astype(float)
        granules = gaussian_filter(granules, 0.9) * body
        absorbed = absorbed + granules[..., None] * numpy.array([0.10, 0.36, 0.22])
    nucleus = nucleus_distance(kind, dx, dy, radius, generator)
    in_nucleus = inside(nucleus, generator.uniform(0.04, 0.07)) * body
    chromatin = (0.86 + 0.15 * texture(body.shape, radius * 0.055, generator)
                 + 0.07 * texture(body.shape, 1.6, generator) + 0.10 * numpy.exp(-((nucleus - 0.9) / 0.12) ** 2))
    chromatin = chromatin.clip(0.45, 1.25) * generator.uniform(0.75, 1.12)
    hue = NUCLEUS * numpy.array([generator.uniform(0.85, 1.15), generator.uniform(0.9, 1.1),
                                 generator.uniform(0.3, 3.0)])
    absorbed = absorbed * (1 - 0.9 * in_nucleus)[..., None] + (in_nucleus * chromatin)[..., None] * hue
    canvas.absorbance[slices] += absorbed
    rows, columns = numpy.nonzero(distance < 1)
    top, left = slices[0].start, slices[1].start
    return [left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1]


def place_white_cells(canvas, count, generator, margin, sizes):
    """Places that lie apart from each other, as (x, y, radius)."""
    places = []
    while len(places) < count:
        radius = generator.uniform(*sizes)
        x = generator.uniform(margin * radius, canvas.width - margin * radius)
        y = generator.uniform(margin * radius, canvas.height - margin * radius)
        if all(numpy.hypot(x - a, y - b) > (radius + r) * 1.25 for a, b, r in places):
            places.append((x, y, radius))
    return places


def draw_smear(seed, width=640, height=480, white_cells=1, margin=1.0, sizes=(66, 100), kinds=None):
    """One picture, uint8 [height, width, 3], and the white cells' boxes.

    margin: how many radii a white cell stays from the border; kinds: one for each white cell, else at random.
    """
    generator = numpy.random.default_rng(seed)
    canvas = Canvas(width, height)
    brown = generator.uniform(0, 1)
    tone = HAEMOGLOBIN_PINK * (1 - brown) + HAEMOGLOBIN_BROWN * brown
    places = place_white_cells(canvas, white_cells, generator, margin, sizes)
    red_radius = generator.uniform(40, 50)
    wanted = int(width * height / (red_radius ** 2) / generator.uniform(3.2, 6.5))
    crowding = generator.uniform(0.25, 0.6)
    centres = []
    for _ in range(40 * wanted):
        if len(centres) >= wanted:
            break
        radius = red_radius * generator.uniform(0.86, 1.14)
        if centres and generator.random() < crowding:                           # beside, and partly over, another
            x0, y0, r0 = centres[generator.integers(len(centres))]
            at, apart = generator.uniform(0, 6.3), (radius + r0) * generator.uniform(0.5, 0.95)
            x, y, nearest = x0 + apart * numpy.cos(at), y0 + apart * numpy.sin(at), 0.45
        else:
            x, y = generator.uniform(-30, width + 30), generator.uniform(-30, height + 30)
            nearest = 0.97
        clear_of_white = all(numpy.hypot(x - a, y - b) > 0.94 * (radius + r) for a, b, r in places)
        if clear_of_white and all(numpy.hypot(x - a, y - b) > nearest * (radius + r) for a, b, r in centres):
            centres.append((x, y, radius))
    for x, y, radius in centres:
        add_red_cell(canvas, x, y, radius, tone, generator)
    # Where red cells overlap, the eye meets less than the sum: haemoglobin is pressed aside.
    pressed = 0.62 * numpy.tanh(canvas.absorbance / 0.62)
    canvas.absorbance = numpy.where(canvas.absorbance > 0, pressed, canvas.absorbance)
    kinds = kinds or [KINDS[generator.integers(len(KINDS))] for _ in places]
    boxes = [add_white_cell(canvas, x, y, radius, kind, generator) for (x, y, radius), kind in zip(places, kinds)]
    for _ in range(generator.poisson(width * height / 110000)):
        x, y = generator.uniform(0, width), generator.uniform(0, height)
        if all(numpy.hypot(x - a, y - b) > r * 1.2 for a, b, r in places):
            add_platelet(canvas, x, y, generator)
    for _ in range(generator.poisson(width * height / 20000)):
        add_dust(canvas, generator)
    return expose(canvas.absorbance, generator), numpy.array(boxes, dtype=float).reshape(-1, 4)


def expose(absorbance, generator):
    """Light, lens, sensor and JPEG: absorbance to uint8 pixels."""
    height, width = absorbance.shape[:2]
    grey = generator.uniform(192, 218)
    light = numpy.array([grey, grey + generator.uniform(0, 8), grey + generator.uniform(-14, 6)])
    y, x = numpy.mgrid[0:height, 0:width] / max(width, height)
    slope = generator.normal(0, 0.03, 2)
    centre = generator.uniform(0.3, 0.7, 2)
    from_centre = (x - centre[0]) ** 2 + (y - centre[1] * 0.75) ** 2
    shade = 1 + slope[0] * (x - 0.5) + slope[1] * (y - 0.4) - 0.10 * from_centre
    cloud = gaussian_filter(generator.normal(size=(height // 8 + 1, width // 8 + 1, 3)), (7, 7, 0), mode="reflect")
    cloud = cloud / (cloud.std() + 1e-9) * 0.008
    cloud = numpy.repeat(numpy.repeat(cloud, 8, axis=0), 8, axis=1)[:height, :width]
    cloud = gaussian_filter(cloud, (6, 6, 0), mode="reflect")
    picture = light * shade[..., None] * (1 + cloud) * numpy.exp(-absorbance)
    focus = generator.uniform(0.9, 1.7)
    picture = gaussian_filter(picture, (focus, focus, 0), mode="reflect")
    grain = gaussian_filter(generator.normal(size=picture.shape), (0.6, 0.6, 0), mode="reflect")
    picture = picture + generator.uniform(1.2, 2.2) * grain
    pixels = picture.clip(0, 255).round().astype(numpy.uint8)
    return through_jpeg(pixels, int(generator.integers(82, 93)))


def training_pictures(count, seed):
    """`count` smears, half of them with white cells, and `count` windows, likewise: two lists of samples.

    Their seeds are triples that begin with 1000 or 2000; those of test-images are single numbers.
    """
    smears, windows = [], []
    for i in range(count):
        cells = (0, 1, 0, 2)[i % 4]
        image, boxes = draw_smear([1000, seed, i], white_cells=cells, margin=0.7)
        smears.append(Sample(image, int(cells > 0), boxes, f"drawn smear {i}"))
        image, boxes = draw_smear([2000, seed, i], SIZE, SIZE, white_cells=i % 2, margin=0.8)
        windows.append(Sample(image, i % 2, boxes, f"drawn window {i}"))
    return smears, windows


def test_pictures():
    """The pictures of test-images: (file name, class, image, boxes)."""
    for name, image, boxes in _named_pictures():
        yield name, "white cell" if len(boxes) else "no white cell", image, boxes


def _named_pictures():
    smears = [(100, ("neutrophil",)), (106, ("neutrophil", "eosinophil")), (109, ("lymphocyte",)), (113, ())]
    for number, (seed, kinds) in enumerate(smears, start=1):
        yield f"blood-smear-{number}.png", *draw_smear(seed, white_cells=len(kinds), kinds=kinds)
    window = dict(width=SIZE, height=SIZE, sizes=(62, 80))
    one_cell = dict(window, white_cells=1, kinds=("neutrophil",))
    yield "window-with-white-cell.png", *draw_smear(201, **one_cell)
    yield "window-without-white-cell.png", *draw_smear(228, white_cells=0, **window)
    four = [draw_smear(225, white_cells=0, **window), draw_smear(205, **one_cell),
            draw_smear(224, white_cells=0, **window), draw_smear(231, white_cells=0, **window)]
    joined = numpy.vstack([numpy.hstack([four[0][0], four[1][0]]), numpy.hstack([four[2][0], four[3][0]])])
    # The second window stands at the top right.
    yield "mosaic-one-white-cell.png", joined, four[1][1] + numpy.array([SIZE, 0, SIZE, 0])
