package org.xvmamba.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.Report;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.BrowserLauncher;

/** Writes a report of the active image's explanation as one HTML file. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ReportCommand.LABEL,
	description = "Writes one HTML file with image, map, layers, tables and provenance of an explained image.")
public final class ReportCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = Report.COMMAND;

	private static final String EXTENSION = ".html";

	@Parameter(required = false, label = "Image", description = "The image that was explained, or a window that tells of it.", persist = false)
	private ImagePlus image;

	@Parameter(label = "File", description = "Where the report is written, such as /home/me/smear-report.html; an earlier report there is replaced.",
		required = false, style = "save", persist = false)
	private String path = "";

	@Parameter(label = "Open it in the browser", description = "Show the report in the system's browser afterwards.", persist = false)
	private boolean open;

	@Override
	protected HelpPage help() {
		return HelpPage.REPORT;
	}

	@Override
	protected ImagePlus givenImage() {
		return image;
	}

	/** Suggests a place to a person; a macro says where. */
	@Override
	protected void begin(final ImagePlus any) {
		final ExplainedImage explained = ExplainedImage.require(any);
		if (IJ.isMacro() || GraphicsEnvironment.isHeadless() || !path.isBlank()) return;
		final String directory = explained.image().getOriginalFileInfo() == null ? null : explained.image().getOriginalFileInfo().directory;
		final String name = explained.image().getShortTitle().replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
		path = Path.of(directory == null || directory.isEmpty() ? System.getProperty("user.home") : directory, name + "-report" + EXTENSION)
			.toString();
		open = true;
	}

	@Override
	protected void run(final ImagePlus any, final Progress progress) {
		final Path file = file();
		if (open && GraphicsEnvironment.isHeadless()) throw new UserException(
			"The option open=true needs a screen, and there is none; leave it away.");
		Report.write(file, ExplainedImage.require(any), progress);
		IJ.showStatus("Report written to " + file);
		if (open) show(file);
	}

	private Path file() {
		if (path.isBlank()) throw new UserException("The option path is missing; it says where the report is written, such as path=[/home/me/report.html].");
		final boolean isPage = path.strip().matches("(?i).*\\.html?");
		if (!isPage) throw new UserException("The option path=" + path.strip() + " is no HTML file; let it end with " + EXTENSION + ".");
		try {
			return Path.of(path.strip());
		}
		catch (final InvalidPathException exc) {
			throw new UserException("The option path=" + path.strip() + " is no path of this system: " + exc.getReason() + "; choose another one.", exc);
		}
	}

	private static void show(final Path file) {
		try {
			BrowserLauncher.openURL(file.toUri().toString());
		}
		catch (final IOException exc) {
			throw new UserException("The report was written to '" + file + "', but no browser could be opened: " + exc.getMessage() +
				"; open the file yourself.", exc);
		}
	}
}
