package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.UserException;

/**
 * A model on disk: {@code rdf.yaml} after the BioImage.IO model description 0.5, {@code model.onnx}, and what goes with them. Immutable.
 */
public final class ModelFolder {

	/** Name of the description in every model folder. */
	public static final String DESCRIPTION_FILE = "rdf.yaml";

	private final Path path;
	private final ModelDescription description;
	private final Path modelFile;
	private final Optional<Path> testInput;
	private final Optional<Path> testOutput;
	private final Map<String, String> checksums;
	private final Optional<Path> card;
	private final Optional<Path> sample;

	private ModelFolder(final Path path, final DescriptionReader reader) {
		this.path = path;
		this.description = reader.description();
		this.modelFile = inside(reader.modelFile());
		this.testInput = reader.testInput().map(this::inside);
		this.testOutput = reader.testOutput().map(this::inside);
		this.checksums = reader.checksums();
		checksums.keySet().forEach(this::inside);
		this.card = reader.card().map(this::inside);
		this.sample = reader.sample().map(this::inside);
	}

	/**
	 * Reads the description. The other files are not read yet.
	 *
	 * @param path a model folder
	 * @return what is in it
	 * @throws UserException when there is no such folder, or its description is missing or malformed
	 */
	public static ModelFolder open(final Path path) {
		if (!Files.isDirectory(path)) throw new UserException("There is no model folder '" + path + "'.");
		final Path description = path.resolve(DESCRIPTION_FILE);
		if (!Files.isRegularFile(description)) throw new UserException("The folder '" + path + "' is not a model folder: it has no " +
			DESCRIPTION_FILE + "; a model folder is made from a checkpoint by the command 'import'.");
		return new ModelFolder(path.toAbsolutePath().normalize(), DescriptionReader.of(description));
	}

	/** @return where it is */
	public Path path() {
		return path;
	}

	/** @return what its {@code rdf.yaml} says */
	public ModelDescription description() {
		return description;
	}

	/** @return the ONNX file */
	public Path modelFile() {
		return modelFile;
	}

	/** @return pixel values [1, 3, h, w], 0 to 255, as .npy, where the model brings such a test */
	public Optional<Path> testInput() {
		return testInput;
	}

	/** @return the logits [1, classes] for them, as .npy, where the model brings such a test */
	public Optional<Path> testOutput() {
		return testOutput;
	}

	/** @return the model card in Markdown, where the description names one */
	public Optional<Path> card() {
		return card;
	}

	/** @return a picture that shows what the model is for, where the description names one */
	public Optional<Path> sample() {
		return sample;
	}

	/** @return how many files the description gives a SHA-256 for */
	public int checkedFiles() {
		return checksums.size();
	}

	/**
	 * Compares every file with the SHA-256 that the description gives for it.
	 *
	 * @param progress told of every file
	 * @throws UserException when a file is missing or altered
	 */
	public void verify(final Progress progress) {
		int done = 0;
		for (final String name : checksums.keySet()) {
			progress.report("Checking " + name, done++, checksums.size());
			verify(name, progress);
		}
	}

	/**
	 * Compares the ONNX file with its SHA-256, where the description gives one.
	 *
	 * @return its SHA-256
	 * @throws UserException when it is missing or altered
	 */
	String verifyModelFile(final Progress progress) {
		return verify(path.relativize(modelFile).toString(), progress);
	}

	private String verify(final String name, final Progress progress) {
		final Path file = path.resolve(name);
		if (!Files.isRegularFile(file)) throw new UserException("The model folder '" + path + "' lacks the file " + name +
			", which its description names; import the model again.");
		try {
			final String found = Sha256.of(file, progress);
			final String expected = checksums.getOrDefault(name, found).toLowerCase(Locale.ROOT);
			if (!found.equals(expected)) throw new UserException("The file '" + file + "' was altered: its SHA-256 is " + found +
				", but the model's description says " + expected + "; import the model again, or get an unaltered copy.");
			return found;
		}
		catch (final IOException exc) {
			throw new UserException("The file '" + file + "' of the model can't be read: " + exc.getMessage() + ".", exc);
		}
	}

	/** A description may come from anywhere: it must not lead out of its folder. */
	private Path inside(final String name) {
		final Path file = path.resolve(name).normalize();
		if (!file.startsWith(path)) throw new UserException("The model description in '" + path + "' names the file '" + name +
			"', which lies outside its folder; all files of a model lie inside.");
		return file;
	}
}
