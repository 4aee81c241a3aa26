package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import org.xvmamba.scan.Permutation;

/**
 * What one block of the network has scanned for one image, copied out of the session's buffers: valid as long as somebody holds it. Takes 4
 * bytes for each of K·L·(D + 2N) + L·D values, or K·L·(2D + 2N) where each direction has an input of its own: 7.6 MB for the largest block of
 * MedMamba-T at 224 × 224 pixels. Safe to be read by several threads; do not write into the buffers.
 *
 * @param scan Δ, B, C and A; tokens in scan order
 * @param input u, [L, D], or [K, L, D] where each direction has an input of its own; tokens in image order; no elements where the model's
 *          graph doesn't tell
 * @param orders for each direction, the tokens in the order of their visit
 */
public record BlockScan(SelectiveScan scan, FloatBuffer input, List<Permutation> orders) {

	/** Checks that sizes fit, and copies the list. */
	public BlockScan {
		orders = List.copyOf(orders);
		if (orders.size() != scan.directions()) throw new IllegalArgumentException("There are " + orders.size() + " scan orders for " + scan
			.directions() + " directions.");
		for (final Permutation order : orders)
			if (order.length() != scan.length()) throw new IllegalArgumentException("A scan order visits " + order.length() +
				" tokens; there are " + scan.length() + ".");
		final long shared = (long) scan.length() * scan.channels();
		if (input.capacity() > 0 && input.capacity() != scan.directions() * shared) BufferSizes.require("u", input, shared);
	}

	/**
	 * Gathers what the kernel gathers: Δ = softplus(dt + bias), B and C in scan order.
	 *
	 * @param projections of some images
	 * @param parameters the block's weights
	 * @param orders for each direction, its scan order
	 * @param image 0 to images - 1
	 * @return that image's part
	 */
	public static BlockScan of(final ScanProjections projections, final ScanParameters parameters, final List<Permutation> orders,
		final int image)
	{
		final int directions = projections.directions();
		final int length = projections.length();
		final int channels = projections.channels();
		final int states = projections.states();
		final FloatBuffer delta = FloatBuffer.allocate(directions * length * channels);
		final FloatBuffer b = FloatBuffer.allocate(directions * length * states);
		final FloatBuffer c = FloatBuffer.allocate(directions * length * states);
		final TokenChunk chunk = new TokenChunk();
		final ProjectedTokens tokens = new ProjectedTokens();
		chunk.prepare(length, channels, states);
		for (int direction = 0; direction < directions; direction++) {
			tokens.open(projections, parameters, orders.get(direction), image, direction, 0, channels, chunk);
			for (int first = 0; first < length; first += chunk.steps()) {
				final int count = Math.min(chunk.steps(), length - first);
				tokens.fetch(first, count, chunk);
				final int position = direction * length + first;
				delta.put(position * channels, chunk.delta, 0, count * channels);
				b.put(position * states, chunk.b, 0, count * states);
				c.put(position * states, chunk.c, 0, count * states);
			}
		}
		final int inputs = projections.inputs() * length * channels;
		final FloatBuffer input = copy(projections.u().slice(image * inputs, inputs));
		return new BlockScan(new SelectiveScan(directions, length, channels, states, delta, b, c, parameters.a()), input, orders);
	}

	/**
	 * @param tapped a view of a session's buffers
	 * @param orders for each direction, its scan order
	 * @return the same, copied, without u
	 */
	public static BlockScan copyOf(final SelectiveScan tapped, final List<Permutation> orders) {
		return new BlockScan(new SelectiveScan(tapped.directions(), tapped.length(), tapped.channels(), tapped.states(), copy(tapped.delta()),
			copy(tapped.b()), copy(tapped.c()), tapped.a()), FloatBuffer.allocate(0), orders);
	}

	private static FloatBuffer copy(final FloatBuffer values) {
		return FloatBuffer.allocate(values.capacity()).put(0, values, 0, values.capacity());
	}

	/** @return whether u is known, without which there are no states */
	public boolean hasInput() {
		return input.capacity() > 0;
	}

	/** @return the row of u that a direction reads as a token, [D] */
	int inputRow(final int direction, final int token) {
		return input.capacity() == scan.length() * scan.channels() ? token : direction * scan.length() + token;
	}

	/** @return the values of steps, put back on their tokens and added up over the directions: [L], from one array [L] a direction */
	static float[] onTokens(final List<float[]> ofDirections, final List<Permutation> orders) {
		final List<float[]> unscanned = new ArrayList<>();
		for (int direction = 0; direction < ofDirections.size(); direction++)
			unscanned.add(orders.get(direction).unscan(ofDirections.get(direction), 0));
		final float[] sum = unscanned.get(0);
		for (int direction = 1; direction < unscanned.size(); direction++)
			ScanLoops.add(unscanned.get(direction), sum, sum.length);
		return sum;
	}
}
