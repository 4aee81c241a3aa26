package org.xvmamba.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.image.Picture;
import org.xvmamba.model.ModelDescription.Normalisation;

/**
 * What shall become of a checkpoint.
 *
 * @param checkpoint the file
 * @param folder the model folder to be made; it must not exist, or be empty
 * @param conversion the family, and what else the tensors don't tell
 * @param classNames the classes' names in the order of the logits, as {@link org.xvmamba.convert.ClassNames#of} takes them: a file, or a list
 * @param credits name, authors, licence
 * @param inputSize pixels along each axis on which the model was trained, where it is not the family's usual size
 * @param micrometresPerPixel scale on which the model was trained, where it matters
 * @param card a model card in Markdown; without it, one is begun
 * @param sample a picture that shows what the model is for, and serves as the self test's input; without it, a drawn pattern does
 * @param normalisation with which the model was trained, where it is not the family's usual one
 */
public record ImportRequest(Path checkpoint, Path folder, ConversionOptions conversion, Optional<String> classNames, ModelCredits credits,
	OptionalInt inputSize, OptionalDouble micrometresPerPixel, Optional<Path> card, Optional<Sample> sample, Optional<Normalisation> normalisation)
{

	/** A network that was trained with the usual normalisation of its family. */
	public ImportRequest(final Path checkpoint, final Path folder, final ConversionOptions conversion, final Optional<String> classNames,
		final ModelCredits credits, final OptionalInt inputSize, final OptionalDouble micrometresPerPixel, final Optional<Path> card,
		final Optional<Sample> sample)
	{
		this(checkpoint, folder, conversion, classNames, credits, inputSize, micrometresPerPixel, card, sample, Optional.empty());
	}

	/**
	 * @param file the picture as it is on disk, copied into the model folder
	 * @param picture its pixels
	 */
	public record Sample(Path file, Picture picture) {}
}
