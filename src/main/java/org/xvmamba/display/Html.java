package org.xvmamba.display;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/** Texts and pictures as parts of an HTML page that stands for itself. */
final class Html {

	private static final int REPLACEMENT = 0xfffd;

	private Html() {}

	/**
	 * @param text any, also what others have written
	 * @return the same to be read, in an element or in a quoted attribute; nothing in it is markup. What HTML can't hold, such as control
	 *         characters, is replaced by U+FFFD
	 */
	static String escaped(final String text) {
		final StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach(point -> {
			switch (point) {
				case '&' -> escaped.append("&amp;");
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '"' -> escaped.append("&quot;");
				case '\'' -> escaped.append("&#39;");
				default -> escaped.appendCodePoint(isAllowed(point) ? point : REPLACEMENT);
			}
		});
		return escaped.toString();
	}

	private static boolean isAllowed(final int point) {
		final boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
		return !surrogate && (!Character.isISOControl(point) || point == '\n' || point == '\t');
	}

	/**
	 * @param picture any
	 * @param description what is seen on it, for those who don't see it; not escaped yet
	 * @return the picture as an element that holds it
	 */
	static String image(final BufferedImage picture, final String description) {
		return "<img src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture)) + "\" width=\"" + picture.getWidth() +
			"\" height=\"" + picture.getHeight() + "\" alt=\"" + escaped(description) + "\">";
	}

	private static byte[] png(final BufferedImage picture) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			if (!ImageIO.write(picture, "png", bytes)) throw new IllegalStateException("Java writes no PNG of this kind: " + picture);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
		return bytes.toByteArray();
	}
}
