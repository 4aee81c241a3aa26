package org.xvmamba.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.GraphNames;

/**
 * An ONNX file, loaded and held against its description.
 *
 * @param device that works
 * @param environment in which tensors are made
 * @param session to be closed by whoever holds this
 * @param largestBatch the most images that one run can take
 * @param decays A of each block, by the initializer's name, [K, N, D]; one that the file lacks is missing here
 */
record OpenedModel(Device device, OrtEnvironment environment, OrtSession session, int largestBatch, Map<String, FloatBuffer> decays) {

	/**
	 * @param modelFile the ONNX file
	 * @param description of it
	 * @param device {@code auto}, {@code cpu}, or {@code cuda:} and the number of the card
	 * @param threads with which the CPU works, at least 1
	 * @throws UserException when the model or the device can't be used
	 */
	static OpenedModel open(final Path modelFile, final ModelDescription description, final String device, final int threads) {
		try (SessionOptions options = new SessionOptions()) {
			OnnxInitializers.requireReadable(modelFile);
			options.setIntraOpNumThreads(threads);
			options.setInterOpNumThreads(1);
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			// What goes wrong comes as an exception.
			options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
			final OrtEnvironment environment = OrtEnvironment.getEnvironment();
			final Device selected = Device.select(device, threads, options);
			final OrtSession session = environment.createSession(modelFile.toString(), options);
			try {
				requireDescribed(session, description, modelFile);
				final Set<String> decays = description.blocks().stream().map(block -> block.tensors().a()).collect(Collectors.toSet());
				return new OpenedModel(selected, environment, session, largestBatch(session, description), OnnxInitializers.read(modelFile, decays));
			}
			catch (final OrtException | RuntimeException | Error exc) {
				session.close();
				throw exc;
			}
		}
		catch (final OrtException exc) {
			throw new UserException("The model '" + modelFile + "' can't be loaded by ONNX Runtime: " + exc.getMessage() +
				"; import the model again, or get an unaltered copy.", exc);
		}
		catch (final LinkageError error) {
			throw new UserException("ONNX Runtime does not run on this system (" + System.getProperty("os.name") + ", " + System.getProperty(
				"os.arch") + "): " + error.getMessage() + "; it needs Linux on x86-64 or ARM, Windows on x86-64, or macOS on Apple silicon.", error);
		}
		catch (final IOException exc) {
			throw new UserException("The model '" + modelFile + "' can't be read: " + (Files.exists(modelFile) ? exc.getMessage()
				: "there is no such file") + "; import the model again.", exc);
		}
	}

	private static void requireDescribed(final OrtSession session, final ModelDescription description, final Path modelFile)
		throws OrtException
	{
		final GraphNames graph = description.graph();
		if (!session.getInputNames().contains(graph.input()) || !session.getOutputNames().contains(graph.logits())) throw new UserException(
			"The model '" + modelFile + "' has the inputs " + session.getInputNames() + " and the outputs " + session.getOutputNames() +
				", but its description names '" + graph.input() + "' and '" + graph.logits() + "'; import the model again.");
		if (session.getOutputInfo().get(graph.logits()).getInfo() instanceof TensorInfo info) {
			final long[] shape = info.getShape();
			final long classes = shape.length == 0 ? 0 : shape[shape.length - 1];
			if (classes > 0 && classes != description.classes().size()) throw new UserException("The model '" + modelFile + "' tells " + classes +
				" classes apart, but its description names " + description.classes().size() + "; import it again with the right class names.");
		}
	}

	private static int largestBatch(final OrtSession session, final ModelDescription description) throws OrtException {
		final boolean fixed = session.getInputInfo().get(description.graph().input()).getInfo() instanceof TensorInfo info && info
			.getShape().length > 0 && info.getShape()[0] > 0;
		return fixed ? 1 : Integer.MAX_VALUE;
	}
}
