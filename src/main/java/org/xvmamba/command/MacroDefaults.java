package org.xvmamba.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;

/**
 * Lets a macro leave options away, and commands that don't ask run at once: Fiji would open a dialog. Runs after Fiji has read the macro's options, and before the
 * dialog; other commands are left alone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public final class MacroDefaults extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof ScreenCommand command) || !IJ.isMacro() && command.asks()) return;
		for (final ModuleItem<?> input : module.getInfo().inputs())
			module.resolveInput(input.getName());
	}
}
