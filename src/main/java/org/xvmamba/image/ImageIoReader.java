package org.xvmamba.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.process.FloatProcessor;

/** Reads image files by Java's ImageIO. */
final class ImageIoReader {

	private ImageIoReader() {}

	/**
	 * @param file an image file
	 * @return its first picture: one channel with the file's values, anything else as RGB on white
	 * @throws IOException when ImageIO can't read it
	 */
	static ImagePlus read(final Path file) throws IOException {
		final BufferedImage picture;
		try {
			picture = ImageIO.read(file.toFile());
		}
		catch (final RuntimeException exc) {
			throw new IOException(exc); // damaged files lead ImageIO to indices out of bounds
		}
		if (picture == null) throw new IOException("an unknown variant of its format");
		final String name = file.getFileName().toString();
		final boolean custom = picture.getType() == BufferedImage.TYPE_CUSTOM;
		if (custom && picture.getRaster().getNumBands() == 1) return new ImagePlus(name, values(picture.getRaster()));
		return new ImagePlus(name, custom || picture.getColorModel().hasAlpha() ? onWhite(picture) : picture);
	}

	private static FloatProcessor values(final Raster raster) {
		return new FloatProcessor(raster.getWidth(), raster.getHeight(), raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0,
			(float[]) null));
	}

	private static BufferedImage onWhite(final BufferedImage picture) {
		final BufferedImage rgb = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = rgb.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, rgb.getWidth(), rgb.getHeight());
		graphics.drawImage(picture, 0, 0, null);
		graphics.dispose();
		return rgb;
	}
}
