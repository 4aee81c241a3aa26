package org.xvmamba;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;

/** A screen, for the tests that open real windows. */
public final class Screen {

	private Screen() {}

	/**
	 * Skips the test that asks, with the reason printed, where there is no screen; where the environment says that there must be one
	 * (XVMAMBA_REQUIRE_SCREEN=true), it fails instead.
	 */
	public static void require() {
		final boolean headless = GraphicsEnvironment.isHeadless();
		final String reason = "Skipped: this test opens windows, and there is no screen (run it under Xvfb, as .ci/run does).";
		assertFalse(headless && "true".equals(System.getenv("XVMAMBA_REQUIRE_SCREEN")), "A screen is required here, and there is none.");
		if (headless) System.out.println(reason);
		assumeFalse(headless, reason);
	}
}
