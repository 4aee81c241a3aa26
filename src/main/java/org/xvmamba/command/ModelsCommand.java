package org.xvmamba.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.display.ModelsTable;
import org.xvmamba.display.ModelsWindow;
import org.xvmamba.explain.Explainer;
import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SelfTest;

import ij.IJ;
import ij.ImagePlus;

/** Shows the models that are installed; a macro can list, test, add and remove them. The fields' names are its keys. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ModelsCommand.LABEL,
	description = "Shows the installed models with their cards, tests them, and adds or removes some.")
public final class ModelsCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = ModelsWindow.COMMAND;

	@Parameter(label = "Add folder", description = "A folder whose models are listed, too, from now on.", required = false, persist = false)
	private String add = "";

	@Parameter(label = "Forget folder", description = "A folder that was added and shall not be looked into any more; nothing on the disk changes.",
		required = false, persist = false)
	private String forget = "";

	@Parameter(label = "Self-test", description = "Name or folder of a model that shall be tested; what comes of it stands in the log.",
		required = false, persist = false)
	private String selftest = "";

	@Parameter(label = "Remove", description = "Name of an installed model that shall be removed from the disk, without being asked.",
		required = false, persist = false)
	private String remove = "";

	@Parameter(label = "List", description = "Show a table of the installed models instead of the window.", persist = false)
	private boolean list;

	@Override
	protected HelpPage help() {
		return HelpPage.MODELS;
	}

	@Override
	protected ImagePlus givenImage() {
		return null;
	}

	@Override
	protected boolean needsImage() {
		return false;
	}

	@Override
	protected boolean asks() {
		return false;
	}

	@Override
	protected void run(final ImagePlus any, final Progress progress) {
		if (!add.isBlank()) ModelPlaces.add(path(add));
		if (!forget.isBlank()) forget();
		if (!selftest.isBlank()) IJ.log(selftest + ": " + SelfTest.run(ModelPlaces.library().find(selftest), progress).sentence());
		if (!remove.isBlank()) remove();
		if (list) ModelsTable.show(ModelPlaces.library().installed(), progress);
		final boolean somethingElse = list || !(add + forget + selftest + remove).isBlank();
		if (somethingElse) ModelsWindow.refresh();
		else ModelsWindow.open();
	}

	private void forget() {
		final Path folder = path(forget).toAbsolutePath().normalize();
		if (!ModelPlaces.added().contains(folder)) throw new UserException("The folder '" + forget + "' was not added; added were " + ModelPlaces
			.added() + ".");
		ModelPlaces.forget(folder);
	}

	/** Only what is listed: a path could be mistyped. */
	private void remove() {
		final ModelLibrary library = ModelPlaces.library();
		final List<InstalledModel> found = library.installed().stream().filter(model -> ModelLibrary.isNamed(model, remove)).toList();
		if (found.size() != 1) throw new UserException((found.isEmpty() ? "There is no model '" + remove + "'" : "There are " + found.size() +
			" models '" + remove + "'") + "; installed are " + String.join(", ", library.names()) + ".");
		Explainer.standard(library).releaseModel();
		found.get(0).remove();
	}

	private static Path path(final String text) {
		try {
			return Path.of(text);
		}
		catch (final InvalidPathException exc) {
			throw new UserException("'" + text + "' is no path of a folder.", exc);
		}
	}
}
