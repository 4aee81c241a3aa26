package org.xvmamba.ssm;

/**
 * How the N · D state elements of a token are cut up for the kernel's inner loops: a panel is all D channels of some states, [states, D], long
 * enough for vector instructions whatever D is, and short enough that its arrays stay in the fastest cache. Where N is not a multiple, the
 * last panel is filled up with states whose B and C are zero.
 *
 * @param count number of panels
 * @param states states in a panel
 * @param channels D
 */
record Panels(int count, int states, int channels) {

	/** Elements that a panel should have about: the loops are no faster with more. */
	private static final int ELEMENTS = 1024;

	/** The cut for N states of D channels. */
	static Panels of(final int states, final int channels) {
		final int atMost = Math.max(1, Math.min(states, ELEMENTS / channels));
		final int count = (states + atMost - 1) / atMost;
		return new Panels(count, (states + count - 1) / count, channels);
	}

	/** @return elements of a panel */
	int size() {
		return states * channels;
	}
}
