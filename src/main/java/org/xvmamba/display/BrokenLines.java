package org.xvmamba.display;

/** Breaks sentences where they are too long for windows of ImageJ, which don't do so themselves. */
public final class BrokenLines {

	private BrokenLines() {}

	/**
	 * @param sentence one line; a word longer than a line keeps one of its own
	 * @param length letters of a line at most, without the indent
	 * @param indent what begins every line but the first
	 * @return the same in lines
	 */
	public static String of(final String sentence, final int length, final String indent) {
		return sentence.replaceAll("(.{1," + length + "})(?: +|$)", "$1\n" + indent).strip();
	}
}
