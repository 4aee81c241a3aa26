package org.xvmamba.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.xvmamba.ssm.BlockDescription;

/**
 * What {@code rdf.yaml} says of a model, as far as this program needs it.
 *
 * @param name for people, such as {@code blood smear}
 * @param text what the model does, a sentence
 * @param family such as {@code medmamba}; {@code unknown} where the description has none
 * @param inputSize pixels along each axis on which the model was trained
 * @param normalisation what is done to pixel values 0 to 255 before the network sees them
 * @param classes names, in the order of the logits
 * @param micrometresPerPixel scale on which the model was trained, where it matters
 * @param graph names of the graph's input and outputs
 * @param blocks the state-space blocks in network order; empty where the model can predict but not be explained
 * @param inputForm in which form the network wants its images
 */
public record ModelDescription(String name, String text, String family, int inputSize, Normalisation normalisation, List<String> classes,
	OptionalDouble micrometresPerPixel, GraphNames graph, List<BlockDescription> blocks, InputForm inputForm)
{

	/**
	 * (value / 255 - mean) / standardDeviation, per channel.
	 *
	 * @param mean for red, green, blue, on the scale 0 to 1
	 * @param standardDeviation for red, green, blue, on the scale 0 to 1
	 */
	public record Normalisation(List<Double> mean, List<Double> standardDeviation) {

		/** Copies the lists. */
		public Normalisation {
			mean = List.copyOf(mean);
			standardDeviation = List.copyOf(standardDeviation);
		}
	}

	/**
	 * @param input [b, 3, h, w], or as the {@link InputForm} says
	 * @param logits [b, classes]
	 * @param features the last feature map [b, channels, h, w], where the graph gives it
	 * @param headWeight initializer of the linear head [classes, channels], where it is known: for class activation maps
	 */
	public record GraphNames(String input, String logits, Optional<String> features, Optional<String> headWeight) {}

	/** Copies the lists. */
	public ModelDescription {
		classes = List.copyOf(classes);
		blocks = List.copyOf(blocks);
	}

	/** A network that takes images in the usual form. */
	public ModelDescription(final String name, final String text, final String family, final int inputSize, final Normalisation normalisation,
		final List<String> classes, final OptionalDouble micrometresPerPixel, final GraphNames graph, final List<BlockDescription> blocks)
	{
		this(name, text, family, inputSize, normalisation, classes, micrometresPerPixel, graph, blocks, InputForm.USUAL);
	}

	/** @return the sentence for a model without blocks: why it can predict but not be explained */
	public String whyNotExplained() {
		return "The model '" + name + "' can predict, but not be explained: its description lists no state-space blocks; make a model folder from " +
			"its checkpoint by the command 'import', or list them under config.xvmamba.blocks.";
	}

	/** @return the same with other names of the graph */
	ModelDescription with(final GraphNames names) {
		return new ModelDescription(name, text, family, inputSize, normalisation, classes, micrometresPerPixel, names, blocks, inputForm);
	}
}
