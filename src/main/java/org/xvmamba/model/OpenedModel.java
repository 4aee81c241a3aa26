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
		try {
			final Device.Setup setup = Device.select(device, threads);
			if (setup.card().isEmpty()) return load(network, description, setup, threads, strategy);
			return loadOnCard(network, description, device, setup, threads, strategy);
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

	/** What is wrong with a card often shows only when a session is made for it. */
	private static OpenedModel loadOnCard(final NetworkFile network, final ModelDescription description, final String device, final Device.Setup card,
		final int threads, final ScanStrategy strategy) throws OrtException, IOException
	{
		try {
			return load(network, description, card, threads, strategy);
		}
		catch (final OrtException exc) {
			if (!device.equals(Device.AUTO)) throw new UserException("The device '" + device + "' can't be used: " + Device.words(exc) +
				"; X-VMamba Device Check tells what is missing, and device=cpu always works.", exc);
			return load(network, description, Device.cpu(threads, "auto: CUDA device 0 can't be used (" + Device.words(exc) + ")"), threads, strategy);
		}
	}

	private static OpenedModel load(final NetworkFile network, final ModelDescription description, final Device.Setup device, final int threads,
		final ScanStrategy strategy) throws OrtException, IOException
	{
		return new OpenedModel(device.device(), new EngineLoader(network, description, OrtEnvironment.getEnvironment(), device, threads).load(
			strategy));
	}

	/** @return options for all sessions of a model, to be closed by the caller */
	static SessionOptions options(final Device.Setup device, final int threads) throws OrtException {
		final SessionOptions options = new SessionOptions();
		try {
			options.setIntraOpNumThreads(threads);
			options.setInterOpNumThreads(1);
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			// What goes wrong comes as an exception.
			options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
			device.addTo(options);
			return options;
		}
		catch (final OrtException | RuntimeException | Error exc) {
			options.close();
			throw exc;
		}
	}
}
