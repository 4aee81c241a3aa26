package org.xvmamba.model;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** The picture in a model folder that shows what the model is for: by BioImage.IO's rules it has the channels of the network's input. */
final class SamplePicture {

	private static final int CHANNELS = 3;

	private SamplePicture() {}

	/**
	 * Copies a picture into a model folder; one that is grey, or has transparency, becomes an RGB picture in PNG.
	 *
	 * @param file as it is on disk
	 * @param folder of the model
	 * @return the file's name in the folder
	 */
	static String copy(final Path file, final Path folder) throws IOException {
		final BufferedImage picture = ImageIO.read(file.toFile());
		if (picture != null && picture.getColorModel().getNumComponents() != CHANNELS) return writeRgb(picture, folder);
		final String name = file.getFileName().toString();
		final int dot = name.lastIndexOf('.');
		final String copy = "sample" + (dot < 0 ? "" : name.substring(dot));
		Files.copy(file, folder.resolve(copy));
		return copy;
	}

	/** Grey values stay what they are: drawing them would change them, as Java holds grey pictures for linear in light. */
	private static String writeRgb(final BufferedImage picture, final Path folder) throws IOException {
		final BufferedImage rgb = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
		if (picture.getRaster().getNumBands() == 1 && picture.getSampleModel().getSampleSize(0) == Byte.SIZE) {
			for (int y = 0; y < picture.getHeight(); y++)
				for (int x = 0; x < picture.getWidth(); x++)
					rgb.setRGB(x, y, picture.getRaster().getSample(x, y, 0) * 0x010101);
		}
		else {
			final Graphics2D graphics = rgb.createGraphics();
			graphics.drawImage(picture, 0, 0, null);
			graphics.dispose();
		}
		ImageIO.write(rgb, "png", folder.resolve("sample.png").toFile());
		return "sample.png";
	}
}
