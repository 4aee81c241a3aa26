package org.xvmamba.convert;

import java.util.List;
import java.util.Optional;

import org.xvmamba.Progress;

/** A kind of network. To add one, write a class of this interface and list it in {@link CheckpointConverter}. Implementations are stateless. */
interface ModelFamily {

	/** @return the name on the command line and in model folders, such as {@code medmamba} */
	String key();

	/** @return the name for people */
	String label();

	/**
	 * @param weights tensors of unknown origin
	 * @return by which tensors they are known to be of this family; nothing where they are not
	 */
	Optional<String> recognise(StateDict weights);

	/**
	 * Takes the network's sizes from the tensors' shapes and builds its graph, as {@link NetworkGraph} describes it.
	 *
	 * @param weights the network's tensors, every one of which is used
	 * @param options what the tensors don't tell
	 * @param progress reports blocks, and is asked for cancellation at each
	 * @return the graph and what it says of the network
	 * @throws org.xvmamba.UserException naming the tensor that is missing, too many, or of another shape
	 */
	NetworkGraph build(StateDict weights, ConversionOptions options, Progress progress);

	/** @return whether {@link ConversionOptions#scan()} is a choice for networks of this family */
	default boolean takesScanPattern() {
		return false;
	}

	/**
	 * @param weights the network's tensors
	 * @param options what the tensors don't tell
	 * @return sentences about what was chosen or guessed, and why
	 */
	default List<String> notes(final StateDict weights, final ConversionOptions options) {
		return List.of();
	}
}
