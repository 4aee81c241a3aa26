package org.xvmamba.model;

import java.util.Optional;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

import org.xvmamba.UserException;

/**
 * The device that really works, and why it is that one.
 *
 * @param label such as {@code CPU (2 threads)} or {@code CUDA device 0 (NVIDIA H200)}
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
	 * What sessions on a device are set up with.
	 *
	 * @param device that works
	 * @param card number of the graphics card; nothing for the processor
	 * @param budget what may be held there
	 */
	record Setup(Device device, Optional<Integer> card, DeviceBudget budget) {

		/** Adds the device to options. */
		void addTo(final SessionOptions options) throws OrtException {
			if (card.isEmpty()) return;
			try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(card.get())) {
				cuda.add("gpu_mem_limit", Long.toString(budget.bytes()));
				cuda.add("arena_extend_strategy", "kSameAsRequested");
				cuda.add("cudnn_conv_algo_search", "HEURISTIC");
				// Its ten bits of a number would not give the CPU's results.
				cuda.add("use_tf32", "0");
				options.addCUDA(cuda);
			}
		}
	}

	/**
	 * Chooses a device. A card that is chosen here may still fail when a session is made for it.
	 *
	 * @param key {@code auto}, {@code cpu}, or {@code cuda:} and the number of the card
	 * @param threads with which the CPU works
	 * @throws UserException when the device asked for is not there
	 */
	static Setup select(final String key, final int threads) {
		if (key.equals(CPU)) return cpu(threads, "asked for");
		final boolean built = hasCuda();
		if (key.equals(AUTO)) return built ? card(0, "auto: it is there and can be used") : cpu(threads,
			"auto: this installation of ONNX Runtime has no CUDA");
		if (!key.matches(CUDA_PREFIX + "\\d{1,3}")) throw new UserException("There is no device '" + key +
			"'; possible are auto, cpu, and cuda:0, cuda:1 and so on.");
		if (!built) throw new UserException("The device '" + key +
			"' was asked for, but this installation of ONNX Runtime has no CUDA; choose device=cpu or device=auto, " +
			"or put onnxruntime_gpu in the place of onnxruntime.");
		return card(Integer.parseInt(key.substring(CUDA_PREFIX.length())), "asked for");
	}

	/** @return whether this installation's ONNX Runtime is the one for graphics cards */
	static boolean hasCuda() {
		return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
	}

	/** @return what ONNX Runtime says of a problem, in one line and without the place in its source */
	static String words(final OrtException problem) {
		return String.valueOf(problem.getMessage()).replaceAll("(?s)^.*\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ", "").replaceAll("\\s+", " ").strip();
	}

	/** @return the processor, chosen for a reason */
	static Setup cpu(final int threads, final String reason) {
		return new Setup(new Device(CPU_LABEL + threads + (threads == 1 ? " thread)" : " threads)"), reason), Optional.empty(), DeviceBudget.of(-1));
	}

	private static Setup card(final int number, final String reason) {
		final Optional<GraphicsCard> card = GraphicsCard.ask().cards().stream().filter(candidate -> candidate.number() == number).findFirst();
		final String label = "CUDA device " + number + card.map(known -> " (" + known.name() + ")").orElse("");
		return new Setup(new Device(label, reason), Optional.of(number), DeviceBudget.of(card.map(GraphicsCard::freeMegabytes).orElse(-1L)));
	}
}
