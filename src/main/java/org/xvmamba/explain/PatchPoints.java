package org.xvmamba.explain;

import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;

/**
 * The cells of a block as points, as {@link AttentionProbe#points} describes them. The arrays are shared: do not write into them.
 *
 * @param count cells
 * @param landmarks the tokens whose attention makes the values
 * @param values [count · landmarks], cell by cell
 */
public record PatchPoints(int count, int[] landmarks, float[] values) {

	/** The most landmarks. */
	public static final int MOST_LANDMARKS = 256;

	/** Columns computed at once, so that partial sums take little memory. */
	private static final int AT_ONCE = 16;

	static PatchPoints of(final HiddenAttention attention, final BlockScan scan, final int grid, final int direction, final AttentionSign sign,
		final Progress progress)
	{
		final int cells = grid * grid;
		final int[] landmarks = landmarks(grid, MOST_LANDMARKS);
		final float[] values = new float[cells * landmarks.length];
		for (int first = 0; first < landmarks.length; first += AT_ONCE) {
			progress.report("Computing attention", first, landmarks.length);
			final int[] some = IntStream.of(landmarks).skip(first).limit(AT_ONCE).toArray();
			final float[][] columns = attention.lines(scan, direction, some, Line.COLUMN, sign, progress);
			for (int i = 0; i < some.length; i++)
				for (int cell = 0; cell < cells; cell++)
					values[cell * landmarks.length + first + i] = columns[i][cell];
		}
		for (int cell = 0; cell < cells; cell++)
			toShares(values, cell * landmarks.length, landmarks.length);
		return new PatchPoints(cells, landmarks, values);
	}

	private static void toShares(final float[] values, final int from, final int count) {
		double sum = 0;
		for (int i = from; i < from + count; i++)
			sum += Math.abs(values[i]);
		for (int i = from; i < from + count && sum > 0; i++)
			values[i] = (float) (values[i] / sum);
	}

	/** @return the cells of every row and column, or of every second, third ..., in the middle of what they stand for, so that they are few enough */
	static int[] landmarks(final int grid, final int most) {
		int every = 1;
		while (((grid + every - 1) / every) * ((grid + every - 1) / every) > most)
			every++;
		final int step = every;
		final int offset = Math.min(step / 2, grid - 1);
		return IntStream.range(0, grid * grid).filter(cell -> cell / grid % step == offset && cell % grid % step == offset).toArray();
	}
}
