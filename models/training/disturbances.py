"""Changes to a picture that show what a model goes by: each takes a sample and gives an image."""

import numpy
from scipy.ndimage import binary_dilation, grey_opening, median_filter


def without_borders(sample, share=0.1):
    """A band along every border (depth marks, text, side markers, edge of the film) replaced by the mirrored inside."""
    band = round(share * len(sample.image))
    return numpy.pad(sample.image[band:-band, band:-band], ((band, band), (band, band), (0, 0)), mode="reflect")


def in_a_black_frame(sample, share=0.1):
    """The same band blackened, as on a screenshot."""
    band = round(share * len(sample.image))
    return numpy.pad(sample.image[band:-band, band:-band], ((band, band), (band, band), (0, 0)))


def without_bright_marks(sample, contrast=85):
    """Thin strokes far brighter than what is around them (text, calipers, side markers), replaced by the median around.

    Strokes: what an opening with a square of 7 pixels takes away. Some thin bright lines of tissue go with them.
    """
    grey = sample.image.mean(axis=2)
    marks = binary_dilation(grey - grey_opening(grey, size=(7, 7)) > contrast, iterations=2)
    image = sample.image.copy()
    image[marks] = median_filter(sample.image, size=(21, 21, 1))[marks]
    return image


def without_middle(sample, share=0.7):
    """Only a frame is left; the middle is filled with its mean."""
    image, band = sample.image.copy(), round((1 - share) / 2 * len(sample.image))
    middle = image[band:-band, band:-band]
    middle[:] = middle.mean(axis=(0, 1))
    return image


def without_evidence(sample):
    """The lesion and a few pixels around it, filled with the mean of what is left."""
    hidden = binary_dilation(sample.evidence(), iterations=6)
    image = sample.image.copy()
    image[hidden] = image[~hidden].mean(axis=0)
    return image
