package org.xvmamba.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.checkpoint.Checkpoint;
import org.xvmamba.convert.checkpoint.CheckpointReader;

/** Turns a checkpoint into a graph. */
public final class CheckpointConverter {

	/** The family name with which the checkpoint's tensors decide. */
	public static final String AUTO = "auto";

	private static final List<ModelFamily> FAMILIES = List.of(new MedMamba(), new VMamba0(), new VMamba2(), new Vim(), new PlainMamba());

	private CheckpointConverter() {}

	/** @return the names that {@link ConversionOptions#family()} takes beside {@value #AUTO} */
	public static List<String> families() {
		return FAMILIES.stream().map(ModelFamily::key).distinct().toList();
	}

	/**
	 * Reads a checkpoint and builds the graph of its network. Nothing that the file holds is run, and nothing is written.
	 *
	 * @param checkpoint the file, or the index of files over which the weights are spread
	 * @param options what its tensors don't tell
	 * @param progress reports the blocks, and is asked for cancellation at each
	 * @return the network
	 * @throws UserException when the file can't be read, is refused, or is of another family
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static ConvertedNetwork convert(final Path checkpoint, final ConversionOptions options, final Progress progress) {
		try (Checkpoint opened = CheckpointReader.open(checkpoint)) {
			final StateDictFinder finder = new StateDictFinder(options.averaged());
			final StateDict weights = finder.find(opened.fileName(), opened.contents());
			final ModelFamily chosen = choose(options.family(), weights);
			final String by = chosen.recognise(weights).map(tensors -> "recognised by " + tensors).orElse("as asked for");
			requireScanPattern(chosen, options);
			final NetworkGraph graph = chosen.build(weights, options, progress);
			return new ConvertedNetwork(chosen.key(), chosen.label() + ", " + by + ".", graph, Stream.concat(finder.notes().stream(), chosen.notes(
				weights, options).stream()).toList());
		}
		catch (final IOException | UncheckedIOException e) {
			throw new UserException("'" + checkpoint + "' can't be read (" + e.getMessage() + "); check the file and its permissions.", e);
		}
	}

	private static void requireScanPattern(final ModelFamily chosen, final ConversionOptions options) {
		options.scan().filter(pattern -> !chosen.takesScanPattern()).ifPresent(pattern -> {
			throw new UserException("The scan pattern '" + pattern.key() + "' can't be chosen for " + chosen.label() +
				", whose scan is always the same; leave the choice out.");
		});
	}

	private static ModelFamily choose(final String family, final StateDict weights) {
		final List<ModelFamily> candidates = FAMILIES.stream().filter(known -> AUTO.equals(family) || known.key().equals(family)).toList();
		final Optional<ModelFamily> recognised = candidates.stream().filter(known -> known.recognise(weights).isPresent()).findFirst();
		// Whoever insists on a family is told which tensor it lacks.
		return recognised.or(() -> candidates.stream().filter(known -> !AUTO.equals(family)).findFirst()).orElseThrow(() -> new UserException("'" +
			weights.fileName() + "' holds " + ForeignNetwork.describe(weights) + "; what can be converted is: " + FAMILIES.stream().map(
				ModelFamily::label).collect(Collectors.joining(", ")) + "."));
	}
}
