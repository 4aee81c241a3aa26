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
	 * @return its display range; where that is not finite, because infinite values lie in the plane, the range of its finite values
	 */
	static DisplayRange of(final ImageProcessor plane) {
		final boolean finite = Double.isFinite(plane.getMin()) && Double.isFinite(plane.getMax());
		return finite ? new DisplayRange(plane.getMin(), plane.getMax(), "display range") : ofFiniteValues((float[]) plane.getPixels());
	}

	private static DisplayRange ofFiniteValues(final float[] values) {
		float min = Float.MAX_VALUE;
		float max = -Float.MAX_VALUE;
		for (final float value : values)
			if (Float.isFinite(value)) {
				min = Math.min(min, value);
				max = Math.max(max, value);
			}
		return min > max ? new DisplayRange(0, 0, "without finite values, range") : new DisplayRange(min, max, "range of the finite values");
	}

	@Override
	public String toString() {
		return name + " " + number(min) + " to " + number(max);
	}

	private static String number(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Float.toString((float) value);
	}
}
