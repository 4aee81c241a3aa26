package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.UserException;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.ssm.BlockDescription;

class ExploreOptionsTest {

	private static final BlockDescription BLOCK = new BlockDescription("b", 0, 0, 4, 8, 2, List.of("row-major", "row-major-reversed"), null);

	@Test
	void readsEveryKey() {
		final ExploreOptions options = ExploreOptions.of(Map.of("points", "1,2; 30,40", "line", "column", "directions", "1", "orders",
			"local:7,random:3", "model", "my model"));
		assertEquals(List.of(new Point(1, 2), new Point(30, 40)), options.points());
		assertEquals(AttentionMode.COLUMN, options.mode());
		assertEquals(List.of(1), options.directionsOf(BLOCK));
		assertEquals("my model", options.base().model());
		assertEquals("random:3", options.orders().get(1).name());
		assertThrows(UserException.class, options::order);
	}

	@Test
	void directionsAreMergedOrEach() {
		assertEquals(List.of(-1), ExploreOptions.of(Map.of()).directionsOf(BLOCK));
		assertEquals(List.of(-1, 0, 1), ExploreOptions.of(Map.of("directions", "all")).directionsOf(BLOCK));
		assertEquals(List.of(0, 1), ExploreOptions.of(Map.of("directions", "all")).scansOf(BLOCK));
		assertThrows(UserException.class, () -> ExploreOptions.of(Map.of()).scansOf(BLOCK));
		assertThrows(UserException.class, () -> ExploreOptions.of(Map.of("directions", "2")).directionsOf(BLOCK));
	}

	@Test
	void aRolloutIsOfMagnitudesAndOfAllDirections() {
		assertEquals(AttentionMode.ROLLOUT, ExploreOptions.of(Map.of("line", "rollout")).mode());
		for (final Map<String, String> impossible : List.of(Map.of("line", "rollout", "sign", "signed"), Map.of("line", "rollout", "directions",
			"all")))
		{
			final UserException refused = assertThrows(UserException.class, () -> ExploreOptions.of(impossible));
			assertTrue(refused.getMessage().contains("is not possible; allowed is: "), refused.getMessage());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "points|1;2|selection, or pairs x,y", "points|-1,2|selection, or pairs x,y", "line|diagonal|row, column, rollout, matrix",
		"sign|both|signed, absolute", "directions|mean|merged, all", "orders|zigzag|model, cross", "orders|''|model, cross", "method|tsne|pca, umap",
		"colour|red|the options are" })
	void anImpossibleValueIsOneSentenceThatNamesTheOthers(final String key, final String value, final String allowed) {
		final UserException refused = assertThrows(UserException.class, () -> ExploreOptions.of(Map.of(key, value)));
		assertTrue(refused.getMessage().contains(allowed), refused.getMessage());
	}
}
