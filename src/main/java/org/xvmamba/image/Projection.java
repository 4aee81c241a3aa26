package org.xvmamba.image;

import java.util.function.IntBinaryOperator;

/** How ImageJ mixes the channels of a composite: names of its image property {@code CompositeProjection}. */
enum Projection {

	/** Added, up to 255. */
	SUM("sum", (a, b) -> Math.min(a + b, 255)),

	/** The brightest. */
	MAX("max", Math::max),

	/** The darkest. */
	MIN("min", Math::min),

	/** What each channel takes away from white, added: for inverted lookup tables. */
	INVERT("invert", (a, b) -> Math.max(a + b - 255, 0));

	private final String key;
	private final IntBinaryOperator mix;

	Projection(final String key, final IntBinaryOperator mix) {
		this.key = key;
		this.mix = mix;
	}

	/**
	 * @param name lower case, containing one of the keys
	 * @return the projection of that name; the sum where there is none, as ImageJ does
	 */
	static Projection byName(final String name) {
		for (final Projection projection : values())
			if (name.contains(projection.key)) return projection;
		return SUM;
	}

	/** @return two values, 0 to 255, as one */
	int mix(final int a, final int b) {
		return mix.applyAsInt(a, b);
	}

	@Override
	public String toString() {
		return key;
	}
}
