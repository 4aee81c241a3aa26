package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.ssm.HiddenAttention.Line;

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
	 * @param maps for each block asked for, for each direction asked for
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
	 * @param options what is asked, with one order; not the whole matrix, for which see {@link AttentionMatrices}
	 * @param points in pixels of the image, at least one
	 * @param progress told of every point, and asked for cancellation
	 * @return the answers
	 * @throws UserException when a point lies outside of the picture, the model can't be used, or a rollout needs too large a matrix
	 * @throws IllegalArgumentException when the whole matrix is asked for
	 */
	public static AttentionSurvey of(final Explainer explainer, final Picture picture, final ExploreOptions options, final List<Point> points,
		final Progress progress)
	{
		if (options.mode() == AttentionMode.MATRIX) throw new IllegalArgumentException("A whole matrix is no answer about points.");
		final List<Point> inPicture = points.stream().map(point -> new Point(point.x() - picture.region().x(), point.y() - picture.region().y()))
			.toList();
		final List<OfPoint> answers = new ArrayList<>();
		while (answers.size() < points.size()) {
			final int done = answers.size();
			progress.report("Asking about points", done, points.size());
			try (AttentionProbe probe = probe(explainer, picture, options, inPicture.get(done), progress)) {
				final List<Point> ofTile = inPicture.subList(done, inPicture.size()).stream().takeWhile(point -> probe.isFor(point.x(), point.y()))
					.toList();
				final List<List<List<AttentionMap>>> maps = options.mode() == AttentionMode.ROLLOUT ? rollouts(probe, options, ofTile, progress)
					: lines(probe, options, ofTile, progress);
				for (int i = 0; i < ofTile.size(); i++)
					answers.add(new OfPoint(points.get(done + i), probe, maps.get(i)));
			}
		}
		return new AttentionSurvey(picture, options, answers);
	}

	private static AttentionProbe probe(final Explainer explainer, final Picture picture, final ExploreOptions options, final Point point,
		final Progress progress)
	{
		final ExplainOptions base = options.mode() == AttentionMode.ROLLOUT ? options.onAllBlocks() : options.base();
		return explainer.probe(picture, base, options.order(), point.x(), point.y(), progress);
	}

	private static List<List<List<AttentionMap>>> rollouts(final AttentionProbe probe, final ExploreOptions options, final List<Point> points,
		final Progress progress)
	{
		final StageRollouts rollouts = new StageRollouts(probe, options.positions(probe.blocks()));
		return rollouts.of(points, progress).stream().map(ofPoint -> ofPoint.stream().map(List::of).toList()).toList();
	}

	private static List<List<List<AttentionMap>>> lines(final AttentionProbe probe, final ExploreOptions options, final List<Point> points,
		final Progress progress)
	{
		return points.stream().map(point -> maps(probe, options, point.x(), point.y(), progress)).toList();
	}

	private static List<List<AttentionMap>> maps(final AttentionProbe probe, final ExploreOptions options, final int x, final int y,
		final Progress progress)
	{
		final Line line = options.mode() == AttentionMode.COLUMN ? Line.COLUMN : Line.ROW;
		final List<List<AttentionMap>> maps = new ArrayList<>();
		for (int block = 0; block < probe.blocks().size(); block++) {
			final List<AttentionMap> ofBlock = new ArrayList<>();
			for (final int direction : options.directionsOf(probe.blocks().get(block)))
				ofBlock.add(probe.line(block, direction, probe.tokenAt(block, x, y), line, options.sign(), progress));
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
