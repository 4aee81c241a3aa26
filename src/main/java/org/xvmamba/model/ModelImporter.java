package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.xvmamba.Progress;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.convert.CheckpointConverter;
import org.xvmamba.convert.ClassNames;
import org.xvmamba.convert.ConvertedNetwork;
import org.xvmamba.convert.NetworkGraph;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.model.ModelDescription.Normalisation;

/** Makes a model folder from a checkpoint. */
public final class ModelImporter {

	private static final int CHANNELS = 3;

	private ModelImporter() {}

	/**
	 * What came of an import.
	 *
	 * @param folder the new model folder
	 * @param notes sentences about what was found in the checkpoint and done with it
	 */
	public record Imported(ModelFolder folder, List<String> notes) {}

	/**
	 * Converts a checkpoint, tries the graph on a test image, and writes the folder. On failure and on cancellation nothing remains.
	 *
	 * @param request what shall be imported
	 * @param progress told of every step, and asked for cancellation
	 * @return the new model folder
	 * @throws UserException when the checkpoint can't be converted, or the folder can't be written or holds something already
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static Imported importCheckpoint(final ImportRequest request, final Progress progress) {
		requireEmpty(request.folder());
		progress.report("Reading " + request.checkpoint().getFileName(), 0, 1);
		return write(CheckpointConverter.convert(request.checkpoint(), request.conversion(), progress), request, progress);
	}

	/**
	 * The second half of {@link #importCheckpoint}, for a network that was converted already.
	 *
	 * @param network to be written
	 * @param request where to, and with which names; of the checkpoint only the name is used
	 * @param progress told of every step, and asked for cancellation
	 * @return the new model folder
	 * @throws UserException when the folder can't be written or holds something already
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static Imported write(final ConvertedNetwork network, final ImportRequest request, final Progress progress) {
		requireEmpty(request.folder());
		final ModelDescription description = describe(network, request);
		try (SiblingFolder folder = SiblingFolder.of(request.folder())) {
			new ModelFolderWriter(folder.path(), description, request, progress).write(network.graph().model());
			progress.throwIfCancelled();
			folder.moveIntoPlace();
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(request.folder(), exc);
		}
		return new Imported(ModelFolder.open(request.folder()), Stream.concat(Stream.of(network.recognisedBy()), network.notes().stream())
			.toList());
	}

	private static void requireEmpty(final Path folder) {
		if (Files.isRegularFile(folder)) throw new UserException("'" + folder + "' is a file; choose a new or empty folder for the model.");
		if (!Files.isDirectory(folder)) return;
		try (Stream<Path> children = Files.list(folder)) {
			if (children.findAny().isPresent()) throw new UserException("The folder '" + folder +
				"' is not empty, and nothing in it shall be overwritten; choose a new or empty folder for the model.");
		}
		catch (final IOException exc) {
			throw new UserException("The folder '" + folder + "' can't be read: " + exc.getMessage() + "; choose another one.", exc);
		}
	}

	private static ModelDescription describe(final ConvertedNetwork network, final ImportRequest request) {
		final NetworkGraph graph = network.graph();
		final NetworkGraph.Input expected = graph.expected();
		if (expected.channels() != CHANNELS) throw new UserException("The network in '" + request.checkpoint() + "' takes images of " + expected
			.channels() + " channel(s); only networks for RGB images, of 3 channels, can be used.");
		final int inputSize = request.inputSize().orElse(expected.size());
		if (inputSize < expected.minimumSize()) throw new UserException("An input of " + inputSize + " x " + inputSize +
			" pixels is too small for the network in '" + request.checkpoint() + "'; it needs at least " + expected.minimumSize() + " x " + expected
				.minimumSize() + ".");
		final List<String> classes = classes(graph.classes(), request);
		final Normalisation usual = new Normalisation(expected.mean(), expected.standardDeviation());
		return new ModelDescription(request.credits().name(), text(request.credits(), classes), network.family(), inputSize, request
			.normalisation().orElse(usual), classes, request.micrometresPerPixel(), new GraphNames(NetworkGraph.INPUT, NetworkGraph.LOGITS, Optional
				.of(NetworkGraph.FEATURES), Optional.of(NetworkGraph.HEAD_WEIGHT).filter(head -> graph.headOnMean())), graph.blocks());
	}

	private static List<String> classes(final int count, final ImportRequest request) {
		if (request.classNames().isEmpty()) return IntStream.range(0, count).mapToObj(number -> "class " + number).toList();
		return ClassNames.of(request.classNames().get(), count);
	}

	private static String text(final ModelCredits credits, final List<String> classes) {
		if (!credits.text().isEmpty()) return credits.text();
		final String all = "Tells apart: " + String.join(", ", classes) + ".";
		return all.length() <= ModelCredits.LONGEST_TEXT ? all : "Tells " + classes.size() + " classes apart.";
	}
}
