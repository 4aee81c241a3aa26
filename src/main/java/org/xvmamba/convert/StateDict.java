package org.xvmamba.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.xvmamba.UserException;
import org.xvmamba.convert.checkpoint.StoredTensor;

/**
 * A network's tensors by their names. It remembers which were taken, so that none is left over unnoticed. Valid while the checkpoint is open; not
 * thread-safe.
 */
final class StateDict {

	/** Counters of training and of profilers, which no forward pass reads. */
	private static final List<String> COUNTERS = List.of("num_batches_tracked", "total_ops", "total_params");

	private final String fileName;
	private final Map<String, StoredTensor> tensors;
	private final Set<String> left;

	/**
	 * @param fileName for messages
	 * @param tensors the tensors, in the file's order
	 */
	StateDict(final String fileName, final Map<String, StoredTensor> tensors) {
		this.fileName = fileName;
		this.tensors = new LinkedHashMap<>(tensors);
		this.tensors.keySet().removeIf(name -> COUNTERS.contains(name.substring(name.lastIndexOf('.') + 1)));
		this.left = new LinkedHashSet<>(this.tensors.keySet());
	}

	/** @return the file's name, for messages */
	String fileName() {
		return fileName;
	}

	/** @return the tensors' names, in the file's order */
	Set<String> names() {
		return Collections.unmodifiableSet(tensors.keySet());
	}

	/**
	 * @param name of a tensor
	 * @param axes how many axes it must have
	 * @return its shape
	 * @throws UserException when it is missing or has other axes
	 */
	List<Long> shape(final String name, final int axes) {
		final List<Long> shape = require(name, "a tensor of " + axes + " axes").shape();
		if (shape.size() != axes || shape.contains(0L)) throw new UserException("The tensor '" + name + "' in '" + fileName + "' has shape " + shape +
			"; " + axes + " axes, none of them empty, are needed.");
		return shape;
	}

	/**
	 * @param name of a matrix, which some networks store as the kernel of a convolution over one cell
	 * @return its rows and columns
	 * @throws UserException when it is missing or no matrix
	 */
	List<Long> matrixShape(final String name) {
		final int axes = has(name) ? tensors.get(name).shape().size() : 2;
		return shape(name, axes == 3 || axes == 4 ? axes : 2).subList(0, 2);
	}

	/**
	 * @param name of a tensor
	 * @param shape the shape it must have
	 * @return its values, the last axis fastest
	 * @throws UserException when it is missing, has another shape, or holds a value that is not finite
	 */
	float[] take(final String name, final long... shape) {
		final String needed = "shape " + Arrays.toString(shape);
		final StoredTensor tensor = require(name, needed);
		if (!tensor.shape().equals(Arrays.stream(shape).boxed().toList())) throw new UserException("The tensor '" + name + "' in '" + fileName +
			"' has shape " + tensor.shape() + "; " + needed + " is needed.");
		left.remove(name);
		final float[] values = read(tensor);
		for (final float value : values)
			if (!Float.isFinite(value)) throw new UserException("The tensor '" + name + "' in '" + fileName + "' holds the value " + value +
				"; a network with such weights gives no answer, so take a checkpoint from before the training diverged.");
		return values;
	}

	/** @return whether there is a tensor of that name */
	boolean has(final String name) {
		return tensors.containsKey(name);
	}

	/**
	 * @param name of a matrix, which some networks store as the kernel of a convolution over one cell
	 * @param rows it must have
	 * @param columns it must have
	 * @return its values, row by row
	 * @throws UserException as {@link #take} throws it
	 */
	float[] takeMatrix(final String name, final long rows, final long columns) {
		final int axes = has(name) ? tensors.get(name).shape().size() : 2;
		return switch (axes) {
			case 3 -> take(name, rows, columns, 1);
			case 4 -> take(name, rows, columns, 1, 1);
			default -> take(name, rows, columns);
		};
	}

	/**
	 * How many different numbers stand in the names: with a gap, the tensors of the missing ones are then asked for and named.
	 *
	 * @param pattern of names, with the number as its only group
	 */
	int count(final String pattern) {
		final Pattern compiled = Pattern.compile(pattern);
		return (int) tensors.keySet().stream().map(compiled::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1)).distinct().count();
	}

	/** @return the first name that ends so */
	Optional<String> firstEndingWith(final String end) {
		return tensors.keySet().stream().filter(name -> name.endsWith(end)).findFirst();
	}

	/**
	 * @param family label of the family that took what it knows
	 * @throws UserException when a tensor was not taken: the network does something that the family does not
	 */
	void requireAllTaken(final String family) {
		if (!left.isEmpty()) throw new UserException("'" + fileName + "' has tensors that " + family + " does not have: " + firstOf(
			left) + "; only the published architecture can be converted.");
	}

	/** @return the first few names and a count, for messages */
	static String firstOf(final Set<String> names) {
		final String first = names.stream().limit(3).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
		return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
	}

	private StoredTensor require(final String name, final String needed) {
		final StoredTensor tensor = tensors.get(name);
		if (tensor == null) throw new UserException("The tensor '" + name + "' is missing in '" + fileName + "'; " + needed + " is needed.");
		return tensor;
	}

	private static float[] read(final StoredTensor tensor) {
		try {
			return tensor.toFloats();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
