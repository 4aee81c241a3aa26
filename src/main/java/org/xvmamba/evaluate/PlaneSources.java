package org.xvmamba.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;

import ij.ImagePlus;

/** The planes of an open image. */
public final class PlaneSources {

	private PlaneSources() {}

	/**
	 * @param image of any type, all of it; a selection doesn't limit it
	 * @param truth where the evidence lies in every plane, in the image's pixels; empty where that is not known
	 * @return a source for each slice and frame
	 */
	public static List<ImageSource> of(final ImagePlus image, final Optional<PixelMask> truth) {
		final List<Picture> pictures = ImagePlusPictures.series(image, null, ImageFileSources.ALL_PLANES);
		return IntStream.range(0, pictures.size()).<ImageSource>mapToObj(plane -> new PlaneSource(pictures, plane, pictures.size() == 1 ? image
			.getTitle() : image.getTitle() + ":" + (plane + 1), truth)).toList();
	}

	/** One of them. */
	private record PlaneSource(List<Picture> pictures, int plane, String name, Optional<PixelMask> truth) implements ImageSource {

		@Override
		public boolean hasTruth() {
			return truth.isPresent();
		}

		@Override
		public Content read() {
			return new Content(pictures.get(plane), truth, Optional.empty());
		}
	}
}
