package org.xvmamba;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Goes by a clock of its own. */
class PaceTest {

	private static final String STEP = "Explaining tiles";

	private long now;
	private final Pace pace = new Pace(() -> now);

	@Test
	void tellsRateAndTimeLeft() {
		assertEquals("Explaining tiles: 0 of 900", at(0, 0, 900));
		assertEquals("Explaining tiles: 56 of 900, 28/s, 31 s left", at(2, 56, 900));
		assertEquals("Explaining tiles: 112 of 900, 28/s, 29 s left", at(4, 112, 900));
		assertEquals("Explaining tiles: 900 of 900", at(33, 900, 900));
	}

	@Test
	void saysNothingBeforeEnoughIsKnown() {
		assertEquals("Explaining tiles", at(0, 0, 1));
		assertEquals("Explaining tiles", at(9, 1, 1));
		assertEquals("Explaining tiles: 0 of 4", at(10, 0, 4));
		assertEquals("Explaining tiles: 1 of 4", at(12, 1, 4));
		assertEquals("Explaining tiles: 2 of 4", at(14, 2, 4));
		assertEquals("Explaining tiles: 3 of 4, 2.0 s each, 2 s left", at(16, 3, 4));
		at(20, 0, 900);
		assertEquals("Explaining tiles: 40 of 900", at(21, 40, 900), "One second is too short a time.");
	}

	@Test
	void forgetsASlowBeginning() {
		at(0, 0, 1000);
		assertEquals("Explaining tiles: 8 of 1000, 1.3 s each, 21 min left", at(10, 8, 1000));
		String last = "";
		for (int second = 11; second <= 30; second++)
			last = at(second, 8 + 20L * (second - 10), 1000);
		assertEquals("Explaining tiles: 408 of 1000, 20/s, 30 s left", last);
	}

	@Test
	void longReportsFarApartStillGiveARate() {
		at(0, 0, 80);
		at(60, 8, 80);
		assertEquals("Explaining tiles: 16 of 80, 7.5 s each, 8 min left", at(120, 16, 80));
	}

	@Test
	void anotherTotalOrAStepBackBeginsAnew() {
		at(0, 0, 900);
		at(10, 300, 900);
		assertEquals("Looking for tissue: 5000 of 9000", pace.describe("Looking for tissue", 5000, 9000));
		assertEquals("Explaining tiles: 0 of 9000", at(20, 0, 9000));
	}

	@Test
	void longTimesAreToldInHours() {
		at(0, 0, 100_000);
		assertEquals("Explaining tiles: 20 of 100000, 4.0/s, 6 h 57 min left", at(5, 20, 100_000));
		assertEquals("Explaining tiles: 40 of 100000, 4.0/s, 6 h 57 min left", at(10, 40, 100_000));
	}

	private String at(final double seconds, final long done, final long total) {
		now = (long) (seconds * 1e9);
		return pace.describe(STEP, done, total);
	}
}
