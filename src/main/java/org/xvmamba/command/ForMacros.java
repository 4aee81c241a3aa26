package org.xvmamba.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.scijava.command.CommandModule;
import org.scijava.module.MethodCallException;
import org.xvmamba.UserException;
import org.xvmamba.image.ImageFiles;

import ij.Macro;

/**
 * What macros call where one bad file must not end them: {@code error = call("org.xvmamba.command.ForMacros.explain", options);}. In place of
 * ending the macro, an error is the value. No dialog opens. When the person stops the work, the macro ends.
 */
public final class ForMacros {

	private ForMacros() {}

	/**
	 * Opens an image file by what it contains, whatever its name is.
	 *
	 * @param path of the file
	 * @return an empty text, and the image is open; or one sentence that tells why it is not
	 */
	public static String open(final String path) {
		try {
			ImageFiles.open(Path.of(path)).show();
			return "";
		}
		catch (final UserException exc) {
			return exc.getMessage();
		}
		catch (final InvalidPathException exc) {
			return "'" + path + "' is no path of a file.";
		}
	}

	/**
	 * The same as {@code run("X-VMamba Explain...", options)}.
	 *
	 * @param options keys and values, as in a macro's line
	 * @return an empty text, and everything is shown; or one sentence that tells why it is not
	 */
	public static String explain(final String options) {
		final CommandModule module = ImageJ1Command.module(ExplainCommand.class.getName());
		try {
			new CommandInputs(module).set(MacroOptions.parse(options));
			module.initialize();
			if (!module.isCanceled()) module.run();
		}
		catch (final UserException exc) {
			return exc.getMessage();
		}
		catch (final MethodCallException exc) {
			throw new IllegalStateException(exc);
		}
		if (!module.isCanceled()) return "";
		if (module.getCancelReason().isEmpty()) Macro.abort();
		return module.getCancelReason();
	}
}
