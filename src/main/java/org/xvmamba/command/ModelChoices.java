package org.xvmamba.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.xvmamba.explain.OptionTexts;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;

import ij.IJ;
import ij.Prefs;

/** The models that a dialog offers: those that are installed, and the folder that was used last. Reads names only; no model is loaded. */
final class ModelChoices {

	/** In ImageJ's preferences: the model that a person used last. */
	static final String LAST = "xvmamba.model";

	private ModelChoices() {}

	/** @return the places where models are looked for */
	static ModelLibrary library() {
		return ModelLibrary.standard(Optional.ofNullable(IJ.getDirectory("imagej")).map(Path::of));
	}

	/** @return the model that a person used last, if it is still there; the default one; all others that are installed */
	static List<String> offers() {
		final List<String> installed = library().names().stream().map(ModelChoices::spoken).toList();
		final String last = Prefs.get(LAST, "");
		final Set<String> offers = new LinkedHashSet<>();
		if (installed.contains(last) || isFolder(last)) offers.add(last);
		if (installed.contains(OptionTexts.MODEL_DEFAULT)) offers.add(OptionTexts.MODEL_DEFAULT);
		offers.addAll(installed);
		return offers.isEmpty() ? List.of(OptionTexts.MODEL_DEFAULT) : List.copyOf(offers);
	}

	private static boolean isFolder(final String model) {
		try {
			return !model.isBlank() && Files.isRegularFile(Path.of(model, ModelFolder.DESCRIPTION_FILE));
		}
		catch (final InvalidPathException exc) {
			return false;
		}
	}

	/**
	 * Keeps a model for the next dialog.
	 *
	 * @param nameOrPath a model that was found
	 */
	static void remember(final String nameOrPath) {
		Prefs.set(LAST, nameOrPath);
	}

	/** Hyphens and underlines of folders' names are the same as spaces. */
	private static String spoken(final String folder) {
		return folder.replaceAll("[_-]+", " ").strip();
	}
}
