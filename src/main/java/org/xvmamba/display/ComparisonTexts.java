package org.xvmamba.display;

import java.util.List;
import java.util.Optional;

import org.xvmamba.explain.MapComparison;
import org.xvmamba.explain.MapComparison.Pair;
import org.xvmamba.ssm.BlockDescription;

/** What a reader of a comparison is told. */
final class ComparisonTexts {

	private static final String JOINED = "mean of all blocks, each scaled to [0,1]";

	private ComparisonTexts() {}

	/** @return block and direction of a pair, in brief */
	static String place(final MapComparison comparison, final Pair pair) {
		if (!comparison.byBlock()) return "all blocks joined, mean of directions";
		final BlockDescription block = comparison.first().explanation().blocks().get(pair.block());
		return MapTexts.block(block) + ", " + MapTexts.shortDirection(block, pair.direction());
	}

	/** @return the legend of the differences */
	static MapLegend legend(final MapComparison comparison) {
		final String places = comparison.byToken() ? "each block and direction, token by token" : comparison.byBlock()
			? "each block and direction, pixel by pixel: the tiles differ" : JOINED + ", pixel by pixel: the blocks differ";
		return new MapLegend("Difference of two explanations", List.of(new MapLegend.Row("First", comparison.first().label()), new MapLegend.Row(
			"Second", comparison.second().label()), new MapLegend.Row("Shows", "first less second"), new MapLegend.Row("Scaling", comparison.scaling()
				.label()), new MapLegend.Row("Colours", "-1 to 1 times the greatest difference of each plane, which its label gives"),
			new MapLegend.Row("Compared", places)), Optional.empty(), List.of(
				"Red: the first is higher; blue: the second is higher; white: no difference; grey: nothing to compare.",
				"The indices do not depend on the class: a difference shows where the scan can act, not what speaks for the class."), -1, 1,
			DifferenceColours::rgb);
	}
}
