package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;

/**
 * Attention of some points of a picture.
 *
 * @param picture what was looked at
 * @param options what was asked
 * @param points what was found of each
 */
public record AttentionSurvey(Picture picture, ExploreOptions options, List<OfPoint> points) {

	/**
	 * What was found of one point.
	 *
	 * @param point in pixels of the image
	 * @param probe of its tile; closed
	 * @param maps for each block of the probe, for each direction asked for
	 */
	public record OfPoint(Point point, AttentionProbe probe, List<List<AttentionMap>> maps) {}

	/** Copies the list. */
	public AttentionSurvey {
		points = List.copyOf(points);
	}

	/**
	 * Asks about points.
	 *
	 * @param explainer that has the model
	 * @param picture what to look at
	 * @param options what is asked, with one order
	 * @param points in pixels of the image, at least one
	 * @param progress told of every point, and asked for cancellation
	 * @return the answers
	 * @throws UserException when a point lies outside of the picture, or the model can't be used
	 */
	public static AttentionSurvey of(final Explainer explainer, final Picture picture, final ExploreOptions options, final List<Point> points,
		final Progress progress)
	{
		final List<OfPoint> answers = new ArrayList<>();
		AttentionProbe probe = null;
		try {
			for (final Point point : points) {
				progress.report("Asking about points", answers.size(), points.size());
				final int x = point.x() - picture.region().x();
				final int y = point.y() - picture.region().y();
				if (probe == null || !probe.isFor(x, y)) {
					if (probe != null) probe.close();
					probe = explainer.probe(picture, options.base(), options.order(), x, y, progress);
				}
				answers.add(new OfPoint(point, probe, maps(probe, options, x, y, progress)));
			}
		}
		finally {
			if (probe != null) probe.close();
		}
		return new AttentionSurvey(picture, options, answers);
	}

	private static List<List<AttentionMap>> maps(final AttentionProbe probe, final ExploreOptions options, final int x, final int y,
		final Progress progress)
	{
		final List<List<AttentionMap>> maps = new ArrayList<>();
		for (int block = 0; block < probe.blocks().size(); block++) {
			final List<AttentionMap> ofBlock = new ArrayList<>();
			for (final int direction : options.directionsOf(probe.blocks().get(block)))
				ofBlock.add(probe.line(block, direction, probe.tokenAt(block, x, y), options.line(), options.sign(), progress));
			maps.add(ofBlock);
		}
		return maps;
	}

	/** @return the middle of what is looked at, in pixels of the image: asked about where no other point is given */
	public static Point middle(final Picture picture) {
		final Region region = picture.region();
		return new Point(region.x() + region.width() / 2, region.y() + region.height() / 2);
	}
}
