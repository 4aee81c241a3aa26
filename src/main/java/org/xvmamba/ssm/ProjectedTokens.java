package org.xvmamba.ssm;

import org.xvmamba.scan.Permutation;

/**
 * The steps of one channel block, gathered in scan order out of what the network projects in image order; Δ = softplus(dt + bias). One thread
 * at a time; its arrays are used again and again.
 */
final class ProjectedTokens implements TokenSource {

	private ScanProjections projections;
	private ScanParameters parameters;
	private Permutation order;
	private int direction;
	private int image;
	private int firstChannel;
	private int width;

	private float[] row = {};
	private float[] skip = {};
	private double[] bias = {};
	private double[] scratch = {};
	private int preparedSteps;

	/** Turns to a channel block; {@code chunk} has been prepared for it. */
	void open(final ScanProjections of, final ScanParameters with, final Permutation along, final int ofImage, final int ofDirection,
		final int fromChannel, final int channels, final TokenChunk chunk)
	{
		projections = of;
		parameters = with;
		order = along;
		image = ofImage;
		direction = ofDirection;
		firstChannel = fromChannel;
		width = channels;
		preparedSteps = chunk.steps();
		allocate(preparedSteps * width);
		repeatParameters();
	}

	@Override
	public int length() {
		return projections.length();
	}

	@Override
	public int width() {
		return width;
	}

	@Override
	public int states() {
		return projections.states();
	}

	@Override
	public void rates(final float[] rates) {
		for (int state = 0; state < projections.states(); state++)
			parameters.a().get((direction * projections.states() + state) * projections.channels() + firstChannel, rates, state * width, width);
	}

	@Override
	public void fetch(final int first, final int count, final TokenChunk chunk) {
		final int states = projections.states();
		for (int step = 0; step < count; step++) {
			final int position = (image * projections.directions() + direction) * projections.length() + order.tokenAt(first + step);
			projections.dt().get(position * projections.channels() + firstChannel, chunk.delta, step * width, width);
			projections.b().get(position * states, chunk.b, step * states, states);
			projections.c().get(position * states, chunk.c, step * states, states);
		}
		final int size = count * width;
		ScanLoops.widenAndAdd(chunk.delta, bias, chunk.exactDelta, size);
		Softplus.apply(chunk.exactDelta, scratch, size);
		ScanLoops.round(chunk.exactDelta, chunk.delta, size);
	}

	/** Fills in u and Δu of steps that have been fetched. */
	void fetchInput(final int first, final int count, final TokenChunk chunk) {
		for (int step = 0; step < count; step++) {
			final int position = projections.inputRow(image, direction, order.tokenAt(first + step));
			projections.u().get(position * projections.channels() + firstChannel, chunk.input, step * width, width);
		}
		ScanLoops.multiply(chunk.delta, chunk.input, chunk.drive, count * width);
	}

	/** y ← y + D u, for steps whose input has been fetched. */
	void addSkip(final int count, final TokenChunk chunk) {
		ScanLoops.addProduct(skip, chunk.input, chunk.output, count * width);
	}

	private void allocate(final int size) {
		if (row.length < width) row = new float[width];
		if (skip.length >= size) return;
		skip = new float[size];
		bias = new double[size];
		scratch = new double[size];
	}

	/** Repeats the bias and the skip weights for all steps of a chunk, for loops over all of it. */
	private void repeatParameters() {
		final int from = direction * projections.channels() + firstChannel;
		parameters.skip().get(from, row, 0, width);
		ScanLoops.repeatRow(row, 0, width, skip, preparedSteps);
		for (int channel = 0; channel < width; channel++) {
			final double value = parameters.deltaBias().get(from + channel);
			for (int step = 0; step < preparedSteps; step++)
				bias[step * width + channel] = value;
		}
	}
}
