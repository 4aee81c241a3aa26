package org.xvmamba.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.checkpoint.Checkpoint;
import org.xvmamba.convert.checkpoint.CheckpointReader;

/** Turns a checkpoint into a graph. */
public final class CheckpointConverter {

	/** The family name with which the checkpoint's tensors decide. */
	public static final String AUTO = "auto";

	private static final List<ModelFamily> FAMILIES = List.of(new MedMamba());

	private CheckpointConverter() {}

	/** @return the names that {@link #convert} takes for a family */
	public static List<String> families() {
		return FAMILIES.stream().map(ModelFamily::key).toList();
	}

	/**
	 * Reads a checkpoint and builds the graph of its network. Nothing that the file holds is run, and nothing is written.
	 *
	 * @param checkpoint the file
	 * @param family {@value #AUTO}, or one of {@link #families()}
	 * @param progress reports the blocks, and is asked for cancellation at each
	 * @return the network
	 * @throws UserException when the file can't be read, is refused, or is of another family, or the family's name is unknown
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static ConvertedNetwork convert(final Path checkpoint, final String family, final Progress progress) {
		requireKnown(family);
		try (Checkpoint opened = CheckpointReader.open(checkpoint)) {
			final StateDictFinder finder = new StateDictFinder();
			final StateDict weights = finder.find(opened.fileName(), opened.contents());
			final ModelFamily chosen = choose(family, weights);
			final String by = chosen.recognise(weights).map(tensors -> "recognised by " + tensors).orElse("as asked for");
			return new ConvertedNetwork(chosen.key(), chosen.label() + ", " + by + ".", chosen.build(weights, progress), finder.notes());
		}
		catch (final IOException | UncheckedIOException e) {
			throw new UserException("'" + checkpoint + "' can't be read (" + e.getMessage() + "); check the file and its permissions.", e);
		}
	}

	private static void requireKnown(final String family) {
		if (!AUTO.equals(family) && !families().contains(family)) throw new UserException("Unknown model family '" + family + "'; known are " + AUTO +
			", " + String.join(", ", families()) + ".");
	}

	private static ModelFamily choose(final String family, final StateDict weights) {
		return FAMILIES.stream().filter(known -> AUTO.equals(family) ? known.recognise(weights).isPresent() : known.key().equals(family)).findFirst()
			.orElseThrow(() -> new UserException("'" + weights.fileName() + "' holds " + ForeignNetwork.describe(weights) +
				"; what can be converted is: " + FAMILIES.stream().map(ModelFamily::label).collect(Collectors.joining(", ")) + "."));
	}
}
