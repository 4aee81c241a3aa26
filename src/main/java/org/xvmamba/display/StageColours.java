package org.xvmamba.display;

import java.awt.Color;

/** Colours for stages and directions that also the colour-blind can tell apart (Okabe and Ito). */
final class StageColours {

	private static final Color[] COLOURS = { new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7), new Color(
		0xe69f00), new Color(0x56b4e9) };

	private StageColours() {}

	/** @return the colour of a stage or direction; they repeat after six */
	static Color of(final int number) {
		return COLOURS[number % COLOURS.length];
	}
}
