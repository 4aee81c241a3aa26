package org.xvmamba.display;

import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.HighestTiles;
import org.xvmamba.explain.HighestTiles.RankedTile;
import org.xvmamba.image.Region;

/** Of an image in tiles, their predicted classes and the highest of them, in a {@link ReportPage}. */
final class ReportTiles {

	/** Tables of the highest tiles are for at most so many classes: those of most tiles. */
	private static final int MOST_CLASSES = 5;

	private ReportTiles() {}

	/** Adds class map and tables. */
	static void add(final StringBuilder html, final Explanation explanation) {
		final ClassMap map = ClassMap.of(explanation);
		final int[] counts = new int[map.classes().size()];
		for (final float value : map.values())
			if (!Float.isNaN(value)) counts[(int) value]++;
		final List<Integer> found = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).boxed().sorted((first, second) -> Integer.compare(
			counts[second], counts[first])).toList();
		addMap(html, explanation, map, found, counts);
		for (final int position : found.subList(0, Math.min(MOST_CLASSES, found.size())))
			addHighest(html, explanation, position);
		if (found.size() > MOST_CLASSES) html.append("<p>The other ").append(found.size() - MOST_CLASSES).append(" classes have fewer tiles.</p>\n");
	}

	private static void addMap(final StringBuilder html, final Explanation explanation, final ClassMap map, final List<Integer> found,
		final int... counts)
	{
		final int leftOut = explanation.plan().leftOut().size();
		html.append("<h2>Classes of the tiles</h2>\n<figure class=\"class-map\">").append(Html.image(ReportPictures.classMap(map),
			"Map of the predicted classes, " + map.width() + " x " + map.height() + " tiles")).append("<figcaption>The class that the model says of each tile, ")
			.append(map.width()).append(" x ").append(map.height()).append(" tiles.").append(leftOut == 0 ? "" : " White: " + leftOut +
				" left out as glass or outside of the selection.").append("</figcaption></figure>\n<ul class=\"classes\">\n");
		for (final int position : found)
			html.append("<li>").append(Html.image(ReportPictures.classColourOf(position), "")).append(Html.escaped(map.classes().get(position)))
				.append(": ").append(counts[position]).append(counts[position] == 1 ? " tile" : " tiles").append("</li>\n");
		html.append("</ul>\n");
	}

	private static void addHighest(final StringBuilder html, final Explanation explanation, final int position) {
		final Region picture = explanation.picture().region();
		final String name = explanation.prediction().classes().get(position).name();
		html.append("<h3>Highest tiles of ").append(Html.escaped(name)).append("</h3>\n<table class=\"scores\">\n<caption>At most ").append(
			HighestTiles.COUNT).append(" tiles, highest probability first; places in pixels of the image</caption>\n<thead><tr>");
		for (final String column : new String[] { "Tile", "X", "Y", "Width", "Height", "Probability" })
			html.append("<th scope=\"col\" class=\"number\">").append(column).append("</th>");
		html.append("</tr></thead>\n<tbody>\n");
		for (final RankedTile tile : HighestTiles.of(explanation, position)) {
			html.append("<tr><th scope=\"row\" class=\"number\">").append(tile.tile() + 1).append("</th>");
			for (final Object value : new Object[] { picture.x() + tile.region().x(), picture.y() + tile.region().y(), tile.region().width(), tile
				.region().height(), MapTexts.percent(tile.score().probability()) })
				html.append("<td class=\"number\">").append(value).append("</td>");
			html.append("</tr>\n");
		}
		html.append("</tbody>\n</table>\n");
	}
}
