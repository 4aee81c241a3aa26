package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.xvmamba.UserException;

/**
 * An ONNX file, loaded and held against its description.
 *
 * @param device that works
 * @param engine to be closed by whoever holds this
 */
record OpenedModel(Device device, NetworkEngine engine) {

	/**
	 * @param network the ONNX file
	 * @param description of it
	 * @param device {@code auto}, {@code cpu}, or {@code cuda:} and the number of the card
	 * @param threads with which the CPU works, at least 1
	 * @param strategy in which way the scans shall run
	 * @throws UserException when the model or the device can't be used
	 */
	static OpenedModel open(final NetworkFile network, final ModelDescription description, final String device, final int threads,
		final ScanStrategy strategy)
	{
		try (SessionOptions options = new SessionOptions()) {
			options.setIntraOpNumThreads(threads);
			options.setInterOpNumThreads(1);
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			// What goes wrong comes as an exception.
			options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
			final OrtEnvironment environment = OrtEnvironment.getEnvironment();
			final Device selected = Device.select(device, threads, options);
			return new OpenedModel(selected, new EngineLoader(network, description, environment, options, threads).load(strategy, selected));
		}
		catch (final OrtException exc) {
			throw new UserException("The model '" + network.path() + "' can't be loaded by ONNX Runtime: " + exc.getMessage() +
				"; import the model again, or get an unaltered copy.", exc);
		}
		catch (final LinkageError error) {
			throw new UserException("ONNX Runtime does not run on this system (" + System.getProperty("os.name") + ", " + System.getProperty(
				"os.arch") + "): " + error.getMessage() + "; it needs Linux on x86-64 or ARM, Windows on x86-64, or macOS on Apple silicon.", error);
		}
		catch (final IOException exc) {
			throw new UserException("The model '" + network.path() + "' can't be read: " + (Files.exists(network.path()) ? exc.getMessage()
				: "there is no such file") + "; import the model again.", exc);
		}
	}
}
