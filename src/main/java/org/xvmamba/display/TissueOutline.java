package org.xvmamba.display;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.xvmamba.explain.Explanation;
import org.xvmamba.image.Region;

import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

/** Where tiles were looked at, and not left out as glass: an outline, so that the tissue mask can be checked. */
final class TissueOutline {

	/** Unlike any colour of the maps. */
	static final Color COLOUR = new Color(0x00c8ff);

	private static final String NAME = MapOverlay.NAME + "tissue";

	private TissueOutline() {}

	/** @return the outline as an element of the image's overlay, not placed on a plane; nothing when no tile was left out, or all were */
	static Optional<Roi> element(final Explanation explanation) {
		return shape(explanation).map(shape -> {
			final Region region = explanation.picture().region();
			final Roi outline = new ShapeRoi(AffineTransform.getTranslateInstance(region.x(), region.y()).createTransformedShape(shape));
			outline.setName(NAME);
			outline.setStrokeColor(COLOUR);
			return outline;
		});
	}

	/** @return whether an element of an overlay is such an outline */
	static boolean isOne(final Roi element) {
		return NAME.equals(element.getName());
	}

	/** @return the union of the tiles, in pixels of the picture; nothing when no tile was left out, or all were */
	static Optional<Shape> shape(final Explanation explanation) {
		if (explanation.plan().leftOut().isEmpty() || explanation.isEmpty()) return Optional.empty();
		final List<Region> tiles = explanation.plan().tiles();
		final int[] xs = edges(tiles.stream().flatMapToInt(tile -> IntStream.of(tile.x(), tile.x() + tile.width())));
		final int[] ys = edges(tiles.stream().flatMapToInt(tile -> IntStream.of(tile.y(), tile.y() + tile.height())));
		// One pixel for each field between edges: a small image even of a large plane.
		final ByteProcessor fields = new ByteProcessor(xs.length - 1, ys.length - 1);
		fields.setValue(1);
		for (final Region tile : tiles) {
			final int left = Arrays.binarySearch(xs, tile.x());
			final int top = Arrays.binarySearch(ys, tile.y());
			fields.setRoi(left, top, Arrays.binarySearch(xs, tile.x() + tile.width()) - left, Arrays.binarySearch(ys, tile.y() + tile.height()) -
				top);
			fields.fill();
		}
		fields.resetRoi();
		fields.setThreshold(1, 1, ImageProcessor.NO_LUT_UPDATE);
		return Optional.of(stretched(new ThresholdToSelection().convert(fields), xs, ys));
	}

	private static int[] edges(final IntStream all) {
		return all.sorted().distinct().toArray();
	}

	/** Puts corners of fields to the pixels where these begin. */
	private static Shape stretched(final Roi outline, final int[] xs, final int[] ys) {
		final Rectangle bounds = outline.getBounds();
		final Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
		final double[] corner = new double[6];
		for (final PathIterator iterator = new ShapeRoi(outline).getShape().getPathIterator(AffineTransform.getTranslateInstance(bounds.x,
			bounds.y)); !iterator.isDone(); iterator.next())
			switch (iterator.currentSegment(corner)) {
				case PathIterator.SEG_MOVETO -> path.moveTo(xs[(int) Math.round(corner[0])], ys[(int) Math.round(corner[1])]);
				case PathIterator.SEG_LINETO -> path.lineTo(xs[(int) Math.round(corner[0])], ys[(int) Math.round(corner[1])]);
				default -> path.closePath();
			}
		return path;
	}
}
