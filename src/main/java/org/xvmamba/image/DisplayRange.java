package org.xvmamba.image;

import ij.process.ImageProcessor;

/**
 * The values that are shown darkest and brightest.
 *
 * @param min shown as 0
 * @param max shown as 255
 * @param name what the range is, for people
 */
record DisplayRange(double min, double max, String name) {

	/**
	 * @param plane an ImageJ plane
	 * @param scaling where the range comes from, in stored values
	 * @return the range; in place of a display range that is not finite, because infinite values lie in the plane, that of its finite values
	 */
	static DisplayRange of(final ImageProcessor plane, final Scaling scaling) {
		return switch (scaling.kind()) {
			case FIXED -> fixed(plane, scaling);
			case DATA -> ofFiniteValues(plane, "data range");
			case DISPLAY -> Double.isFinite(plane.getMin()) && Double.isFinite(plane.getMax()) ? new DisplayRange(plane.getMin(), plane.getMax(),
				"display range") : ofFiniteValues(plane, "range of the finite values");
		};
	}

	/** Between whole numbers there is nothing to tell apart. */
	private static DisplayRange fixed(final ImageProcessor plane, final Scaling scaling) {
		return plane.getBitDepth() == 32 ? new DisplayRange(scaling.min(), scaling.max(), "fixed range") : new DisplayRange(Math.rint(scaling
			.min()), Math.rint(scaling.max()), "fixed range");
	}

	private static DisplayRange ofFiniteValues(final ImageProcessor plane, final String name) {
		float min = Float.MAX_VALUE;
		float max = -Float.MAX_VALUE;
		for (int y = 0; y < plane.getHeight(); y++)
			for (int x = 0; x < plane.getWidth(); x++) {
				final float value = plane.getf(x, y);
				if (!Float.isFinite(value)) continue;
				min = Math.min(min, value);
				max = Math.max(max, value);
			}
		return min > max ? new DisplayRange(0, 0, "without finite values, range") : new DisplayRange(min, max, name);
	}

	@Override
	public String toString() {
		return name + " " + number(min) + " to " + number(max);
	}

	private static String number(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Float.toString((float) value);
	}
}
