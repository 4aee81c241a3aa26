package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.xvmamba.Progress;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;

/**
 * A folder among the models, which may be broken.
 *
 * @param path of the folder
 * @param folder the model in it; nothing where it can't be opened
 * @param problem why it can't be opened, a sentence
 */
public record InstalledModel(Path path, Optional<ModelFolder> folder, Optional<String> problem) {

	/**
	 * What takes a while to find out.
	 *
	 * @param problem the first file that is missing or altered, a sentence; nothing when all have the SHA-256 of the description
	 * @param checksum SHA-256 of the ONNX file as it is now, in hexadecimal; nothing where it can't be read
	 * @param parameters numbers in the network's weights; -1 where they can't be counted
	 * @param bytes of all files
	 */
	public record Findings(Optional<String> problem, Optional<String> checksum, long parameters, long bytes) {}

	/**
	 * @param path a folder with a model description
	 * @return what is in it, or why that can't be told
	 */
	public static InstalledModel of(final Path path) {
		try {
			return new InstalledModel(path, Optional.of(ModelFolder.open(path)), Optional.empty());
		}
		catch (final UserException exc) {
			return new InstalledModel(path, Optional.empty(), Optional.of(exc.getMessage()));
		}
	}

	/** @return the model's name, or, where that can't be read, the folder's */
	public String name() {
		return folder.map(opened -> opened.description().name()).orElse(path.getFileName().toString());
	}

	/**
	 * Reads all files.
	 *
	 * @param progress told of every file, and asked for cancellation
	 * @return what is in them
	 */
	public Findings examine(final Progress progress) {
		if (folder.isEmpty()) return new Findings(problem, Optional.empty(), -1, bytes());
		Optional<String> found = Optional.empty();
		try {
			folder.get().verify(progress);
		}
		catch (final UserException exc) {
			found = Optional.of(exc.getMessage());
		}
		final Path file = folder.get().modelFile();
		try {
			return new Findings(found, Optional.of(Sha256.of(file, progress)), OnnxInitializers.count(file), bytes());
		}
		catch (final IOException | UserException exc) {
			return new Findings(found.or(() -> Optional.of("The file '" + file + "' of the model can't be read: " + exc.getMessage() + ".")),
				Optional.empty(), -1, bytes());
		}
	}

	private long bytes() {
		return files().stream().mapToLong(file -> file.toFile().length()).sum();
	}

	/**
	 * Removes the folder from the disk: all of it, or nothing.
	 *
	 * @throws UserException when it is no model folder, holds other folders, or the file system refuses
	 */
	public void remove() {
		if (!Files.isRegularFile(path.resolve(ModelFolder.DESCRIPTION_FILE))) throw new UserException("The folder '" + path +
			"' is left as it is: it has no " + ModelFolder.DESCRIPTION_FILE + ", so it is no model folder.");
		if (files().stream().anyMatch(Files::isDirectory)) throw new UserException("The folder '" + path +
			"' is left as it is: it holds other folders, which no model does; move them away, or remove it yourself.");
		SiblingFolder.remove(path);
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(path)) {
			return files.toList();
		}
		catch (final IOException exc) {
			throw new UserException("The folder '" + path + "' can't be read: " + exc.getMessage() + ".", exc);
		}
	}
}
