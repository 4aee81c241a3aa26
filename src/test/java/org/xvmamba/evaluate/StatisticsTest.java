package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.analysis.Correlation;

/** Statistics whose values are known. */
class StatisticsTest {

	private static final double EXACT = 1e-12;

	@Test
	void giniAndEntropyOfKnownDistributions() {
		final ShapeStatistics flat = ShapeStatistics.of(new float[] { 3, 3, 3, 3 });
		assertEquals(0, flat.gini(), EXACT);
		assertEquals(1, flat.entropy(), EXACT);
		assertEquals(0.25, flat.topTenth(), EXACT, "a tenth of four cells, rounded up, is one");
		final ShapeStatistics single = ShapeStatistics.of(new float[] { 0, 0, 7, 0 });
		assertEquals(0.75, single.gini(), EXACT, "1 - 1/n");
		assertEquals(0, single.entropy(), EXACT);
		assertEquals(1, single.topTenth(), EXACT);
		// By hand: Σ (2i - 5) x_i = -3·1 - 1·2 + 1·3 + 3·4 = 10, over 4 · 10.
		final ShapeStatistics rising = ShapeStatistics.of(new float[] { 4, 2, 1, 3 });
		assertEquals(0.25, rising.gini(), EXACT);
		assertEquals(-(0.1 * Math.log(0.1) + 0.2 * Math.log(0.2) + 0.3 * Math.log(0.3) + 0.4 * Math.log(0.4)) / Math.log(4), rising.entropy(),
			EXACT);
	}

	@Test
	void whatIsNotPositiveHasNoMass() {
		final ShapeStatistics mixed = ShapeStatistics.of(new float[] { -5, 2, 2, Float.NaN });
		assertEquals(0.5, mixed.gini(), EXACT);
		assertEquals(Math.log(2) / Math.log(4), mixed.entropy(), EXACT);
		assertTrue(Double.isNaN(ShapeStatistics.of(new float[] { -1, 0 }).gini()));
	}

	/** Simulated; docs/evaluation.md tells it, and {@link Verdict#FEW_IMAGES} stands on it. */
	@ParameterizedTest
	@CsvSource({ "2, 0.50", "5, 0.84", "10, 0.90", "30, 0.94" })
	void intervalsOfFewImagesAreTooNarrow(final int images, final double coverage) {
		final Random random = new Random(11);
		final int trials = 2000;
		int covered = 0;
		for (int trial = 0; trial < trials; trial++) {
			final Interval found = Bootstrap.of(random.doubles(images).map(any -> random.nextGaussian()).toArray(), trial);
			if (found.low() <= 0 && found.high() >= 0) covered++;
		}
		// Of 2000 trials, a share has a standard error of at most 0.011.
		assertEquals(coverage, covered / (double) trials, 0.025);
	}

	@Test
	void areaByTheTrapezoidRule() {
		assertEquals(0.5, DeletionInsertion.area(new double[] { 1, 0.5, 0 }), EXACT);
		assertEquals(0.7, DeletionInsertion.area(new double[] { 0.7, 0.7, 0.7, 0.7 }), EXACT);
		assertEquals((1 / 2.0 + 0.4 + 0.2 + 0.1 / 2) / 3, DeletionInsertion.area(new double[] { 1, 0.4, 0.2, 0.1 }), EXACT);
	}

	@Test
	void localisationByHand() {
		final BitSet truth = new BitSet();
		truth.set(1);
		truth.set(2);
		final Localisation found = Localisation.of(new float[] { 1, 4, 2, 1, -9 }, 1, truth);
		assertTrue(found.hit());
		assertEquals(6 / 8.0, found.massShare(), EXACT);
		assertEquals(2 / 5.0, found.areaShare(), EXACT);
		assertEquals(6 / 8.0 / (2 / 5.0), found.enrichment(), EXACT);
	}

	@Test
	void rankingIsDescendingAndShufflesTies() {
		final float[] values = { 2, -1, 7, 0f, -0f, Float.NaN, 7 };
		final int[] order = PixelRanking.descending(values, new Random(1));
		assertEquals(Arrays.stream(order).boxed().sorted().toList(), IntStream.range(0, 7).boxed().toList(), "every position once");
		assertEquals(5, order[6], "NaN is the lowest");
		assertEquals(1, order[5]);
		assertEquals(0, order[2]);
		final float[] flat = new float[100];
		assertArrayEquals(PixelRanking.descending(flat, new Random(3)), PixelRanking.descending(flat, new Random(3)));
		assertNotEquals(Arrays.toString(PixelRanking.descending(flat, new Random(3))), Arrays.toString(PixelRanking.descending(flat, new Random(
			4))));
		assertTrue(IntStream.range(0, 200).map(seed -> PixelRanking.descending(values, new Random(seed))[0]).filter(first -> first == 2)
			.count() > 60, "of two equal ones each comes first about as often");
	}

	/** 300 samples of 30 normal values: 95 % intervals of the percentile bootstrap cover some 93 % at this size; 3 standard errors are 4.4 %. */
	@Test
	void bootstrapIntervalsCoverTheTrueMean() {
		final Random random = new Random(5);
		int covered = 0;
		for (int sample = 0; sample < 300; sample++) {
			final Interval interval = Bootstrap.of(random.doubles(30).map(any -> 2 + 3 * random.nextGaussian()).toArray(), sample);
			if (interval.low() <= 2 && 2 <= interval.high()) covered++;
		}
		assertEquals(0.93, covered / 300.0, 0.044);
	}

	@Test
	void bootstrapIsTheSameBySeedAndLeavesOutWhatIsMissing() {
		final double[] values = { 0.1, 0.5, Double.NaN, 0.3 };
		assertEquals(Bootstrap.of(values, 7), Bootstrap.of(values, 7));
		final double[] many = new Random(2).doubles(25).toArray();
		assertNotEquals(Bootstrap.of(many, 7), Bootstrap.of(many, 8));
		final Interval interval = Bootstrap.of(values, 7);
		assertEquals(3, interval.images());
		assertEquals(0.3, interval.mean(), EXACT);
		assertEquals(0.1, interval.low(), 1e-9, "with three values, all draws are the least one often enough");
		final Interval single = Bootstrap.of(new double[] { 0.4 }, 1);
		assertTrue(!single.isKnown() && single.mean() == 0.4);
		final Interval constant = Bootstrap.of(new double[] { 2, 2, 2 }, 1);
		assertEquals(2, constant.low(), EXACT);
		assertEquals(2, constant.high(), EXACT);
	}

	@Test
	void deletedInsertedAndFadedPixelsHaveTheMeanOfTheirChannel() {
		final PixelMixer mixer = PixelMixer.of(new float[] { 0, 10, 20, 30, 1, 1, 1, 5, 100, 100, 100, 100 });
		final float[] out = new float[12];
		mixer.without(new int[] { 3, 0, 1, 2 }, 2, out);
		assertArrayEquals(new float[] { 15, 10, 20, 15, 2, 1, 1, 2, 100, 100, 100, 100 }, out);
		mixer.only(new int[] { 3, 0, 1, 2 }, 1, out);
		assertArrayEquals(new float[] { 15, 15, 15, 30, 2, 2, 2, 5, 100, 100, 100, 100 }, out);
		mixer.faded(new float[] { 0, 1, 0.5f, 0 }, out);
		assertArrayEquals(new float[] { 15, 10, 17.5f, 15, 2, 1, 1.5f, 2, 100, 100, 100, 100 }, out);
	}

	@Test
	void rankCorrelationMindsOnlyTheOrder() {
		assertEquals(1, Correlation.spearman(new float[] { 1, 2, 3, 4 }, new float[] { 1, 10, 100, 1000 }), EXACT);
		assertEquals(-1, Correlation.spearman(new float[] { 1, 2, 3, 4 }, new float[] { 4, 3, 2, -1 }), EXACT);
		// Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: Pearson's of the ranks is 4.5 / sqrt(4.5 · 5).
		assertEquals(4.5 / Math.sqrt(4.5 * 5), Correlation.spearman(new float[] { 1, 2, 2, 3 }, new float[] { 1, 2, 3, 4 }), EXACT);
	}
}
