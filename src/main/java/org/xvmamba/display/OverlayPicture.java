package org.xvmamba.display;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

import org.xvmamba.explain.Explanation;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.process.ColorProcessor;

/** An image under its map, with the legend beside it: one picture that can be shown on its own. */
public final class OverlayPicture {

	/** Smaller images are enlarged by whole factors, larger ones shrunk. */
	private static final int LEAST_SIDE = 512;
	private static final int GREATEST_SIDE = 4096;

	/** The longer side for which the legend has the size of a screen's text. */
	private static final double PLAIN_SIDE = 900;

	private OverlayPicture() {}

	/**
	 * @param source the image that was explained, on the plane that was explained; it is not changed
	 * @param explanation what was found on it
	 * @return an RGB image: the whole source, the map that the options ask for over the part that was explained, and the legend, to the
	 *         right or, of wide images, below; its info is the provenance
	 */
	public static ImagePlus of(final ImagePlus source, final Explanation explanation) {
		final BufferedImage mapped = mapped(source, explanation, MapView.of(explanation), GREATEST_SIDE);
		final double scale = Math.max(1, Math.max(mapped.getWidth(), mapped.getHeight()) / PLAIN_SIDE);
		final boolean below = mapped.getWidth() > 2 * mapped.getHeight();
		final int least = (int) (LegendPainter.WIDTH * scale);
		final int width = below ? Math.max(least, Math.min(mapped.getWidth(), 2 * least)) : least;
		final BufferedImage legend = LegendPainter.paint(MapLegend.of(explanation, MapView.of(explanation)), width, scale);
		final ImagePlus picture = new ImagePlus("X-VMamba overlay of " + source.getTitle(), new ColorProcessor(joined(mapped, legend, below)));
		picture.setProperty("Info", ProvenanceText.of(explanation));
		return picture;
	}

	private static BufferedImage joined(final BufferedImage mapped, final BufferedImage legend, final boolean below) {
		final int width = below ? Math.max(mapped.getWidth(), legend.getWidth()) : mapped.getWidth() + legend.getWidth();
		final int height = below ? mapped.getHeight() + legend.getHeight() : Math.max(mapped.getHeight(), legend.getHeight());
		final BufferedImage joined = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = joined.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, width, height);
		graphics.drawImage(mapped, 0, 0, null);
		graphics.drawImage(legend, below ? 0 : mapped.getWidth(), below ? mapped.getHeight() : 0, null);
		graphics.dispose();
		return joined;
	}

	/**
	 * @param source the image, on the plane that is meant; it is not changed
	 * @param greatestSide a larger image is shrunk to it, in pixels
	 * @return all of it, without its overlay
	 */
	static BufferedImage plain(final ImagePlus source, final int greatestSide) {
		final double zoom = zoom(source, greatestSide);
		final int width = scaled(source.getWidth(), zoom);
		final int height = scaled(source.getHeight(), zoom);
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = picture.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, zoom < 1 ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
			: RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		source.updateImage();
		graphics.drawImage(source.getImage(), 0, 0, width, height, null);
		graphics.dispose();
		return picture;
	}

	/**
	 * @param source the image, on the plane that was explained; it is not changed
	 * @param explanation what was found on it
	 * @param view how it is looked at
	 * @param greatestSide a larger image is shrunk to it, in pixels
	 * @return all of the image, with the map over the part that was explained
	 */
	static BufferedImage mapped(final ImagePlus source, final Explanation explanation, final MapView view, final int greatestSide) {
		final double zoom = zoom(source, greatestSide);
		final BufferedImage picture = plain(source, greatestSide);
		final Graphics2D graphics = picture.createGraphics();
		final Region region = explanation.picture().region();
		final int x = (int) Math.round(region.x() * zoom);
		final int y = (int) Math.round(region.y() * zoom);
		graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, view.opacity() / 100f));
		graphics.drawImage(ShownMap.of(explanation, view).picture(scaled(region.width(), zoom), scaled(region.height(), zoom)), x,
			y, null);
		graphics.setComposite(AlphaComposite.SrcOver);
		graphics.setColor(TissueOutline.COLOUR);
		TissueOutline.shape(explanation).ifPresent(outline -> {
			graphics.translate(x, y);
			graphics.draw(AffineTransform.getScaleInstance(zoom, zoom).createTransformedShape(outline));
		});
		graphics.dispose();
		return picture;
	}

	private static double zoom(final ImagePlus source, final int greatestSide) {
		final int side = Math.max(source.getWidth(), source.getHeight());
		return side > greatestSide ? (double) greatestSide / side : Math.max(1, (LEAST_SIDE + side - 1) / side);
	}

	private static int scaled(final int length, final double zoom) {
		return (int) Math.max(1, Math.round(length * zoom));
	}
}
