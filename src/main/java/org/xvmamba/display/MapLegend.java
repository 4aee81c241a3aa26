package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapSource;
import org.xvmamba.explain.ValueRange;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilingMode;
import org.xvmamba.ssm.BlockDescription;

/**
 * What a reader of a map must be told.
 *
 * @param title the index
 * @param rows what is shown, and what the model says
 * @param warning why the map should not be trusted, where there is a reason
 * @param notes how to read the map
 * @param min raw value of the scale's first colour
 * @param max raw value of the scale's last colour
 * @param colours of the scale
 */
record MapLegend(String title, List<Row> rows, Optional<String> warning, List<String> notes, double min, double max,
	ColourRamp colours)
{

	/** Below this share of the SSM branch, a map says little about the block. */
	static final double SMALL_SHARE = 0.1;

	/** A name and its value. */
	record Row(String name, String value) {}

	/**
	 * @param explanation what was found
	 * @param view the map that is shown
	 * @return its legend
	 */
	static MapLegend of(final Explanation explanation, final MapView view) {
		final JoinedMap map = view.map(explanation);
		final ValueRange range = view.range(explanation, map);
		final List<Integer> blocks = blocks(explanation, view);
		final double share = blocks.stream().mapToDouble(block -> MapTexts.ssmShare(explanation, block)).average().orElseThrow();
		final BlockDescription block = explanation.blocks().get(blocks.get(blocks.size() - 1));
		final boolean ofScans = !(view.index() instanceof MapIndex.Activation);
		final List<Row> rows = new ArrayList<>();
		rows.add(new Row(blocks.size() > 1 ? "Blocks" : "Block", MapTexts.source(explanation, view.source()) + (blocks.size() > 1 ? " (" + blocks
			.size() + ")" : place(explanation, block))));
		rows.add(new Row("Grid", grids(explanation, blocks) + (isTiled(explanation) ? " on each tile" : "") + ", resized bilinearly"));
		rows.add(new Row("Direction", ofScans ? MapTexts.direction(block, view.direction()) : "none"));
		rows.add(new Row("Scaling", (map.isScaled() ? "scaled" : "raw") + " values, linear, " + view.scaling().description() + "; over the image, the lowest quarter fades out"));
		rows.add(new Row("Range", MapTexts.number(range.min()) + " to " + MapTexts.number(range.max())));
		rows.add(new Row("Predicted", predicted(explanation)));
		if (view.index().dependsOnClass()) rows.add(new Row("Class", explanation.className()));
		final PlanePosition plane = explanation.picture().plane();
		if (!plane.equals(PlanePosition.FIRST)) rows.add(new Row("Plane", plane.inWords()));
		rows.add(new Row("Model", explanation.model().name()));
		rows.add(new Row("Input", input(explanation)));
		rows.add(new Row("Shows", ofScans ? shows(share, blocks.size()) : "the last feature map, not the SSM branch"));
		final Optional<String> warning = ofScans && share < SMALL_SHARE ? Optional.of("Only " + MapTexts.percent(share) +
			(blocks.size() > 1 ? " of these blocks, on average, goes" : " of this block goes") +
			" through the SSM branch on this image: this map says little about the prediction.") : Optional.empty();
		return new MapLegend(view.index().label(), List.copyOf(rows), warning, notes(explanation, view.index()), range.min(), range
			.max(), view.colours());
	}

	/** Positions of the blocks that the map tells of, in the explanation's list. */
	private static List<Integer> blocks(final Explanation explanation, final MapView view) {
		return view.source() instanceof MapSource.OneBlock one ? List.of(one.position()) : explanation.blocksWith(view.index());
	}

	private static String grids(final Explanation explanation, final List<Integer> blocks) {
		return blocks.stream().map(block -> MapTexts.grid(explanation, explanation.blocks().get(block))).distinct().collect(Collectors.joining(
			", "));
	}

	private static String place(final Explanation explanation, final BlockDescription block) {
		final int position = explanation.model().blocks().indexOf(block);
		final int count = explanation.model().blocks().size();
		return position < 0 ? "" : position == count - 1 ? " (the last of " + count + ")" : " (number " + (position + 1) + " of " + count + ")";
	}

	private static boolean isTiled(final Explanation explanation) {
		return explanation.plan().mode() == TilingMode.TILES;
	}

	private static String predicted(final Explanation explanation) {
		final int tiles = explanation.tiles().size();
		return MapTexts.prediction(explanation.prediction()) + (tiles > 1 ? " (mean of " + tiles + " tiles)" : "");
	}

	private static String input(final Explanation explanation) {
		final int size = explanation.plan().inputSize();
		final Region region = explanation.picture().region();
		final String part = explanation.picture().isPart() ? "x=" + region.x() + ", y=" + region.y() + ", " + region.width() + " x " + region
			.height() + " pixels" : "";
		if (!isTiled(explanation)) return (part.isEmpty() ? "all" : part) + ", resized to " + size + " x " + size + " pixels";
		return (part.isEmpty() ? "" : part + ", ") + tiles(explanation);
	}

	private static String tiles(final Explanation explanation) {
		final int tiles = explanation.tiles().size();
		return tiles + (tiles == 1 ? " tile" : " tiles") + " of " + explanation.plan().span() + " pixels" + resampled(explanation) + overlap(
			explanation) + leftOut(explanation);
	}

	private static String resampled(final Explanation explanation) {
		final int size = explanation.plan().inputSize();
		return explanation.plan().span().isResampled(size) ? ", resampled to " + size + " x " + size + " at the model's " + MapTexts.shortNumber(
			explanation.model().micrometresPerPixel().orElse(Double.NaN)) + " µm a pixel" : "";
	}

	private static String overlap(final Explanation explanation) {
		final int overlap = explanation.options().overlap();
		return overlap == 0 ? "" : ", overlapping by " + overlap + " %, averaged";
	}

	private static String leftOut(final Explanation explanation) {
		final int leftOut = explanation.plan().leftOut().size();
		return leftOut == 0 ? "" : "; " + leftOut + " left out as glass";
	}

	private static String shows(final double share, final int blocks) {
		return Double.isNaN(share) ? "the SSM branch; its share of the block is not known" : "the SSM branch, " + MapTexts.percent(share) +
			(blocks > 1 ? " of these blocks, on average, on this image" : " of this block on this image");
	}

	private static List<String> notes(final Explanation explanation, final MapIndex index) {
		final List<String> notes = new ArrayList<>(IndexNotes.of(index, explanation.className()));
		final int missing = explanation.blocks().size() - explanation.blocksWith(index).size();
		if (missing > 0 && !(index instanceof MapIndex.Activation)) notes.add("Left out of " + (missing == 1 ? "1 block, which has"
			: missing + " blocks, which have") + " too many tokens for it.");
		return List.copyOf(notes);
	}

	/** @return the legend as plain text */
	String text() {
		final StringBuilder text = new StringBuilder(title).append('\n');
		for (final Row row : rows)
			text.append(row.name).append(": ").append(row.value).append('\n');
		warning.ifPresent(line -> text.append("Warning: ").append(line).append('\n'));
		for (final String note : notes)
			text.append(note).append('\n');
		return text.toString();
	}
}
