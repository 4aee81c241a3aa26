package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ColourScaleTest {

	/** Colours of 8 bits allow no finer steps at the dark end. */
	private static final double ROUNDING = 0.004;

	@Test
	void lightnessGrowsEvenly() {
		final double darkest = OkLab.of(ColourScale.INFERNO.rgb(0))[0];
		final double lightest = OkLab.of(ColourScale.INFERNO.rgb(255))[0];
		for (int step = 16; step < 256; step++)
			assertEquals(darkest + (lightest - darkest) * step / 255, OkLab.of(ColourScale.INFERNO.rgb(step))[0], ROUNDING, "step " + step);
	}

	@Test
	void endsAreTheControlPoints() {
		assertEquals(0x000004, ColourScale.INFERNO.rgb(0));
		assertEquals(0xfcffa4, ColourScale.INFERNO.rgb(255));
	}

	@Test
	void okLabGoesThereAndBack() {
		for (int rgb = 0; rgb < 1 << 24; rgb += 12345) {
			final double[] lab = OkLab.of(rgb);
			assertEquals(rgb, OkLab.toRgb(lab[0], lab[1], lab[2]));
		}
		assertEquals(1, OkLab.of(0xffffff)[0], 1e-6);
	}

	@Test
	void lookupTableHasTheSameColours() {
		for (int step = 0; step < 256; step++)
			assertEquals(ColourScale.INFERNO.rgb(step), ColourScale.INFERNO.lut().getRGB(step) & 0xffffff);
	}

	@Test
	void overAnImageTheLowestQuarterFadesOut() {
		assertEquals(0, ColourScale.INFERNO.overlayColours().getAlpha(0));
		assertEquals(127, ColourScale.INFERNO.overlayColours().getAlpha(32), 1);
		for (int step = 64; step < 256; step++)
			assertEquals(0xff000000 | ColourScale.INFERNO.rgb(step), ColourScale.INFERNO.overlayColours().getRGB(step));
	}
}
