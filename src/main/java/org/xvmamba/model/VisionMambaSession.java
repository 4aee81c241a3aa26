package org.xvmamba.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;

import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;
import org.xvmamba.ssm.SelectiveScan;

/**
 * A model ready to run: predicts, and on request hands out what its blocks scan with. Holds native memory until it is closed. Not
 * thread-safe: one caller at a time.
 */
public final class VisionMambaSession implements AutoCloseable {

	private static final int CHANNELS = 3;
	private static final float WHITE = 255;

	private final ModelDescription description;
	private final Device device;
	private final String checksum;
	private final int largestBatch;
	private final OrtEnvironment environment;
	private final OrtSession session;
	private final Set<String> graphOutputs;
	private final Map<String, FloatBuffer> decays;
	private PinnedTensors tensors;

	private VisionMambaSession(final OpenedModel model, final ModelDescription description, final String checksum) {
		this.description = description;
		this.device = model.device();
		this.checksum = checksum;
		this.environment = model.environment();
		this.session = model.session();
		this.largestBatch = model.largestBatch();
		this.graphOutputs = session.getOutputNames();
		this.decays = model.decays();
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
		final String checksum = folder.verifyModelFile(progress);
		progress.throwIfCancelled();
		return open(folder.modelFile(), checksum, folder.description(), device, threads);
	}

	/** As above, for a model whose folder is not complete yet. */
	static VisionMambaSession open(final Path modelFile, final String checksum, final ModelDescription description, final String device,
		final int threads)
	{
		return new VisionMambaSession(OpenedModel.open(modelFile, description, device, threads), description, checksum);
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
		return largestBatch;
	}

	/** @return the version of ONNX Runtime */
	public String runtimeVersion() {
		return environment.getVersion();
	}

	/**
	 * Checks that blocks can be explained.
	 *
	 * @param blocks of this model's description
	 * @throws UserException when there are none, or the graph doesn't give what they scan with
	 */
	public void requireTaps(final List<BlockDescription> blocks) {
		final String because = "The model '" + description.name() + "' can predict, but not be explained: ";
		if (blocks.isEmpty()) throw new UserException(because +
			"its description lists no state-space blocks; make a model folder from its checkpoint by the command 'import'.");
		for (final BlockDescription block : blocks) {
			final TensorNames names = block.tensors();
			Stream.of(names.delta(), names.b(), names.c(), names.ssmMagnitude(), names.convolutionMagnitude()).filter(name -> name != null &&
				!graphOutputs.contains(name)).findFirst().ifPresent(name -> {
					throw new UserException(because + "its ONNX file has no output '" + name +
						"'; make a model folder from its checkpoint by the command 'import'.");
				});
			final FloatBuffer decay = decays.get(names.a());
			if (decay == null || decay.capacity() != block.directions() * block.states() * block.channels()) throw new UserException(because +
				"its ONNX file has no weight '" + names.a() + "' of " + block.directions() + " x " + block.states() + " x " + block.channels() +
				" values; make a model folder from its checkpoint by the command 'import'.");
		}
	}

	/**
	 * Runs the model once.
	 *
	 * @param images pixel values 0 to 255, each [3, height, width] with the planes red, green, blue
	 * @param height of every image, in pixels
	 * @param width of every image, in pixels
	 * @param blocks those that shall be explained, of this model's description; none for a prediction alone
	 * @param progress asked for cancellation also while the model runs
	 * @return logits, scans and shares; the scans are valid until the next run
	 * @throws CancelledException when {@code progress} says so
	 * @throws UserException when the model can't be explained, or ONNX Runtime can't run it at this size
	 */
	public ForwardPass run(final List<float[]> images, final int height, final int width, final List<BlockDescription> blocks,
		final Progress progress)
	{
		if (!blocks.isEmpty()) requireTaps(blocks);
		progress.throwIfCancelled();
		try {
			reserve(new PinnedTensors.Size(images.size(), height, width, List.copyOf(blocks)));
			fillInput(images, height * width);
			run(progress);
			return result(images.size(), height, width, blocks);
		}
		catch (final OrtException exc) {
			throw new UserException("ONNX Runtime can't run the model '" + description.name() + "' on " + images.size() + " image(s) of " + width +
				" x " + height + " pixels: " + exc.getMessage() + ".", exc);
		}
	}

	private void reserve(final PinnedTensors.Size size) throws OrtException {
		if (tensors != null && tensors.fits(size)) return;
		releaseTensors();
		tensors = new PinnedTensors(environment, size, description.graph(), description.classes().size());
	}

	private void fillInput(final List<float[]> images, final int plane) {
		final Normalisation normalisation = description.normalisation();
		final FloatBuffer input = tensors.input();
		int at = 0;
		for (final float[] image : images) {
			if (image.length != CHANNELS * plane) throw new IllegalArgumentException("An image has " + image.length + " values; " + CHANNELS *
				plane + " are needed.");
			for (int channel = 0; channel < CHANNELS; channel++) {
				// In single precision and in this order, as torchvision does it.
				final float mean = normalisation.mean().get(channel).floatValue();
				final float deviation = normalisation.standardDeviation().get(channel).floatValue();
				for (int pixel = 0; pixel < plane; pixel++)
					input.put(at++, (image[channel * plane + pixel] / WHITE - mean) / deviation);
			}
		}
	}

	private void run(final Progress progress) throws OrtException {
		try (RunOptions options = new RunOptions()) {
			options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
			final RunCanceller canceller = new RunCanceller(progress, options);
			try (canceller) {
				session.run(tensors.inputs(), Set.of(), tensors.outputs(), options).close();
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

	private ForwardPass result(final int images, final int height, final int width, final List<BlockDescription> blocks) {
		final double[][] logits = new double[images][description.classes().size()];
		final List<List<SelectiveScan>> scans = new ArrayList<>();
		final double[][] shares = new double[images][blocks.size()];
		for (int image = 0; image < images; image++) {
			final FloatBuffer scores = tensors.output(description.graph().logits(), image);
			for (int i = 0; i < logits[image].length; i++)
				logits[image][i] = scores.get(i);
			final List<SelectiveScan> ofImage = new ArrayList<>();
			for (int i = 0; i < blocks.size(); i++) {
				ofImage.add(scan(blocks.get(i), image, height, width));
				shares[image][i] = ssmShare(blocks.get(i).tensors(), image);
			}
			scans.add(List.copyOf(ofImage));
		}
		return new ForwardPass(logits, List.copyOf(scans), shares);
	}

	private SelectiveScan scan(final BlockDescription block, final int image, final int height, final int width) {
		final TensorNames names = block.tensors();
		return new SelectiveScan(block.directions(), block.tokens(block.gridSize(height), block.gridSize(width)), block.channels(), block.states(),
			tensors.output(names.delta(), image), tensors.output(names.b(), image), tensors.output(names.c(), image), decays.get(names.a()));
	}

	private double ssmShare(final TensorNames names, final int image) {
		if (names.ssmMagnitude() == null || names.convolutionMagnitude() == null) return Double.NaN;
		final double ssm = tensors.output(names.ssmMagnitude(), image).get(0);
		return ssm / (ssm + tensors.output(names.convolutionMagnitude(), image).get(0));
	}

	private void releaseTensors() {
		if (tensors == null) return;
		tensors.close();
		tensors = null;
	}

	@Override
	public void close() {
		releaseTensors();
		try {
			session.close();
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime can't close the model.", exc);
		}
	}
}
