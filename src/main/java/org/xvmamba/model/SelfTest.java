package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.UserException;

/** Tells whether a model folder is unaltered and its model gives here what it gave where it was made. */
public final class SelfTest {

	/** How far a logit may be from that of the machine on which the model was made: processors round differently. */
	public static final double TOLERANCE = 1e-4;

	private SelfTest() {}

	/**
	 * What was found; every problem is an exception instead.
	 *
	 * @param files whose SHA-256 is right
	 * @param largestDifference between a logit and that of {@code test_output.npy}
	 * @param explainable whether the model gives what an explanation needs
	 * @param device that worked
	 */
	public record Report(int files, double largestDifference, boolean explainable, Device device) {

		/** @return the same in words */
		public String sentence() {
			return String.format(Locale.ROOT, "Self-test passed: %d files unaltered, logits within %.1e of the test output (%.0e allowed) on %s%s.",
				files, largestDifference, TOLERANCE, device.label(), explainable ? "" : "; the model can predict, but not be explained");
		}
	}

	/**
	 * Checks every SHA-256, and runs the model on its own test input.
	 *
	 * @param folder of the model
	 * @param progress asked for cancellation
	 * @return what was found
	 * @throws UserException when a file is missing or altered, the folder has no test, or the model doesn't pass it
	 */
	public static Report run(final ModelFolder folder, final Progress progress) {
		folder.verify(progress);
		final Npy input = read(folder, folder.testInput(), "input");
		final Npy expected = read(folder, folder.testOutput(), "output");
		final int[] shape = input.shape();
		final InputForm form = folder.description().inputForm();
		if (shape.length != 4 || shape[0] != 1 || shape[form.channelsLast() ? 3 : 1] != form.channels()) throw new UserException(
			"The test input of the model '" + folder.path() + "' has not the shape " + (form.channelsLast() ? "[1, height, width, " + form.channels() +
				"]" : "[1, " + form.channels() + ", height, width]") + "; import the model again.");
		final int height = shape[form.channelsLast() ? 1 : 2];
		final int width = shape[form.channelsLast() ? 2 : 3];
		final int threads = Runtime.getRuntime().availableProcessors();
		try (VisionMambaSession session = VisionMambaSession.open(folder, Device.CPU, threads, progress)) {
			final boolean explainable = !folder.description().blocks().isEmpty();
			if (explainable) session.requireTaps(folder.description().blocks());
			final double[] logits = session.run(List.of(form.planes(input.floats())), height, width, List.of(), Set.of(), progress).logits()[0];
			return new Report(folder.checkedFiles(), largestDifference(folder, logits, expected.floats()), explainable, session.device());
		}
	}

	private static double largestDifference(final ModelFolder folder, final double[] logits, final float[] expected) {
		if (logits.length != expected.length) throw new UserException("The model '" + folder.path() + "' gives " + logits.length +
			" logits, but its test output has " + expected.length + "; import the model again.");
		double largest = 0;
		for (int i = 0; i < logits.length; i++) {
			final double difference = Math.abs(logits[i] - expected[i]);
			// Written so that a logit which is no number fails too.
			if (!(difference <= TOLERANCE)) throw new UserException("The model '" + folder.path() + "' fails its own test: it gives " + logits[i] +
				" for the class '" + folder.description().classes().get(i) + "', where " + expected[i] + " is expected, and at most " + TOLERANCE +
				" apart is allowed; import the model again, and report it if this persists.");
			largest = Math.max(largest, difference);
		}
		return largest;
	}

	private static Npy read(final ModelFolder folder, final Optional<Path> file, final String side) {
		final Path path = file.orElseThrow(() -> new UserException("The model '" + folder.path() + "' brings no test " + side +
			", so it can't be tested; import it again."));
		try {
			return Npy.read(path);
		}
		catch (final IOException exc) {
			throw new UserException("The test " + side + " '" + path + "' can't be read: " + exc.getMessage() + "; import the model again.", exc);
		}
	}
}
