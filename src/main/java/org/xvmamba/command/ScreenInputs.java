package org.xvmamba.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

import ij.IJ;

/**
 * Where the inputs of our commands come from in Fiji: a person is asked by the same dialog as in bare ImageJ, which has sections, offers
 * models and opens the documentation; a macro may leave options away; commands that don't ask run at once. Runs after Fiji has read a macro's
 * options, and before its own dialog, to which nothing is left. Other commands are left alone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public final class ScreenInputs extends AbstractPreprocessorPlugin {

	@Parameter(required = false)
	private UIService screen;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof ScreenCommand command)) return;
		if (!IJ.isMacro() && command.asks()) {
			if (screen == null || !screen.isVisible()) return;
			final CommandInputs inputs = new CommandInputs(module);
			if (!inputs.items().isEmpty() && !CommandDialog.ask(inputs, module.getInfo().getMenuPath().getLeaf().getName())) {
				cancel("");
				return;
			}
		}
		for (final ModuleItem<?> input : module.getInfo().inputs())
			module.resolveInput(input.getName());
	}
}
