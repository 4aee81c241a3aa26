package org.xvmamba.ssm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;

/**
 * Hidden attention of a selective scan (The Hidden Attention of Mamba Models, ACL 2025): the scan's output is y_t = Σ_{l≤t} α(t,l) u_l with
 * <p>
 * α_d(t,l) = Σ_n C_{t,n} φ_{d,n}(t,l) Δ_{l,d} B_{l,n}, φ(t,l) = Π_{j=l+1..t} exp(Δ_j A)
 * <p>
 * for each channel d, with Δ, B and C frozen at their values for this image, and without the skip term. What is given is the mean over the
 * channels, see {@link AttentionSign}. t and l count along the direction's scan; a token never reads from a later one.
 * <p>
 * A row (one t, all l) or a column (one l, all t) costs O(L·D·N), as much as a scan, and is shared out by channel blocks and directions. In
 * single precision with compensated decays: against float64, within 1e-5 of the greatest magnitude in the row or column. Values don't depend on
 * the number of threads.
 * <p>
 * Thread-safe; several callers share the threads. Each thread keeps about 1 MB until this is closed.
 */
public final class HiddenAttention implements AutoCloseable {

	/** Stands for all directions: their values put back on the tokens and added up. */
	public static final int MERGED = -1;

	/** The most tokens of which a whole matrix is made: 16 MB. */
	public static final int MOST_MATRIX_TOKENS = 2048;

	private final WorkerPool pool;
	private final ThreadLocal<AttentionWalk> walks = ThreadLocal.withInitial(AttentionWalk::new);

	/** What is asked about a token. */
	public enum Line {
		/** From which tokens it reads: it is t. */
		ROW("row"),
		/** Which tokens it reaches: it is l. */
		COLUMN("column");

		private final String key;

		Line(final String key) {
			this.key = key;
		}

		/** @return the name in macros and on the command line */
		public String key() {
			return key;
		}
	}

	/**
	 * @param threads how many work at the same time, at least 1; they never keep the JVM from exiting
	 * @throws IllegalArgumentException when there are fewer than 1
	 */
	public HiddenAttention(final int threads) {
		if (threads < 1) throw new IllegalArgumentException("Attention can't be computed by " + threads + " threads; at least 1 is needed.");
		pool = new WorkerPool(threads, "xvmamba-attention");
	}

	/**
	 * What passes between one token and all others.
	 *
	 * @param block what was scanned
	 * @param direction 0 to K - 1, or {@link #MERGED}
	 * @param token 0 to L - 1, in image order: row · width + column of the grid; then come tokens that are no cells
	 * @param line what is asked
	 * @param sign how channels are joined
	 * @param progress asked for cancellation every few hundred steps
	 * @return for each token, in image order, [L]
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 * @throws IllegalArgumentException when there is no such token or direction
	 * @throws IllegalStateException when this is closed
	 */
	public float[] line(final BlockScan block, final int direction, final int token, final Line line, final AttentionSign sign,
		final Progress progress)
	{
		return lines(block, direction, new int[] { token }, line, sign, progress)[0];
	}

	/**
	 * As {@link #line}, for several tokens at once.
	 *
	 * @return [token asked about][L]
	 */
	public float[][] lines(final BlockScan block, final int direction, final int[] tokens, final Line line, final AttentionSign sign,
		final Progress progress)
	{
		final SelectiveScan scan = block.scan();
		require(block, direction, tokens);
		final int[] directions = direction == MERGED ? IntStream.range(0, scan.directions()).toArray() : new int[] { direction };
		final ChannelBlocks blocks = ChannelBlocks.of(scan.states(), scan.channels());
		final double[][] sums = new double[tokens.length * directions.length * blocks.count()][];
		pool.forEach(sums.length, item -> {
			final int k = directions[item / blocks.count() % directions.length];
			final int channelBlock = item % blocks.count();
			final int step = block.orders().get(k).stepOf(tokens[item / blocks.count() / directions.length]);
			final TokenSource source = new SelectiveScanTokens(scan, k, blocks.first(channelBlock), blocks.widthOf(channelBlock));
			sums[item] = new double[scan.length()];
			if (line == Line.ROW) walks.get().row(source, step, sign, sums[item], progress);
			else walks.get().column(source, step, sign, sums[item], progress);
		});
		final float[][] lines = new float[tokens.length][];
		for (int i = 0; i < lines.length; i++) {
			final List<float[]> ofDirections = new ArrayList<>();
			for (int k = 0; k < directions.length; k++)
				ofDirections.add(mean(sums, (i * directions.length + k) * blocks.count(), blocks.count(), scan));
			lines[i] = BlockScan.onTokens(ofDirections, IntStream.of(directions).mapToObj(block.orders()::get).toList());
		}
		return lines;
	}

	/**
	 * The whole matrix, row by row: O(L²·D·N).
	 *
	 * @param block of at most {@link #MOST_MATRIX_TOKENS} tokens
	 * @param direction 0 to K - 1, or {@link #MERGED}
	 * @param sign how channels are joined
	 * @param progress told of the rows, and asked for cancellation
	 * @return [t][l], both in image order
	 * @throws UserException when there are more tokens
	 */
	public float[][] matrix(final BlockScan block, final int direction, final AttentionSign sign, final Progress progress) {
		final int length = block.scan().length();
		if (length > MOST_MATRIX_TOKENS) throw new UserException("The attention matrix of " + length + " x " + length +
			" tokens is too large; whole matrices are made of at most " + MOST_MATRIX_TOKENS + " tokens, so take a later block, or single rows.");
		final float[][] matrix = new float[length][];
		// A few rows at a time, so that partial sums take little memory.
		final int atOnce = 16;
		for (int first = 0; first < length; first += atOnce) {
			progress.report("Computing attention", first, length);
			final int[] tokens = IntStream.range(first, Math.min(length, first + atOnce)).toArray();
			System.arraycopy(lines(block, direction, tokens, Line.ROW, sign, progress), 0, matrix, first, tokens.length);
		}
		return matrix;
	}

	private static void require(final BlockScan block, final int direction, final int[] tokens) {
		final SelectiveScan scan = block.scan();
		if (direction < MERGED || direction >= scan.directions()) throw new IllegalArgumentException("There is no scan direction " + direction +
			"; there are " + scan.directions() + ", from 0.");
		for (final int token : tokens)
			if (token < 0 || token >= scan.length()) throw new IllegalArgumentException("There is no token " + token + "; there are " + scan
				.length() + ", from 0.");
	}

	private static float[] mean(final double[][] sums, final int first, final int count, final SelectiveScan scan) {
		final float[] mean = new float[scan.length()];
		for (int step = 0; step < mean.length; step++) {
			double sum = 0;
			for (int i = first; i < first + count; i++)
				sum += sums[i][step];
			mean[step] = (float) (sum / scan.channels());
		}
		return mean;
	}

	/** Lets the work at hand end and gives the memory back; afterwards nothing is computed any more. */
	@Override
	public void close() {
		pool.close();
	}
}
