package org.xvmamba.display;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.InfluenceMeasure;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.image.Region;
import org.xvmamba.ssm.BlockDescription;

import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

/** How much of each map lies in regions of interest, as a table of ImageJ; later measurements are added below. */
public final class InfluenceTable {

	/** Title of the window; macros find the table by it. */
	public static final String TITLE = "X-VMamba Influence";

	private static final int DECIMALS = 4;

	private InfluenceTable() {}

	/**
	 * Measures regions of an explained image and adds the rows to the open table, or opens one: a row for each region, index, block and
	 * direction.
	 *
	 * @param explained the image
	 * @param regions in pixels of the image
	 * @param progress told and asked
	 * @throws UserException for a region that is no area, or lies outside of what was explained; nothing is added then
	 */
	public static void measure(final ExplainedImage explained, final List<Roi> regions, final Progress progress) {
		final Explanation explanation = explained.explanation();
		final List<PixelMask> masks = new ArrayList<>();
		for (int i = 0; i < regions.size(); i++)
			masks.add(mask(regions.get(i), name(regions.get(i), i), explanation.picture().region()));
		final List<List<InfluenceMeasure>> measures = InfluenceMeasure.measure(explanation, masks, progress);
		for (int i = 0; i < regions.size(); i++)
			if (!(measures.get(i).get(0).areaShare() > 0)) throw new UserException("Nothing was explained under the region '" + name(regions.get(
				i), i) + "' of '" + explained.image().getTitle() + "'; draw it where the map lies.");
		final ResultsTable table = Tables.openOrNew(TITLE);
		for (int i = 0; i < regions.size(); i++)
			for (final InfluenceMeasure measure : measures.get(i))
				addRow(table, explanation, name(regions.get(i), i), measure);
		Tables.show(table, TITLE, List.of(explained.image()));
	}

	private static String name(final Roi region, final int position) {
		return region.getName() == null ? "region " + (position + 1) : region.getName();
	}

	private static PixelMask mask(final Roi region, final String name, final Region explained) {
		if (!region.isArea()) throw new UserException("The region '" + name + "' is a " + region.getTypeAsString().toLowerCase() +
			", which has no area; only areas can be measured, such as rectangles, ovals and outlines.");
		final Rectangle bounds = region.getBounds();
		final ImageProcessor shape = region.getMask();
		return (x, y) -> {
			final int column = x + explained.x() - bounds.x;
			final int row = y + explained.y() - bounds.y;
			return column >= 0 && row >= 0 && column < bounds.width && row < bounds.height && (shape == null || shape.get(column, row) != 0);
		};
	}

	private static void addRow(final ResultsTable table, final Explanation explanation, final String region, final InfluenceMeasure measure) {
		final BlockDescription block = explanation.blocks().get(measure.block());
		table.incrementCounter();
		table.addValue("Image", explanation.picture().name());
		table.addValue("Slice", explanation.picture().plane().slice());
		table.addValue("Frame", explanation.picture().plane().frame());
		table.addValue("Region", region);
		table.addValue("Index", measure.index().key());
		table.addValue("Block", block.name());
		table.addValue("Direction", measure.direction() == MapSelection.MEAN ? "mean" : measure.direction() + " " + block.scanOrders().get(measure
			.direction()));
		Tables.number(table, "SSM share", MapTexts.ssmShare(explanation, measure.block()), DECIMALS);
		Tables.number(table, "Area share", measure.areaShare(), DECIMALS);
		Tables.number(table, "Mean", measure.mean(), DECIMALS);
		Tables.number(table, "Mass share", measure.massShare(), DECIMALS);
		Tables.number(table, "Enrichment", measure.enrichment(), DECIMALS);
	}
}
