package org.xvmamba.model;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.RunOptions;

import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.IndexRequest;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * A model ready to run: predicts, and on request computes the indices of its blocks. Holds native memory until it is closed. Not
 * thread-safe: one caller at a time.
 */
public final class VisionMambaSession implements AutoCloseable {

	private final ModelDescription description;
	private final Device device;
	private final String checksum;
	private final NetworkEngine engine;
	private final NetworkFile network;
	private Optional<ClassHead> head;

	private VisionMambaSession(final OpenedModel model, final NetworkFile network, final ModelDescription description, final String checksum) {
		this.network = network;
		this.description = description;
		this.device = model.device();
		this.checksum = checksum;
		this.engine = model.engine();
	}

	/**
	 * Loads a model.
	 *
	 * @param folder of the model; its ONNX file is compared with its SHA-256 first
	 * @param device {@code auto}, {@code cpu}, or {@code cuda:} and the number of the card
	 * @param threads with which the CPU works, at least 1
	 * @param progress asked for cancellation
	 * @return the session, which the caller closes
	 * @throws UserException when the model or the device can't be used
	 */
	public static VisionMambaSession open(final ModelFolder folder, final String device, final int threads, final Progress progress) {
		return open(folder, device, threads, ScanStrategy.AUTOMATIC, progress);
	}

	/** As above, with a {@link ScanStrategy} that is not the automatic one: for tests and measurements. */
	public static VisionMambaSession open(final ModelFolder folder, final String device, final int threads, final ScanStrategy strategy,
		final Progress progress)
	{
		final String checksum = folder.verifyModelFile(progress);
		progress.throwIfCancelled();
		return open(folder.modelFile(), checksum, folder.description(), device, threads, strategy);
	}

	/** As above, for a model whose folder is not complete yet. */
	static VisionMambaSession open(final Path modelFile, final String checksum, final ModelDescription description, final String device,
		final int threads, final ScanStrategy strategy)
	{
		return open(NetworkFile.of(modelFile), checksum, description, device, threads, strategy);
	}

	/** As above, for weights that may stand in memory alone. */
	static VisionMambaSession open(final NetworkFile network, final String checksum, final ModelDescription description, final String device,
		final int threads, final ScanStrategy strategy)
	{
		return new VisionMambaSession(OpenedModel.open(network, description, device, threads, strategy), network, description, checksum);
	}

	/** @return what the model's description says */
	public ModelDescription description() {
		return description;
	}

	/** @return the device that works, and why it is that one */
	public Device device() {
		return device;
	}

	/** @return SHA-256 of the ONNX file when it was loaded, in lower-case hexadecimal */
	public String modelChecksum() {
		return checksum;
	}

	/** @return the most images that one run can take; very large where the model doesn't say */
	public int largestBatch() {
		return engine.largestBatch();
	}

	/** @return for provenance: how the scans are run */
	public String engine() {
		return engine.name();
	}

	/** @return for provenance: what computes the indices */
	public String indexEngine() {
		return engine.indexEngine();
	}

	/** @return the version of ONNX Runtime */
	public String runtimeVersion() {
		return OrtEnvironment.getEnvironment().getVersion();
	}

	/**
	 * The linear head, for class activation maps.
	 *
	 * @return its weights; nothing where the description doesn't say that the logits are a linear head's on the mean of the last feature map
	 * @throws UserException when the ONNX file can't be read any more
	 */
	public Optional<ClassHead> classHead() {
		if (head == null) head = description.graph().features().isEmpty() ? Optional.empty() : description.graph().headWeight().map(
			name -> network.weights(Set.of(name)).get(name)).map(weights -> new ClassHead(description.classes().size(), weights
				.capacity() / description.classes().size(), weights.array()));
		return head;
	}

	/**
	 * Checks that blocks can be explained.
	 *
	 * @param blocks of this model's description
	 * @throws UserException when there are none, or the graph doesn't give what they scan with
	 */
	public void requireTaps(final List<BlockDescription> blocks) {
		if (blocks.isEmpty()) throw new UserException("The model '" + description.name() +
			"' can predict, but not be explained: its description lists no state-space blocks; make a model folder from its checkpoint by the command 'import'.");
		engine.requireTaps(blocks);
	}

	/**
	 * Runs the model once.
	 *
	 * @param images pixel values 0 to 255, each [3, height, width] with the planes red, green, blue
	 * @param height of every image, in pixels
	 * @param width of every image, in pixels
	 * @param blocks those that shall be explained, of this model's description; none for a prediction alone
	 * @param indices which of them; may be empty. The absolute index is left out of blocks for which it is not
	 *          {@linkplain InfluenceIndex#isAffordable affordable}
	 * @param progress asked for cancellation also while the model runs
	 * @return logits, shares, indices and last feature maps
	 * @throws CancelledException when {@code progress} says so
	 * @throws UserException when the model can't be explained, or ONNX Runtime can't run it at this size
	 */
	public ForwardPass run(final List<float[]> images, final int height, final int width, final List<BlockDescription> blocks,
		final Set<InfluenceIndex> indices, final Progress progress)
	{
		return run(images, height, width, blocks, new IndexRequest(indices, Set.of()), OrderPlan.MODEL, progress);
	}

	/**
	 * As above, also with indices of the mean token, and with other scan orders than the model's own: a counterfactual.
	 *
	 * @param plan the orders of all blocks
	 * @throws UserException also when the model runs as one graph, whose orders stand fast, and others are asked for
	 */
	public ForwardPass run(final List<float[]> images, final int height, final int width, final List<BlockDescription> blocks,
		final IndexRequest indices, final OrderPlan plan, final Progress progress)
	{
		return checked(new RunRequest(images, height, width, blocks, indices, plan, ScanListener.NONE), progress);
	}

	/**
	 * Runs the model once, and copies what some blocks scan.
	 *
	 * @param image pixel values 0 to 255, [3, height, width] with the planes red, green, blue
	 * @param height of the image, in pixels
	 * @param width of the image, in pixels
	 * @param blocks of this model's description, at least one
	 * @param plan the orders of all blocks
	 * @param progress asked for cancellation also while the model runs
	 * @return logits, and what the blocks scanned; without their inputs u where the model runs as one graph
	 * @throws CancelledException when {@code progress} says so
	 * @throws UserException as {@link #run}
	 */
	public TappedPass tap(final float[] image, final int height, final int width, final List<BlockDescription> blocks, final OrderPlan plan,
		final Progress progress)
	{
		final Map<BlockDescription, BlockScan> scans = new HashMap<>();
		final ForwardPass pass = checked(new RunRequest(List.of(image), height, width, blocks, IndexRequest.NONE, plan, (block, scan) -> scans.put(block,
			scan.get())), progress);
		return new TappedPass(pass.logits()[0], blocks.stream().map(scans::get).toList());
	}

	private ForwardPass checked(final RunRequest request, final Progress progress) {
		if (!request.blocks().isEmpty()) requireTaps(request.blocks());
		progress.throwIfCancelled();
		try {
			return run(request, progress);
		}
		catch (final OrtException exc) {
			throw new UserException("ONNX Runtime can't run the model '" + description.name() + "' on " + request.images().size() + " image(s) of " + request
				.width() + " x " + request.height() + " pixels: " + exc.getMessage() + ".", exc);
		}
	}

	private ForwardPass run(final RunRequest request, final Progress progress) throws OrtException {
		try (RunOptions options = new RunOptions()) {
			options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
			final RunCanceller canceller = new RunCanceller(progress, options);
			try (canceller) {
				return engine.run(request, options, progress);
			}
			catch (final OrtException exc) {
				if (canceller.hasStopped()) throw new CancelledException();
				if (isOutOfMemory(exc)) throw outOfMemory(exc);
				throw exc;
			}
		}
	}

	private static boolean isOutOfMemory(final OrtException problem) {
		final String said = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
		return said.contains("bad allocation") || said.contains("bad_alloc") || said.contains("failed to allocate memory");
	}

	private static Error outOfMemory(final OrtException problem) {
		final OutOfMemoryError error = new OutOfMemoryError("ONNX Runtime: " + problem.getMessage());
		error.initCause(problem);
		return error;
	}

	@Override
	public void close() {
		try {
			engine.close();
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime can't close the model.", exc);
		}
	}
}
