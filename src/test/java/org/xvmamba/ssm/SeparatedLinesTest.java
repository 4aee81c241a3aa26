package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.analysis.Nd4jIndexEngine;
import org.xvmamba.scan.Permutation;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.TestScans.Shape;

/**
 * Lines that are scanned each on its own, as one scan with separators between them and as one scan a line: every engine gives the same to the
 * last bit, for slow decays and for fast ones.
 */
class SeparatedLinesTest {

	/** As the converter has it. */
	private static final float RESET = 1e15f;

	private static final Set<InfluenceIndex> ALL = EnumSet.allOf(InfluenceIndex.class);
	private static final int CHANNELS = 11;

	@ParameterizedTest
	@CsvSource({ "5, 7, 1, 1e-6", "5, 7, 1, 4", "3, 40, 16, 1e-3", "1, 9, 4, 1", "6, 1, 5, 1", "2, 300, 3, 30" })
	void indicesAreThoseOfEachLine(final int lines, final int cells, final int states, final double rate) {
		final SelectiveScan[] each = lines(lines, cells, states, rate);
		final SelectiveScan joined = joined(each);
		try (FusedIndexEngine fused = new FusedIndexEngine(2)) {
			for (final IndexEngine engine : List.of(new ReferenceIndexEngine(), fused)) {
				final Map<InfluenceIndex, float[]> found = engine.compute(List.of(joined), ALL, Progress.NONE).get(0);
				final List<Map<InfluenceIndex, float[]>> expected = engine.compute(List.of(each), ALL, Progress.NONE);
				for (final InfluenceIndex index : ALL)
					for (int line = 0; line < lines; line++) {
						final int from = line * (cells + 1);
						assertArrayEquals(expected.get(line).get(index), Arrays.copyOfRange(found.get(index), from, from + cells), engine.name() + ", " +
							index + ", line " + line);
						if (line < lines - 1) assertEquals(0, found.get(index)[from + cells], engine.name() + ", " + index + ", separator");
					}
			}
		}
	}

	/** ND4J adds up in another order where there are more steps: its own tolerance. */
	@ParameterizedTest
	@CsvSource({ "5, 7, 1, 1e-6", "3, 12, 4, 4" })
	void nd4jGivesThemToo(final int lines, final int cells, final int states, final double rate) {
		final SelectiveScan[] each = lines(lines, cells, states, rate);
		final Set<InfluenceIndex> two = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN);
		final Map<InfluenceIndex, float[]> found = new Nd4jIndexEngine().compute(List.of(joined(each)), two, Progress.NONE).get(0);
		final List<Map<InfluenceIndex, float[]>> expected = new ReferenceIndexEngine().compute(List.of(each), two, Progress.NONE);
		for (final InfluenceIndex index : two)
			for (int step = 0; step < lines * cells; step++) {
				final float wanted = expected.get(step / cells).get(index)[step % cells];
				assertEquals(wanted, found.get(index)[step + step / cells], 1e-4 * wanted, index + ", step " + step);
			}
	}

	@ParameterizedTest
	@CsvSource({ "5, 7, 1, 1e-6", "4, 30, 16, 2", "3, 1, 2, 1" })
	void outputIsThatOfEachRow(final int rows, final int columns, final int states, final double rate) {
		final SelectiveScan[] each = lines(rows, columns, states, rate);
		final Random random = new Random(9);
		final FloatBuffer parameterA = each[0].a();
		final FloatBuffer skip = floats(CHANNELS, random);
		final FloatBuffer bias = floats(CHANNELS, random);
		final ScanParameters parameters = new ScanParameters(1, CHANNELS, states, parameterA, bias, skip);
		final int cells = rows * columns;
		final Permutation walk = ScanOrders.EACH_ROW.over(rows, columns);
		final FloatBuffer u = FloatBuffer.allocate(walk.length() * CHANNELS);
		final FloatBuffer dt = FloatBuffer.allocate(walk.length() * CHANNELS);
		final FloatBuffer b = FloatBuffer.allocate(walk.length() * states);
		final FloatBuffer c = FloatBuffer.allocate(walk.length() * states);
		for (int i = 0; i < cells * CHANNELS; i++)
			u.put(i, (float) random.nextGaussian());
		for (int row = 0; row < rows; row++) {
			dt.put(row * columns * CHANNELS, each[row].delta(), 0, columns * CHANNELS);
			b.put(row * columns * states, each[row].b(), 0, columns * states);
			c.put(row * columns * states, each[row].c(), 0, columns * states);
		}
		for (int i = cells * CHANNELS; i < dt.capacity(); i++)
			dt.put(i, RESET);
		try (FusedScanEngine engine = new FusedScanEngine(2)) {
			final FloatBuffer y = FloatBuffer.allocate(u.capacity());
			engine.run(new ScanProjections(1, 1, walk.length(), CHANNELS, states, u, dt, b, c), parameters, List.of(walk), ScanRequest.OUTPUT_ONLY, y,
				Progress.NONE);
			for (int row = 0; row < rows; row++) {
				final FloatBuffer ofRow = FloatBuffer.allocate(columns * CHANNELS);
				final FloatBuffer input = FloatBuffer.allocate(columns * CHANNELS).put(0, u, row * columns * CHANNELS, columns * CHANNELS);
				engine.run(new ScanProjections(1, 1, columns, CHANNELS, states, input, each[row].delta(), each[row].b(), each[row].c()), parameters, List
					.of(ScanOrders.ROW_MAJOR.over(1, columns)), ScanRequest.OUTPUT_ONLY, ofRow, Progress.NONE);
				assertArrayEquals(ofRow.array(), Arrays.copyOfRange(y.array(), row * columns * CHANNELS, (row + 1) * columns * CHANNELS), "row " + row);
			}
			for (int i = cells * CHANNELS; i < y.capacity(); i++)
				assertEquals(0, y.get(i), "separators put nothing out");
		}
	}

	/** Lines with the same A. */
	private static SelectiveScan[] lines(final int lines, final int cells, final int states, final double rate) {
		final Random random = new Random(lines * 31L + cells);
		final SelectiveScan[] each = new SelectiveScan[lines];
		for (int line = 0; line < lines; line++) {
			final SelectiveScan scan = TestScans.of(new Shape(1, cells, CHANNELS, states), TestScans.between(random, 1e-3, 2), random::nextGaussian,
				random::nextGaussian, TestScans.between(random, rate / 2, rate * 2));
			each[line] = new SelectiveScan(1, cells, CHANNELS, states, scan.delta(), scan.b(), scan.c(), line == 0 ? scan.a() : each[0].a());
		}
		return each;
	}

	private static SelectiveScan joined(final SelectiveScan... lines) {
		final int cells = lines[0].length();
		final int states = lines[0].states();
		final int length = lines.length * (cells + 1) - 1;
		final FloatBuffer delta = FloatBuffer.allocate(length * CHANNELS);
		final FloatBuffer b = FloatBuffer.allocate(length * states);
		final FloatBuffer c = FloatBuffer.allocate(length * states);
		Arrays.fill(delta.array(), RESET);
		for (int line = 0; line < lines.length; line++) {
			final int from = line * (cells + 1);
			delta.put(from * CHANNELS, lines[line].delta(), 0, cells * CHANNELS);
			b.put(from * states, lines[line].b(), 0, cells * states);
			c.put(from * states, lines[line].c(), 0, cells * states);
		}
		return new SelectiveScan(1, length, CHANNELS, states, delta, b, c, lines[0].a());
	}

	private static FloatBuffer floats(final int size, final Random random) {
		final FloatBuffer values = FloatBuffer.allocate(size);
		for (int i = 0; i < size; i++)
			values.put(i, (float) random.nextGaussian());
		return values;
	}
}
