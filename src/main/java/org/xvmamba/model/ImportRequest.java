package org.xvmamba.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.image.Picture;

/**
 * What shall become of a checkpoint.
 *
 * @param checkpoint the file
 * @param folder the model folder to be made; it must not exist, or be empty
 * @param conversion the family, and what else the tensors don't tell
 * @param classNames a file with the classes' names in the order of the logits: MedMamba's {@code class_indices.json}, or one name a line
 * @param credits name, authors, licence
 * @param inputSize pixels along each axis on which the model was trained, where it is not the family's usual size
 * @param micrometresPerPixel scale on which the model was trained, where it matters
 * @param card a model card in Markdown; without it, one is begun
 * @param sample a picture that shows what the model is for, and serves as the self test's input; without it, a drawn pattern does
 */
public record ImportRequest(Path checkpoint, Path folder, ConversionOptions conversion, Optional<Path> classNames, ModelCredits credits,
	OptionalInt inputSize, OptionalDouble micrometresPerPixel, Optional<Path> card, Optional<Sample> sample)
{

	/**
	 * @param file the picture as it is on disk, copied into the model folder
	 * @param picture its pixels
	 */
	public record Sample(Path file, Picture picture) {}
}
