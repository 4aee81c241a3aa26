package org.xvmamba.display;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;

import ij.IJ;
import ij.Prefs;

/** The folders in which this ImageJ looks for models: the usual ones, and those that a person has added, which ImageJ's preferences keep. */
public final class ModelPlaces {

	private static final String KEY = "xvmamba.folders";
	private static final String MODELS = "models";

	private ModelPlaces() {}

	/** @return all models of these folders */
	public static ModelLibrary library() {
		return ModelLibrary.standard(imagejFolder()).with(added());
	}

	/** @return the folder into which a new model goes where nothing else is said: {@code models} in ImageJ's folder, or in the working folder */
	public static Path usual() {
		return imagejFolder().map(folder -> folder.resolve(MODELS)).orElse(Path.of(MODELS)).toAbsolutePath().normalize();
	}

	/** @return the folders that a person has added */
	public static List<Path> added() {
		return Stream.of(Prefs.get(KEY, "").split(File.pathSeparator)).filter(path -> !path.isBlank()).map(Path::of).toList();
	}

	/**
	 * Adds a folder for good.
	 *
	 * @param folder that holds model folders, or one model folder, whose parent is added then
	 * @throws UserException when there is no such folder
	 */
	public static void add(final Path folder) {
		final Path absolute = folder.toAbsolutePath().normalize();
		if (!Files.isDirectory(absolute)) throw new UserException("There is no folder '" + folder + "'; choose one that holds model folders.");
		final boolean isModel = Files.isRegularFile(absolute.resolve(ModelFolder.DESCRIPTION_FILE)) && absolute.getParent() != null;
		final List<Path> folders = new ArrayList<>(added());
		final Path place = isModel ? absolute.getParent() : absolute;
		if (!folders.contains(place)) folders.add(place);
		keep(folders);
	}

	/**
	 * Looks no longer into a folder that a person has added; nothing on the disk changes.
	 *
	 * @param folder as {@link #added()} gives it
	 */
	public static void forget(final Path folder) {
		keep(added().stream().filter(added -> !added.equals(folder)).toList());
	}

	private static void keep(final List<Path> folders) {
		Prefs.set(KEY, folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
	}

	private static Optional<Path> imagejFolder() {
		return Optional.ofNullable(IJ.getDirectory("imagej")).map(Path::of);
	}
}
