package org.xvmamba.display;

import java.awt.image.BufferedImage;

import org.xvmamba.Progress;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.explain.MapIndex;

/** The maps of all indices, blocks and directions in a {@link ReportPage}. */
final class ReportMaps {

	private ReportMaps() {}

	/** Adds a section for each index. */
	static void add(final StringBuilder html, final Explanation explanation, final ColourScale colours, final Progress progress) {
		for (final MapIndex index : explanation.indices()) {
			html.append("<h2>").append(Html.escaped(index.label())).append(" of all blocks and scan directions</h2>\n<p>Each map runs through the colours from its own ")
				.append("least to its own greatest raw value, given below it: compare places within a map, not colours between maps.</p>\n<div class=\"scale\">")
				.append(Html.image(ReportPictures.scale(colours), "The colours from the least to the greatest value of a map")).append(
					"<div class=\"ticks\"><span>least</span><span>greatest</span></div></div>\n");
			for (final int block : explanation.blocksWith(index)) {
				progress.throwIfCancelled();
				progress.report("Drawing maps", block, explanation.blocks().size());
				addBlock(html, explanation, index, block, colours);
			}
		}
	}

	private static void addBlock(final StringBuilder html, final Explanation explanation, final MapIndex index, final int block,
		final ColourScale colours)
	{
		final BlockDescription description = explanation.blocks().get(block);
		html.append("<section class=\"block\">\n<h3>").append(Html.escaped(MapTexts.block(description))).append(" <small>Grid ").append(
			MapTexts.grid(explanation, description)).append(explanation.tiles().size() > 1 ? " on each tile" : "").append("; ")
			.append(share(MapTexts.ssmShare(explanation, block))).append("</small></h3>\n<div class=\"maps\">\n");
		for (int direction = MapSelection.MEAN; direction < description.directions(); direction++)
			addMap(html, explanation, new MapSelection(index, block, direction), colours);
		html.append("</div>\n</section>\n");
	}

	private static String share(final double share) {
		if (Double.isNaN(share)) return "share of the SSM branch not known";
		final String text = "SSM branch " + MapTexts.percent(share) + " of the block on this image";
		return share < MapLegend.SMALL_SHARE ? "<span class=\"small\">" + text + "</span>" : text;
	}

	private static void addMap(final StringBuilder html, final Explanation explanation, final MapSelection selection,
		final ColourScale colours)
	{
		final BlockDescription block = explanation.blocks().get(selection.block());
		final MapRenderer renderer = MapRenderer.of(explanation, selection);
		final BufferedImage picture = ReportPictures.map(explanation, selection, colours);
		final String direction = MapTexts.direction(block, selection.direction());
		html.append("<figure>").append(Html.image(picture, "Map of " + MapTexts.block(block) + ", " + direction)).append("<figcaption>").append(Html
			.escaped(direction)).append("<br>").append(MapTexts.number(renderer.min())).append(" to ").append(MapTexts.number(renderer.max())).append(
				"</figcaption></figure>\n");
	}
}
