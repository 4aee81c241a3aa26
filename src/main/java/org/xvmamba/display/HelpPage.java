package org.xvmamba.display;

import java.awt.GraphicsEnvironment;
import java.io.IOException;

import ij.IJ;
import ij.plugin.BrowserLauncher;

/** The pages of the documentation that help buttons open. The only place that knows where they lie. */
public enum HelpPage {

	/** The dialog of X-VMamba Explain, field by field. */
	EXPLAIN("explain.md"),

	/** The view panel, readout, contours, measurements and the list of highest tiles. */
	VIEW("view.md"),

	/** Attention, scan orders, states, and the explorer's window. */
	EXPLORER("explorer.md"),

	/** Every command with its macro keys. */
	MACROS("macros.md"),

	/** The report of an image, and the comparison of two explanations. */
	REPORT("report.md"),

	/** The tests of maps. */
	EVALUATION("evaluation.md"),

	/** Importing and looking after models. */
	MODELS("models.md"),

	/** Graphics cards. */
	DEVICES("gpu.md");

	private static final String FOLDER = "https://github.com/xvmamba/xvmamba-explain/blob/main/docs/";

	private final String file;

	HelpPage(final String file) {
		this.file = file;
	}

	/** @return the page's file in the folder {@code docs} of the source */
	public String file() {
		return file;
	}

	/** @return the page's address */
	public String url() {
		return FOLDER + file;
	}

	/** Opens the page in the browser, and tells its address where there is none. Without a screen, nothing happens. */
	public void open() {
		if (GraphicsEnvironment.isHeadless()) return;
		try {
			BrowserLauncher.openURL(url());
		}
		catch (final IOException exc) {
			IJ.showMessage("Help", "No browser could be opened. The page is\n" + url());
		}
	}
}
