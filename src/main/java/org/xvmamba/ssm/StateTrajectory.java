package org.xvmamba.ssm;

import java.util.Arrays;

import org.xvmamba.Progress;

/**
 * The states h_l of one direction after each step of its scan, for those who look at their path.
 *
 * @param length L
 * @param width D·N, the states of all channels
 * @param states [L, N·D] in scan order
 * @param norms ‖h_l‖, the Euclidean norm of all D·N states, [L] in scan order
 */
public record StateTrajectory(int length, int width, float[] states, float[] norms) {

	/** The most that the states of one direction may take: 4 bytes for each of L·D·N values. MedMamba-T's largest block takes 19 MB. */
	public static final long MOST_BYTES = 256L << 20;

	/**
	 * Scans once more, h_l = exp(Δ_l A) h_{l-1} + Δ_l B_l u_l.
	 *
	 * @param block with its input
	 * @param direction 0 to K - 1
	 * @param progress asked for cancellation every few hundred steps
	 * @return the states
	 * @throws IllegalArgumentException when there is no such direction, the input is not known, or it takes more than {@link #MOST_BYTES}
	 */
	public static StateTrajectory of(final BlockScan block, final int direction, final Progress progress) {
		final SelectiveScan scan = block.scan();
		final int width = Math.multiplyExact(scan.channels(), scan.states());
		if (direction < 0 || direction >= scan.directions()) throw new IllegalArgumentException("There is no scan direction " + direction + ".");
		if (!block.hasInput()) throw new IllegalArgumentException("Without the scan's input there are no states.");
		if (bytes(scan) > MOST_BYTES) throw new IllegalArgumentException("The states take " + bytes(scan) + " bytes; " + MOST_BYTES +
			" are allowed.");
		final float[] states = new float[scan.length() * width];
		final ChannelBlocks blocks = ChannelBlocks.of(scan.states(), scan.channels());
		for (int i = 0; i < blocks.count(); i++)
			walk(block, direction, blocks.first(i), blocks.widthOf(i), states, progress);
		final float[] norms = new float[scan.length()];
		for (int step = 0; step < norms.length; step++) {
			double squares = 0;
			for (int j = step * width; j < (step + 1) * width; j++)
				squares += (double) states[j] * states[j];
			norms[step] = (float) Math.sqrt(squares);
		}
		return new StateTrajectory(scan.length(), width, states, norms);
	}

	/** @return what the states of one direction take */
	public static long bytes(final SelectiveScan scan) {
		return (long) scan.length() * scan.channels() * scan.states() * Float.BYTES;
	}

	private static void walk(final BlockScan block, final int direction, final int firstChannel, final int width, final float[] all,
		final Progress progress)
	{
		final SelectiveScan scan = block.scan();
		final TokenSource source = new SelectiveScanTokens(scan, direction, firstChannel, width);
		final TokenChunk chunk = new TokenChunk();
		final StatePanel panel = new StatePanel();
		chunk.prepare(scan.length(), width, scan.states());
		panel.open(source);
		final ForwardWalk forward = new ForwardWalk();
		forward.start(panel);
		for (int first = 0; first < scan.length(); first += chunk.steps()) {
			progress.throwIfCancelled();
			final int count = Math.min(chunk.steps(), scan.length() - first);
			source.fetch(first, count, chunk);
			for (int step = 0; step < count; step++)
				block.input().get(block.inputRow(direction, block.orders().get(direction).tokenAt(first + step)) * scan.channels() + firstChannel,
					chunk.input, step * width, width);
			ScanLoops.multiply(chunk.delta, chunk.input, chunk.drive, count * width);
			final boolean clamp = panel.mustClamp(chunk, count);
			for (int step = 0; step < count; step++) {
				panel.load(chunk, step, clamp);
				forward.step(panel, chunk, step);
				for (int state = 0; state < scan.states(); state++)
					System.arraycopy(forward.states(), state * width, all, ((first + step) * scan.states() + state) * scan.channels() + firstChannel,
						width);
			}
		}
	}

	/** @return a copy of the states after one step, [N·D] */
	public float[] at(final int step) {
		return Arrays.copyOfRange(states, step * width, (step + 1) * width);
	}
}
