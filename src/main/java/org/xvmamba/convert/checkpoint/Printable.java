package org.xvmamba.convert.checkpoint;

/** Text from a file that may be hostile, made fit for a message. */
final class Printable {

	private static final int LONGEST_SHOWN = 80;

	private Printable() {}

	/** @return the text without what disturbs a terminal, and not too long */
	static String shown(final String text) {
		final String begin = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
		return begin.replaceAll("[^\\p{Graph} …]", "?");
	}
}
