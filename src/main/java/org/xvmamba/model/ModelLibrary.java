package org.xvmamba.model;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xvmamba.UserException;

/** Finds models by their names: those that lie in certain folders, and any by its path. Immutable; looks anew each time. */
public final class ModelLibrary {

	/** System property with the folders of models, joined as in a class path. */
	public static final String FOLDERS_PROPERTY = "xvmamba.models";

	private static final List<String> IMAGEJ_PROPERTIES = List.of("imagej.dir", "ij.dir");
	private static final String MODELS = "models";

	private final List<Path> folders;

	/** @param folders in which model folders lie, in the order of the search; they need not exist */
	public ModelLibrary(final List<Path> folders) {
		this.folders = List.copyOf(folders);
	}

	/**
	 * The usual places: those that the system property {@value #FOLDERS_PROPERTY} names, {@code models} in ImageJ's folder, {@code models}
	 * in the working folder.
	 *
	 * @param imagejFolder ImageJ's folder, where the caller knows it; else the system properties that ImageJ and Fiji set are asked
	 * @return a library of those places
	 */
	public static ModelLibrary standard(final Optional<Path> imagejFolder) {
		final Set<Path> folders = new LinkedHashSet<>();
		property(FOLDERS_PROPERTY).ifPresent(list -> Stream.of(list.split(File.pathSeparator)).map(Path::of).forEach(folders::add));
		imagejFolder.or(ModelLibrary::imagejFolder).ifPresent(folder -> folders.add(folder.resolve(MODELS)));
		folders.add(Path.of(MODELS));
		return new ModelLibrary(List.copyOf(folders));
	}

	private static Optional<Path> imagejFolder() {
		return IMAGEJ_PROPERTIES.stream().map(ModelLibrary::property).flatMap(Optional::stream).map(Path::of).findFirst()
			// plugins.dir is ImageJ's folder, or the folder of plugins in it
			.or(() -> property("plugins.dir").map(Path::of).map(folder -> folder.endsWith("plugins") && folder.getParent() != null ? folder
				.getParent() : folder));
	}

	private static Optional<String> property(final String name) {
		return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
	}

	/**
	 * @param nameOrPath a model's name, its folder's name, or the path of its folder; capitals don't matter in names, and space, hyphen and
	 *          underline are the same
	 * @return the model
	 * @throws UserException when there is none; the sentence lists what is there, and where it was looked for
	 */
	public ModelFolder find(final String nameOrPath) {
		final Optional<Path> path = asFolder(nameOrPath);
		if (path.isPresent()) return ModelFolder.open(path.get());
		final String wanted = comparable(nameOrPath);
		final List<Path> candidates = candidates();
		for (final Path folder : candidates)
			if (comparable(folder.getFileName().toString()).equals(wanted)) return ModelFolder.open(folder);
		for (final Path folder : candidates)
			if (nameIn(folder).map(ModelLibrary::comparable).filter(wanted::equals).isPresent()) return ModelFolder.open(folder);
		throw unknown(nameOrPath);
	}

	/** @return where models are looked for, in that order */
	public List<Path> folders() {
		return folders;
	}

	/** @return every folder with a model description, also broken ones, in the order of the search */
	public List<InstalledModel> installed() {
		return candidates().stream().map(InstalledModel::of).toList();
	}

	/**
	 * @param more further folders in which model folders lie
	 * @return a library that looks there, too
	 */
	public ModelLibrary with(final List<Path> more) {
		return new ModelLibrary(Stream.concat(folders.stream(), more.stream()).distinct().toList());
	}

	/**
	 * @param model an installed one
	 * @param name that may be meant
	 * @return whether that is the name of the model or of its folder, or its path; capitals don't matter in names, and space, hyphen and underline
	 *         are the same
	 */
	public static boolean isNamed(final InstalledModel model, final String name) {
		return Stream.of(model.name(), model.path().getFileName().toString()).map(ModelLibrary::comparable).anyMatch(comparable(name)::equals) ||
			model.path().toString().equals(name);
	}

	/** @return the names of the models' folders, each once, in the order of the search */
	public List<String> names() {
		return candidates().stream().map(folder -> folder.getFileName().toString()).distinct().toList();
	}

	private UserException unknown(final String name) {
		final String installed = names().isEmpty() ? "no model is installed" : "installed are " + String.join(", ", names());
		return new UserException("There is no model '" + name + "': " + installed + " (looked for in " + folders.stream().map(folder -> folder
			.toAbsolutePath().normalize().toString()).collect(Collectors.joining(", ")) +
			"); choose one of them, or give the path of a model folder.");
	}

	private static Optional<Path> asFolder(final String path) {
		try {
			return Optional.of(Path.of(path)).filter(folder -> Files.isRegularFile(folder.resolve(ModelFolder.DESCRIPTION_FILE)) || folder
				.isAbsolute() || folder.getNameCount() > 1);
		}
		catch (final InvalidPathException exc) {
			return Optional.empty();
		}
	}

	private List<Path> candidates() {
		final List<Path> candidates = new ArrayList<>();
		for (final Path folder : folders) {
			if (!Files.isDirectory(folder)) continue;
			try (Stream<Path> children = Files.list(folder)) {
				children.filter(child -> Files.isRegularFile(child.resolve(ModelFolder.DESCRIPTION_FILE))).sorted().forEach(candidates::add);
			}
			catch (final IOException exc) {
				throw new UserException("The models folder '" + folder + "' can't be read: " + exc.getMessage() + ".", exc);
			}
		}
		return candidates;
	}

	/** A broken description hides the model's own name, but not the other models. */
	private static Optional<String> nameIn(final Path folder) {
		try {
			return Optional.of(ModelFolder.open(folder).description().name());
		}
		catch (final UserException exc) {
			return Optional.empty();
		}
	}

	private static String comparable(final String name) {
		return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
	}
}
