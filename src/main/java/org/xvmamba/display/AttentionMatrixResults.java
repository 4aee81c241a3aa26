package org.xvmamba.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

import org.xvmamba.explain.AttentionMatrices;
import org.xvmamba.explain.AttentionMatrices.Matrix;
import org.xvmamba.explain.ValueRange;
import org.xvmamba.ssm.HiddenAttention;

/** Whole matrices of hidden attention as images and table. */
public final class AttentionMatrixResults {

	private static final double LOWER_PERCENT = 1;
	private static final double UPPER_PERCENT = 99;

	/** Blocks that fit into one hyperstack. */
	private record Size(int tokens, int directions) {}

	private AttentionMatrixResults() {}

	/**
	 * Makes a 32-bit hyperstack for each number of tokens: channels are the directions asked for, slices the blocks. The pixel in row t and
	 * column l is what token t reads from token l.
	 *
	 * @return the hyperstacks, not shown
	 */
	public static List<ImagePlus> stacks(final AttentionMatrices survey) {
		final Map<Size, List<Matrix>> sizes = new LinkedHashMap<>();
		for (final Matrix matrix : survey.matrices())
			sizes.computeIfAbsent(new Size(matrix.values().length, survey.options().directionsOf(matrix.block()).size()), size -> new ArrayList<>())
				.add(matrix);
		return sizes.entrySet().stream().map(entry -> stack(survey, entry.getKey(), entry.getValue())).toList();
	}

	private static ImagePlus stack(final AttentionMatrices survey, final Size size, final List<Matrix> matrices) {
		final ImageStack planes = new ImageStack(size.tokens, size.tokens);
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (final Matrix matrix : matrices) {
			final float[] pixels = pixels(matrix.values());
			planes.addSlice(label(survey, matrix), new FloatProcessor(size.tokens, size.tokens, pixels));
			final ValueRange range = ValueRange.between(pixels, LOWER_PERCENT, UPPER_PERCENT);
			min = Math.min(min, range.min());
			max = Math.max(max, range.max());
		}
		final ImagePlus image = new ImagePlus("Attention matrix " + size.tokens + " x " + size.tokens + " of " + survey.picture().name(), planes);
		image.setDimensions(size.directions, matrices.size() / size.directions, 1);
		image.setOpenAsHyperStack(matrices.size() > 1);
		image.setLut(ColourScale.INFERNO.lut());
		image.setDisplayRange(min, max);
		image.setProperty("Info", ProvenanceText.of(survey.probe().provenance()));
		return image;
	}

	/** @return row by row */
	private static float[] pixels(final float[][] matrix) {
		final float[] pixels = new float[matrix.length * matrix.length];
		for (int t = 0; t < matrix.length; t++)
			System.arraycopy(matrix[t], 0, pixels, t * matrix.length, matrix.length);
		return pixels;
	}

	private static String label(final AttentionMatrices survey, final Matrix matrix) {
		return (survey.probe().orders().isModel() ? "" : "counterfactual " + survey.probe().orders().name() + ", ") + MapTexts.block(matrix
			.block()) + ", " + AttentionResults.direction(matrix.block(), matrix.direction(), survey.probe().orders()) + ", " + survey.options().sign().key() +
			" attention, what row reads from column";
	}

	/** @return one row for each block and direction */
	public static ResultsTable table(final AttentionMatrices survey) {
		final ResultsTable table = Tables.create();
		for (final Matrix matrix : survey.matrices())
			addRow(table, survey, matrix);
		return table;
	}

	private static void addRow(final ResultsTable table, final AttentionMatrices survey, final Matrix matrix) {
		final float[][] values = matrix.values();
		double sum = 0;
		double itself = 0;
		int reader = 0;
		int read = 0;
		for (int t = 0; t < values.length; t++) {
			itself += values[t][t];
			for (int l = 0; l < values.length; l++) {
				sum += values[t][l];
				if (Math.abs(values[t][l]) <= Math.abs(values[reader][read])) continue;
				reader = t;
				read = l;
			}
		}
		table.incrementCounter();
		table.addValue("Image", survey.picture().name());
		table.addValue("Block", matrix.block().name());
		table.addValue("Direction", matrix.direction() == HiddenAttention.MERGED ? "merged" : Integer.toString(matrix.direction()));
		table.addValue("Order", survey.probe().orders().name());
		table.addValue("Line", survey.options().mode().key());
		table.addValue("Sign", survey.options().sign().key());
		table.addValue("Tokens", values.length);
		Tables.number(table, "Itself", itself);
		Tables.number(table, "Sum", sum);
		table.addValue("Strongest reader", reader);
		table.addValue("Strongest read", read);
		Tables.number(table, "Strongest", values[reader][read]);
	}

	/** Opens hyperstacks and table beside the image that was explored; the last block's hyperstack is the active one then. */
	public static void show(final ImagePlus source, final AttentionMatrices survey) {
		ExplanationWindows.open(source, table(survey), AttentionResults.TITLE, stacks(survey));
	}
}
