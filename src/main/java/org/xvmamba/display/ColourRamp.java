package org.xvmamba.display;

/** {@value ColourScale#STEPS} colours from one end of a scale to the other. */
@FunctionalInterface
interface ColourRamp {

	/**
	 * @param step 0 to {@link ColourScale#STEPS} - 1
	 * @return red, green, blue, 8 bits each
	 */
	int rgb(int step);
}
