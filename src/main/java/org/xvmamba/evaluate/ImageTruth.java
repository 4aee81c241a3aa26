package org.xvmamba.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.xvmamba.UserException;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Selection;

import ij.ImagePlus;
import ij.process.ImageProcessor;

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
		return (picture, plane, planes) -> List.of(mask(file, picture, plane, planes));
	}

	/** @return all pieces as one area; empty where there are none */
	static Optional<PixelMask> joined(final List<ImageTruth> pieces, final Picture picture, final int plane, final int planes) {
		final List<PixelMask> masks = pieces.stream().flatMap(piece -> piece.masks(picture, plane, planes).stream()).toList();
		return masks.isEmpty() ? Optional.empty() : Optional.of((x, y) -> masks.stream().anyMatch(mask -> mask.contains(x, y)));
	}

	private static PixelMask mask(final Path file, final Picture picture, final int plane, final int planes) {
		final ImagePlus mask = ImageFiles.open(file);
		if (mask.getWidth() != picture.width() || mask.getHeight() != picture.height()) throw new UserException("The mask '" + file + "' has " + mask
			.getWidth() + " x " + mask.getHeight() + " pixels, and its image " + picture.width() + " x " + picture.height() +
			"; give a mask of the image's size.");
		final int slices = mask.getStackSize();
		if (slices != 1 && slices != planes) throw new UserException("The mask '" + file + "' has " + slices + " planes, and its image " + planes +
			"; give one for all, or one for each.");
		final ImageProcessor values = mask.getStack().getProcessor(slices == 1 ? 1 : plane + 1).convertToFloat();
		return (x, y) -> values.getf(x, y) != 0;
	}
}
