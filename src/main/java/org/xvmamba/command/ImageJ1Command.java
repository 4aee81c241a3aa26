package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.MethodCallException;
import org.scijava.module.ModuleException;
import org.scijava.plugin.Plugin;
import org.xvmamba.UserException;
import org.xvmamba.display.BrokenLines;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.util.Java2;

/**
 * Runs a SciJava command in bare ImageJ, which has neither a context nor a dialog harvester: {@code plugins.config} gives the command's
 * class as argument. Dialog, macro and recorder work on the command's own parameters.
 */
public final class ImageJ1Command implements PlugIn {

	/** ImageJ's dialogs are as wide as their longest line. */
	private static final int LINE_LENGTH = 90;

	@Override
	public void run(final String className) {
		final CommandModule module = module(className);
		final String title = module.getInfo().getMenuPath().getLeaf().getName();
		try {
			module.initialize();
			if (!module.isCanceled() && harvest(module, title)) module.run();
		}
		catch (final UserException exc) {
			module.cancel(exc.getMessage());
		}
		catch (final MethodCallException exc) {
			throw new IllegalStateException(exc);
		}
		if (module.isCanceled()) tell(title, module.getCancelReason());
	}

	/** @return a command that waits for its inputs */
	static CommandModule module(final String className) {
		try {
			final Class<? extends Command> command = Class.forName(className).asSubclass(Command.class);
			return new CommandModule(new CommandInfo(command, command.getAnnotation(Plugin.class)));
		}
		catch (final ClassNotFoundException | ModuleException exc) {
			throw new IllegalArgumentException("plugins.config names no command: " + className, exc);
		}
	}

	/**
	 * A macro is never asked: what it leaves away keeps its default.
	 *
	 * @return false when the person closed the dialog
	 */
	private static boolean harvest(final CommandModule module, final String title) {
		final CommandInputs inputs = new CommandInputs(module);
		final String options = Macro.getOptions();
		if (options == null && !IJ.isMacro()) {
			if (!inputs.command().asks()) return true;
			Java2.setSystemLookAndFeel();
			final boolean confirmed = CommandDialog.ask(inputs, title);
			if (confirmed) inputs.record();
			return confirmed;
		}
		if (options != null) inputs.set(MacroOptions.parse(options));
		return true;
	}

	/** Ends a macro, as ImageJ's own commands do. */
	private static void tell(final String title, final String reason) {
		if (reason.isEmpty()) {
			IJ.showStatus(title + " was stopped");
			// Escape has ended the macro already; closing the image has not.
			if (IJ.isMacro() && !IJ.escapePressed()) Interpreter.abort();
			Macro.abort();
		}
		else IJ.error(title, BrokenLines.of(reason, LINE_LENGTH, ""));
	}
}
