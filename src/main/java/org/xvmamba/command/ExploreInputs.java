package org.xvmamba.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;

import org.xvmamba.Progress;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.AttentionSurvey;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.model.ModelLibrary;

/** What the commands that explore attention have in common. */
final class ExploreInputs {

	private ExploreInputs() {}

	static Explainer explainer() {
		return Explainer.standard(ModelLibrary.standard(Optional.ofNullable(IJ.getDirectory("imagej")).map(Path::of)));
	}

	/** @return the current plane; of an image with an area selected, the part that the area's bounds enclose */
	static Picture picture(final ImagePlus image, final ExploreOptions options) {
		return ImagePlusPictures.series(image, ImageSelections.of(image, false).get(0).orElse(null), options.base().picture()).get(0);
	}

	/** @return the tile under the first of the points */
	static AttentionProbe probe(final ImagePlus image, final ExploreOptions options, final Progress progress) {
		final Picture picture = picture(image, options);
		final Point point = points(image, picture, options).get(0);
		return explainer().probe(picture, options.base(), options.order(), point.x() - picture.region().x(), point.y() - picture.region()
			.y(), progress);
	}

	/** @return the points given; else those of a point selection; else the middle of the selection or the picture */
	static List<Point> points(final ImagePlus image, final Picture picture, final ExploreOptions options) {
		if (!options.points().isEmpty()) return options.points();
		final Roi roi = image.getRoi();
		if (!(roi instanceof PointRoi)) return List.of(AttentionSurvey.middle(picture));
		final FloatPolygon points = roi.getFloatPolygon();
		return IntStream.range(0, points.npoints).mapToObj(i -> new Point((int) points.xpoints[i], (int) points.ypoints[i])).toList();
	}
}
