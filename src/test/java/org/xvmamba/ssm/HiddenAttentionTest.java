package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.scan.Permutation;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.HiddenAttention.Line;
import org.xvmamba.ssm.TestBlocks.Shape;

class HiddenAttentionTest {

	/** What the issue asks for, relative to the greatest magnitude. */
	private static final double TOLERANCE = 1e-5;

	private static final HiddenAttention ATTENTION = new HiddenAttention(2);

	@AfterAll
	static void close() {
		ATTENTION.close();
	}

	static Stream<Arguments> shapes() {
		return Stream.of(new Shape(1, 4, 30, 5, 3), new Shape(1, 1, 1, 1, 1), new Shape(1, 2, 17, 70, 16), new Shape(2, 4, 40, 3, 1)).flatMap(
			shape -> Stream.of(AttentionSign.values()).flatMap(sign -> Stream.of(HiddenAttention.MERGED, shape.directions() - 1).map(
				direction -> Arguments.of(shape, sign, direction))));
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void rowsColumnsAndMatrixAreTheDefinition(final Shape shape, final AttentionSign sign, final int direction) {
		final BlockScan block = block(shape);
		final double[][] expected = NaiveAttention.matrix(block, direction, sign);
		final double scale = greatest(expected) * TOLERANCE;
		final float[][] matrix = ATTENTION.matrix(block, direction, sign, Progress.NONE);
		for (int token = 0; token < shape.length(); token++) {
			final float[] row = ATTENTION.line(block, direction, token, Line.ROW, sign, Progress.NONE);
			final float[] column = ATTENTION.line(block, direction, token, Line.COLUMN, sign, Progress.NONE);
			assertArrayEquals(matrix[token], row);
			for (int other = 0; other < shape.length(); other++) {
				assertEquals(expected[token][other], row[other], scale);
				assertEquals(expected[other][token], column[other], scale);
			}
		}
	}

	/** Long enough for several chunks of steps, with decays that are exact to 1e-5 after 700 factors only where rounding is kept. */
	@Test
	void aLongRowIsAsExactAsAShortOne() {
		final int length = 700;
		final Random random = new Random(3);
		final TestBlocks.Block made = TestBlocks.of(new Shape(1, 1, length, 2, 2), new TestBlocks.Values(random::nextGaussian, TestScans.between(
			random, 1e-4, 1e-3), random::nextGaussian, random::nextGaussian, TestScans.between(random, 0.5, 1)), random);
		final BlockScan block = BlockScan.of(made.projections(), made.parameters(), made.orders(), 0);
		final double[][] expected = NaiveAttention.matrix(block, 0, AttentionSign.SIGNED);
		final int last = block.orders().get(0).tokenAt(length - 1);
		final int first = block.orders().get(0).tokenAt(0);
		final float[] row = ATTENTION.line(block, 0, last, Line.ROW, AttentionSign.SIGNED, Progress.NONE);
		final float[] column = ATTENTION.line(block, 0, first, Line.COLUMN, AttentionSign.SIGNED, Progress.NONE);
		final double scale = greatest(expected) * 1e-6;
		for (int other = 0; other < length; other++) {
			assertEquals(expected[last][other], row[other], scale);
			assertEquals(expected[other][first], column[other], scale);
		}
	}

	@Test
	void attentionTimesInputIsTheScansOutput() {
		final Shape shape = new Shape(1, 4, 25, 6, 4);
		final TestBlocks.Block made = TestBlocks.realistic(shape, 5);
		final BlockScan block = BlockScan.of(made.projections(), made.parameters(), made.orders(), 0);
		final double[] output = NaiveAttention.output(block);
		final double[] scanned = made.reference(0).output();
		for (int i = 0; i < output.length; i++) {
			final int channel = i % shape.channels();
			double skip = 0;
			for (int k = 0; k < shape.directions(); k++)
				skip += made.parameters().skip().get(k * shape.channels() + channel);
			// Δ was rounded to single precision.
			assertEquals(scanned[i], output[i] + skip * block.input().get(i), 1e-5);
		}
	}

	@Test
	void aTokenReadsFromNoLaterOneAlsoWithAClassToken() {
		final List<Permutation> orders = ScanOrders.VIM.stream().map(order -> order.over(3, 4)).toList();
		final TestBlocks.Block made = TestBlocks.realistic(new Shape(1, 2, 13, 4, 3), 9);
		final BlockScan block = BlockScan.of(made.projections(), made.parameters(), orders, 0);
		final float[] row = ATTENTION.line(block, 0, 12, Line.ROW, AttentionSign.ABSOLUTE, Progress.NONE);
		assertEquals(13, row.length);
		for (int token = 0; token < 13; token++)
			assertEquals(token < 6 || token == 12, row[token] > 0, "token " + token);
		final float[] backwards = ATTENTION.line(block, 1, 12, Line.ROW, AttentionSign.ABSOLUTE, Progress.NONE);
		for (int token = 0; token < 12; token++)
			assertEquals(token >= 6, backwards[token] > 0, "token " + token);
	}

	@Test
	void rolloutIsTheProductOfTheBlocks() {
		final float[][] first = { { 1, 0 }, { 3, 1 } };
		final float[][] second = { { 0, 0 }, { 1, 1 } };
		final float[][] rollout = AttentionRollout.of(List.of(first, second), Progress.NONE);
		// M₁ = [1 0; 3/8 5/8], M₂ = [1 0; 1/4 3/4], M₂ M₁.
		assertArrayEquals(new float[] { 1, 0 }, rollout[0], 1e-6f);
		assertArrayEquals(new float[] { 0.25f + 0.75f * 0.375f, 0.75f * 0.625f }, rollout[1], 1e-6f);
		assertThrows(IllegalArgumentException.class, () -> AttentionRollout.of(List.<float[][]>of(new float[][] { { -1 } }), Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> AttentionRollout.of(List.of(), Progress.NONE));
	}

	@Test
	void rowsOfARolloutOfRealAttentionSumToOne() {
		final List<float[][]> blocks = new ArrayList<>();
		for (int seed = 1; seed <= 3; seed++) {
			final TestBlocks.Block made = TestBlocks.realistic(new Shape(1, 4, 30, 5, 3), seed);
			blocks.add(ATTENTION.matrix(BlockScan.of(made.projections(), made.parameters(), made.orders(), 0), HiddenAttention.MERGED,
				AttentionSign.ABSOLUTE, Progress.NONE));
		}
		for (final float[] row : AttentionRollout.of(blocks, Progress.NONE)) {
			double sum = 0;
			for (final float value : row)
				sum += value;
			assertEquals(1, sum, 1e-5);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void statesAreThoseOfTheReference(final boolean inputsOfDirections) {
		final Shape shape = new Shape(2, 3, 30, 70, 4);
		final TestBlocks.Block shared = TestBlocks.realistic(shape, 11);
		final TestBlocks.Block made = inputsOfDirections ? shared.withInputsOfDirections(new Random(12)) : shared;
		final int direction = 2;
		final StateTrajectory trajectory = StateTrajectory.of(BlockScan.of(made.projections(), made.parameters(), made.orders(), 1), direction,
			Progress.NONE);
		final double[] meanNorms = made.reference(1).stateNorms();
		for (int step = 0; step < shape.length(); step++) {
			final float[] h = trajectory.at(step);
			double squares = 0;
			double meanOfChannels = 0;
			for (int channel = 0; channel < shape.channels(); channel++) {
				double ofChannel = 0;
				for (int n = 0; n < shape.states(); n++)
					ofChannel += (double) h[n * shape.channels() + channel] * h[n * shape.channels() + channel];
				squares += ofChannel;
				meanOfChannels += Math.sqrt(ofChannel) / shape.channels();
			}
			assertEquals(Math.sqrt(squares), trajectory.norms()[step], 1e-5 * Math.sqrt(squares));
			assertEquals(meanNorms[direction * shape.length() + step], meanOfChannels, 1e-5 * meanOfChannels);
		}
	}

	@Test
	void whatDoesNotExistIsRefused() {
		final BlockScan block = block(new Shape(1, 2, 5, 2, 2));
		assertThrows(IllegalArgumentException.class, () -> line(block, 2, 0));
		assertThrows(IllegalArgumentException.class, () -> line(block, 0, 5));
		assertThrows(IllegalArgumentException.class, () -> line(block, -2, 0));
		assertThrows(IllegalArgumentException.class, () -> new HiddenAttention(0));
		final BlockScan withoutInput = new BlockScan(block.scan(), FloatBuffer.allocate(0), block.orders());
		assertThrows(IllegalArgumentException.class, () -> StateTrajectory.of(withoutInput, 0, Progress.NONE));
		final BlockScan large = block(new Shape(1, 1, HiddenAttention.MOST_MATRIX_TOKENS + 1, 1, 1));
		assertThrows(UserException.class, () -> ATTENTION.matrix(large, 0, AttentionSign.SIGNED, Progress.NONE));
	}

	@Test
	void stopsWhenAsked() {
		final BlockScan block = block(new Shape(1, 2, 5, 2, 2));
		final Progress stopped = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				throw new AssertionError("a stopped row reports nothing");
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> ATTENTION.line(block, 0, 4, Line.ROW, AttentionSign.SIGNED, stopped));
		assertThrows(CancelledException.class, () -> StateTrajectory.of(block, 0, stopped));
	}

	private static float[] line(final BlockScan block, final int direction, final int token) {
		return ATTENTION.line(block, direction, token, Line.ROW, AttentionSign.SIGNED, Progress.NONE);
	}

	private static BlockScan block(final Shape shape) {
		final TestBlocks.Block made = TestBlocks.realistic(shape, 7);
		return BlockScan.of(made.projections(), made.parameters(), made.orders(), shape.images() - 1);
	}

	private static double greatest(final double[][] matrix) {
		double greatest = 0;
		for (final double[] row : matrix)
			for (final double value : row)
				greatest = Math.max(greatest, Math.abs(value));
		assertTrue(greatest > 0);
		return greatest;
	}
}
