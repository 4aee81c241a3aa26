package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BrokenLinesTest {

	@Test
	void breaksBetweenWords() {
		assertEquals("one two\n  three\n  four", BrokenLines.of("one two three four", 8, "  "));
		assertEquals("one two", BrokenLines.of("one two", 7, "  "));
		assertEquals("", BrokenLines.of("", 8, "  "));
	}

	@Test
	void aLongWordStaysWhole() {
		assertEquals("a\n/home/me/image.png\nb", BrokenLines.of("a /home/me/image.png b", 6, ""));
	}
}
