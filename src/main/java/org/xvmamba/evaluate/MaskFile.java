package org.xvmamba.evaluate;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;

import org.xvmamba.UserException;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.Picture;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/** An image file whose pixels other than 0 are evidence: one plane for all planes of its image, or one for each. Safe for several threads. */
final class MaskFile implements ImageTruth {

	private final Path file;

	/** Not read anew for each plane; given up where memory is short. */
	private SoftReference<ImagePlus> opened = new SoftReference<>(null);

	MaskFile(final Path file) {
		this.file = file;
	}

	@Override
	public List<PixelMask> masks(final Picture picture, final int plane, final int planes) {
		final ImagePlus mask = open();
		if (mask.getWidth() != picture.width() || mask.getHeight() != picture.height()) throw new UserException("The mask '" + file + "' has " + mask
			.getWidth() + " x " + mask.getHeight() + " pixels, and its image " + picture.width() + " x " + picture.height() +
			"; give a mask of the image's size.");
		final int slices = mask.getStackSize();
		if (slices != 1 && slices != planes) throw new UserException("The mask '" + file + "' has " + slices + " planes, and its image " + planes +
			"; give one for all, or one for each.");
		final ImageProcessor values = mask.getStack().getProcessor(slices == 1 ? 1 : plane + 1).convertToFloat();
		return List.of((x, y) -> values.getf(x, y) != 0);
	}

	private synchronized ImagePlus open() {
		ImagePlus mask = opened.get();
		if (mask == null) {
			mask = ImageFiles.open(file);
			opened = new SoftReference<>(mask);
		}
		return mask;
	}
}
