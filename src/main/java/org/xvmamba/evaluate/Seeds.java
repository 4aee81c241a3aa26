package org.xvmamba.evaluate;

import java.util.Objects;
import java.util.Random;

/** Random numbers that depend on the seed, the image's name and the purpose alone: not on the order of the work, nor on what else is tested. */
final class Seeds {

	private Seeds() {}

	/** @return random numbers for one purpose on one image */
	static Random random(final long seed, final String image, final String purpose) {
		return new Random(Objects.hash(seed, image, purpose));
	}
}
