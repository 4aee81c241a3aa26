package org.xvmamba.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A plane in the colours of the screen.
 *
 * @param pixels [x, y, channel], channels red, green, blue, values 0 to 255
 * @param conversion how values became colours, in words
 */
record ColourView(RandomAccessibleInterval<FloatType> pixels, String conversion) {}
