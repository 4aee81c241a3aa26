package org.xvmamba.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.xvmamba.UserException;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Selection;

/** A piece of what is known of one image file, read when it is asked for. */
@FunctionalInterface
interface ImageTruth {

	/**
	 * @param picture one plane of the image
	 * @param plane which one, from 0
	 * @param planes how many there are
	 * @return areas of evidence
	 * @throws UserException when it can't be read, or does not fit the image
	 */
	List<PixelMask> masks(Picture picture, int plane, int planes);

	/** @return a mask, or regions of interest, in a file */
	static ImageTruth of(final Path file, final Function<Path, List<Selection>> regionReader) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".roi") || name.endsWith(".zip")) return (picture, plane, planes) -> regionReader.apply(file).stream().map(
			TruthFiles::inside).toList();
		return new MaskFile(file);
	}

	/** @return all pieces as one area; empty where there are none */
	static Optional<PixelMask> joined(final List<ImageTruth> pieces, final Picture picture, final int plane, final int planes) {
		final List<PixelMask> masks = pieces.stream().flatMap(piece -> piece.masks(picture, plane, planes).stream()).toList();
		return masks.isEmpty() ? Optional.empty() : Optional.of((x, y) -> masks.stream().anyMatch(mask -> mask.contains(x, y)));
	}
}
