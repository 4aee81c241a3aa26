package org.xvmamba.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.xvmamba.UserException;

/**
 * The device that really works, and why it is that one.
 *
 * @param label such as {@code CPU (2 threads)} or {@code CUDA device 0}
 * @param reason what was asked for, and for {@code auto} what it went by, in words
 */
public record Device(String label, String reason) {

	/** The key that leaves the choice to the program. */
	static final String AUTO = "auto";

	/** The key of the processor. */
	static final String CPU = "cpu";

	private static final String CPU_LABEL = "CPU (";
	private static final String CUDA_PREFIX = "cuda:";

	/**
	 * Sets options up for a device.
	 *
	 * @param key {@code auto}, {@code cpu}, or {@code cuda:} and the number of the card
	 * @param threads with which the CPU works
	 * @param options where the device is added
	 * @throws UserException when the device asked for is not there
	 */
	static Device select(final String key, final int threads, final SessionOptions options) {
		final String cpu = CPU_LABEL + threads + (threads == 1 ? " thread)" : " threads)");
		if (key.equals(CPU)) return new Device(cpu, "asked for");
		final boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
		if (key.equals(AUTO)) {
			if (!built) return new Device(cpu, "auto: this installation of ONNX Runtime has no CUDA");
			try {
				options.addCUDA(0);
				return new Device("CUDA device 0", "auto: it is there and can be used");
			}
			catch (final OrtException exc) {
				return new Device(cpu, "auto: CUDA device 0 can't be used (" + exc.getMessage() + ")");
			}
		}
		if (!key.matches(CUDA_PREFIX + "\\d{1,3}")) throw new UserException("There is no device '" + key +
			"'; possible are auto, cpu, and cuda:0, cuda:1 and so on.");
		if (!built) throw new UserException("The device '" + key +
			"' was asked for, but this installation of ONNX Runtime has no CUDA; choose device=cpu or device=auto, " +
			"or put onnxruntime_gpu in the place of onnxruntime.");
		final int number = Integer.parseInt(key.substring(CUDA_PREFIX.length()));
		try {
			options.addCUDA(number);
			return new Device("CUDA device " + number, "asked for");
		}
		catch (final OrtException exc) {
			throw new UserException("The device '" + key + "' can't be used: " + exc.getMessage() + "; choose device=cpu or device=auto.", exc);
		}
	}

	/** @return whether the processor works, and no graphics card */
	boolean isCpu() {
		return label.startsWith(CPU_LABEL);
	}
}
