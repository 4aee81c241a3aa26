package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.xvmamba.display.RenderedStack.LabelledMap;
import org.xvmamba.explain.AttentionMap;
import org.xvmamba.explain.AttentionSurvey;
import org.xvmamba.explain.AttentionSurvey.OfPoint;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

/** Hidden attention of points as hyperstack and table. */
public final class AttentionResults {

	/** Title of the table's window; macros find it by this. */
	public static final String TITLE = "X-VMamba Attention";

	private AttentionResults() {}

	/**
	 * Makes a 32-bit hyperstack of raw values that lies on the image: channels are the directions asked for, slices the blocks, frames the
	 * points. Each plane has its own display range; outside of the point's tile it is empty.
	 *
	 * @return the hyperstack, not shown
	 */
	public static ImagePlus stack(final AttentionSurvey survey) {
		final List<OfPoint> points = survey.points();
		final int channels = points.get(0).maps().stream().mapToInt(List::size).max().orElseThrow();
		final List<LabelledMap> planes = new ArrayList<>();
		for (final OfPoint point : points)
			for (final List<AttentionMap> ofBlock : point.maps())
				for (int channel = 0; channel < channels; channel++)
					planes.add(channel < ofBlock.size() ? plane(point.point(), ofBlock.get(channel)) : new LabelledMap("no such direction", null));
		return RenderedStack.of("Attention " + survey.options().mode().key() + " of " + survey.picture().name(), survey.picture(), planes, channels,
			points.get(0).maps().size(), ProvenanceText.of(points.get(0).probe().provenance()));
	}

	private static LabelledMap plane(final Point point, final AttentionMap map) {
		return new LabelledMap(counterfactual(map) + MapTexts.block(map.description()) + ", " + ExplorerMap.direction(map.description(), map
			.direction(), map.probe().orders()) + ", " + map.mode().key() + " of " + point.x() + "," + point.y() + ", " + map.sign().key() +
			" attention, " + map.grid() + "x" + map.grid(), map::renderer);
	}

	private static String counterfactual(final AttentionMap map) {
		return map.probe().orders().isModel() ? "" : "counterfactual " + map.probe().orders().name() + ", ";
	}

	/** @return the direction's number and order, in the model's own order or another one, or that all are merged */
	static String direction(final BlockDescription block, final int direction, final OrderPlan orders) {
		return direction == HiddenAttention.MERGED ? "merged directions" : "direction " + direction + " (" + orders.names(block.scanOrders()).get(
			direction) + ")";
	}

	/** @return one row for each point, block and direction */
	public static ResultsTable table(final AttentionSurvey survey) {
		final ResultsTable table = Tables.create();
		for (final OfPoint point : survey.points())
			for (final List<AttentionMap> ofBlock : point.maps())
				for (final AttentionMap map : ofBlock)
					addRow(table, survey, point.point(), map);
		return table;
	}

	private static void addRow(final ResultsTable table, final AttentionSurvey survey, final Point point, final AttentionMap map) {
		table.incrementCounter();
		table.addValue("Image", survey.picture().name());
		table.addValue("X", point.x());
		table.addValue("Y", point.y());
		table.addValue("Block", map.description().name());
		table.addValue("Direction", map.direction() == HiddenAttention.MERGED ? "merged" : Integer.toString(map.direction()));
		table.addValue("Order", map.probe().orders().name());
		table.addValue("Line", map.mode().key());
		table.addValue("Sign", map.sign().key());
		table.addValue("Row", map.token() / map.grid());
		table.addValue("Column", map.token() % map.grid());
		Tables.number(table, "Itself", map.values()[map.token()]);
		Tables.number(table, "Sum", map.sum());
		Tables.number(table, "Mean distance", map.meanDistance());
		table.addValue("Strongest row", map.strongest() / map.grid());
		table.addValue("Strongest column", map.strongest() % map.grid());
		Tables.number(table, "Strongest", map.values()[map.strongest()]);
	}

	/** Opens hyperstack and table beside the image that was explored; the hyperstack is the active one then. */
	public static void show(final ImagePlus source, final AttentionSurvey survey) {
		ExplanationWindows.open(source, table(survey), TITLE, List.of(stack(survey)));
	}
}
