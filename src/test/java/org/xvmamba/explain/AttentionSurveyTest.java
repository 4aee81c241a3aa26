package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.AttentionMatrices.Matrix;
import org.xvmamba.explain.AttentionSurvey.OfPoint;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.AttentionRollout;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;

/** On the shipped model, whose first blocks are too large for whole matrices. */
class AttentionSurveyTest {

	private static final Explainer SHIPPED = Explainer.standard(new ModelLibrary(List.of(Path.of("models"))));
	private static final Picture PICTURE = ImagePlusPictures.of(ImageFiles.open(Path.of("test-images", "window-with-white-cell.png")), null);
	private static final List<Point> POINTS = List.of(new Point(100, 90), new Point(3, 200));

	@Test
	void aRolloutMultipliesTheBlocksOfItsStage() {
		try (AttentionProbe probe = SHIPPED.probe(PICTURE, ExplainOptions.DEFAULTS, OrderPlan.MODEL, 100, 90, Progress.NONE)) {
			final int last = probe.blocks().size() - 1;
			final List<float[][]> matrices = new ArrayList<>();
			for (int block = 0; block <= last; block++)
				if (probe.blocks().get(block).stage() == probe.blocks().get(last).stage()) matrices.add(probe.matrix(block, HiddenAttention.MERGED,
					AttentionSign.ABSOLUTE, Progress.NONE));
			final float[][] expected = AttentionRollout.of(matrices, Progress.NONE);
			final AttentionSurvey survey = survey(Map.of("line", "rollout", "blocks", "last"));
			assertEquals(2, survey.points().size());
			for (final OfPoint point : survey.points()) {
				final AttentionMap map = point.maps().get(0).get(0);
				assertEquals(probe.tokenAt(last, point.point().x(), point.point().y()), map.token());
				assertEquals(AttentionMode.ROLLOUT, map.mode());
				assertArrayEquals(expected[map.token()], map.values());
				assertEquals(1, map.sum(), 1e-5);
			}
		}
	}

	@Test
	void everyBlockOfAStageHasItsOwn() {
		try (AttentionProbe probe = SHIPPED.probe(PICTURE, ExplainOptions.DEFAULTS, OrderPlan.MODEL, 100, 90, Progress.NONE)) {
			final int blocks = probe.blocks().size();
			final int first = firstOfLastStage(probe);
			final AttentionSurvey survey = survey(Map.of("line", "rollout", "blocks", first + "," + (blocks - 1)));
			final List<List<AttentionMap>> maps = survey.points().get(0).maps();
			assertEquals(first == blocks - 1 ? 1 : 2, maps.size());
			assertEquals(probe.blocks().get(first), maps.get(0).get(0).description());
			assertArrayEquals(AttentionRollout.of(List.<float[][]>of(probe.matrix(first, HiddenAttention.MERGED, AttentionSign.ABSOLUTE,
				Progress.NONE)), Progress.NONE)[maps.get(0).get(0).token()], maps.get(0).get(0).values());
		}
	}

	private static int firstOfLastStage(final AttentionProbe probe) {
		int first = probe.blocks().size() - 1;
		while (first > 0 && probe.blocks().get(first - 1).stage() == probe.blocks().get(first).stage())
			first--;
		return first;
	}

	@Test
	void rowsOfMatricesAreRows() {
		final AttentionMatrices matrices = matrices(Map.of("line", "matrix", "blocks", "last", "directions", "all", "sign", "signed"), Progress.NONE);
		assertEquals(5, matrices.matrices().size());
		try (AttentionProbe probe = SHIPPED.probe(PICTURE, ExplainOptions.DEFAULTS, OrderPlan.MODEL, 100, 90, Progress.NONE)) {
			final int last = probe.blocks().size() - 1;
			for (final Matrix matrix : matrices.matrices())
				assertArrayEquals(probe.line(last, matrix.direction(), 20, Line.ROW, AttentionSign.SIGNED, Progress.NONE).values(), matrix.values()[20]);
		}
	}

	@Test
	void tooLargeMatricesAreRefusedInOneSentenceWithTheSizes() {
		for (final String line : List.of("rollout", "matrix")) {
			final Map<String, String> values = Map.of("line", line, "blocks", "all");
			final UserException refused = assertThrows(UserException.class, () -> {
				if (line.equals("matrix")) matrices(values, Progress.NONE);
				else survey(values);
			});
			assertTrue(refused.getMessage().startsWith("The attention matrix of stage0.block0 has 3136 x 3136 entries; ") && refused.getMessage()
				.contains("at most 2048 tokens, so take blocks="), refused.getMessage());
		}
	}

	@Test
	void matricesStopWhenAsked() {
		final Progress stopped = new Progress() {

			private volatile boolean begun;

			@Override
			public void report(final String step, final long done, final long total) {
				begun = begun || step.startsWith("Computing attention");
			}

			@Override
			public boolean isCancelled() {
				return begun;
			}
		};
		assertThrows(CancelledException.class, () -> matrices(Map.of("line", "matrix", "blocks", "last"), stopped));
	}

	private static AttentionSurvey survey(final Map<String, String> values) {
		return AttentionSurvey.of(SHIPPED, PICTURE, ExploreOptions.of(values), POINTS, Progress.NONE);
	}

	private static AttentionMatrices matrices(final Map<String, String> values, final Progress progress) {
		return AttentionMatrices.of(SHIPPED, PICTURE, ExploreOptions.of(values), POINTS.get(0), progress);
	}
}
