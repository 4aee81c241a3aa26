package org.xvmamba.display;

import java.util.Locale;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;
import org.xvmamba.explain.Prediction;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.ssm.BlockDescription;

/** How maps, blocks, directions and numbers are called wherever people read them. */
final class MapTexts {

	private MapTexts() {}

	/** @return stage and block, numbered as in the block's name, and where a block has several scans, what stands behind that in the scan's name */
	static String block(final BlockDescription block) {
		final String numbers = "stage" + block.stage() + ".block" + block.block() + ".";
		final String scan = block.name().startsWith(numbers) ? ", " + block.name().substring(numbers.length()) : "";
		return "stage " + block.stage() + ", block " + block.block() + scan;
	}

	/** @return one block, or how all of them are joined */
	static String source(final Explanation explanation, final MapSource source) {
		if (source instanceof MapSource.AllBlocks all) return all.aggregation().label() + " of blocks, " + (all.scaled()
			? ViewTexts.SCALED_BLOCKS : ViewTexts.RAW_MAGNITUDES);
		return block(explanation.blocks().get(((MapSource.OneBlock) source).position()));
	}

	/** @return rows and columns of a block's grid on one tile */
	static String grid(final Explanation explanation, final BlockDescription block) {
		final int size = block.gridSize(explanation.plan().inputSize());
		return size + " x " + size;
	}

	/** @return what the model says of a picture, with its probability */
	static String prediction(final Prediction prediction) {
		final ClassScore best = prediction.best();
		return prediction.isNone() ? best.name() : best.name() + ", probability " + percent(best.probability());
	}

	/** @return the same where there is little room */
	static String briefly(final Prediction prediction) {
		final ClassScore best = prediction.best();
		return prediction.isNone() ? best.name() : best.name() + " " + percent(best.probability());
	}

	/**
	 * @param block whose direction it is
	 * @param direction from 0, or {@link MapSelection#MEAN}
	 */
	static String direction(final BlockDescription block, final int direction) {
		return direction == MapSelection.MEAN ? "mean of " + block.directions() + " directions" : "direction " + direction + " (" + block
			.scanOrders().get(direction) + ")";
	}

	/** @return the same where there is little room: ImageJ shows 60 letters of a plane's label */
	static String shortDirection(final BlockDescription block, final int direction) {
		return direction == MapSelection.MEAN ? direction(block, direction) : direction + ": " + block.scanOrders().get(direction);
	}

	/**
	 * @param explanation what was found
	 * @param block position in the explanation's list of blocks
	 * @return the mean of the SSM branch's share over the picture, by the tiles' areas, 0 to 1; NaN where it is not known
	 */
	static double ssmShare(final Explanation explanation, final int block) {
		double sum = 0;
		double area = 0;
		for (final var tile : explanation.tiles()) {
			sum += tile.blocks().get(block).ssmShare() * tile.region().area();
			area += tile.region().area();
		}
		return sum / area;
	}

	/** @return four significant digits */
	static String number(final double value) {
		final double magnitude = Math.abs(value);
		if (magnitude == 0) return "0";
		if (magnitude >= 1e5 || magnitude < 1e-3) return String.format(Locale.ROOT, "%.3e", value).replaceFirst("e([-+])0", "e$1").replace("e+",
			"e");
		final int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(magnitude)));
		return String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

	/** @return at most four significant digits, without zeros at the end */
	static String shortNumber(final double value) {
		final String number = number(value);
		return number.contains(".") ? number.replaceFirst("0+($|e)", "$1").replaceFirst("\\.($|e)", "$1") : number;
	}

	/** @return such as {@code 98.3 %} */
	static String percent(final double share) {
		final double percent = 100 * share;
		return percent > 99.9 && percent < 100 ? "over 99.9 %" : percent > 0 && percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT,
			"%.1f %%", percent);
	}
}
