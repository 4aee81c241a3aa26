package org.xvmamba.display;

import java.util.Optional;

import ij.macro.Interpreter;
import ij.plugin.frame.RoiManager;

/** The ROI Manager where there is one. ImageJ's own questions for it make one in batch mode, which fails without a screen. */
public final class OpenRoiManager {

	private OpenRoiManager() {}

	/** @return the open ROI Manager, or, in batch mode, the hidden one that the macro has used */
	public static Optional<RoiManager> find() {
		final RoiManager open = RoiManager.getRawInstance();
		return open == null && Interpreter.isBatchModeRoiManager() ? Optional.of(RoiManager.getInstance()) : Optional.ofNullable(open);
	}
}
