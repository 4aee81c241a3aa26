package org.xvmamba.display;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

import org.xvmamba.explain.AttentionMap;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.ValueRange;
import org.xvmamba.image.Region;
import org.xvmamba.image.TileSpan;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

/**
 * One attention map as an explorer shows it. Few patches get most of the attention: colours end at the 99th percentile of the cells; signed
 * values are blue below 0 and orange above.
 *
 * @param state what was asked
 * @param map the answer
 * @param path in which the direction's scan goes
 */
record ExplorerMap(ExplorerState state, AttentionMap map, Permutation path) {

	/** Along the longer side; larger overlays are stretched. */
	private static final int MOST_PIXELS = 1024;

	private static final double BRIGHTEST_PERCENT = 99;
	private static final int BELOW = 0x2f8fd0;
	private static final int ABOVE = 0xe8760a;

	/** @return the probe whose geometry counts */
	AttentionProbe probe() {
		return map.probe();
	}

	/** @return step of the scan at which it visits the patch */
	int step() {
		return path.stepOf(map.token());
	}

	/** @return values of the first and the last colour */
	static ValueRange range(final AttentionMap map) {
		final float[] cells = Arrays.copyOf(map.values(), map.grid() * map.grid());
		for (int i = 0; i < cells.length; i++)
			cells[i] = Math.abs(cells[i]);
		final float most = ValueRange.between(cells, 0, BRIGHTEST_PERCENT).max();
		return map.sign() == AttentionSign.SIGNED ? new ValueRange(-most, most) : new ValueRange(0, most);
	}

	/** @return the map over the whole picture, see-through where it is low */
	BufferedImage overlay() {
		final Region region = probe().picture().region();
		final double scale = Math.min(1, (double) MOST_PIXELS / Math.max(region.width(), region.height()));
		final int width = (int) Math.ceil(scale * region.width());
		final int height = (int) Math.ceil(scale * region.height());
		return picture(map.renderer().render(width, height), width, range(map), colours(map.sign(), true));
	}

	/** @return the cells, one pixel each */
	static BufferedImage cells(final AttentionMap map) {
		return picture(Arrays.copyOf(map.values(), map.grid() * map.grid()), map.grid(), range(map), colours(map.sign(), false));
	}

	private static BufferedImage picture(final float[] values, final int width, final ValueRange range, final IndexColorModel colours) {
		final BufferedImage picture = new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_INDEXED, colours);
		final byte[] steps = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
		final int none = range.min() < 0 ? ColourScale.STEPS / 2 : 0;
		for (int i = 0; i < steps.length; i++)
			steps[i] = (byte) (Float.isNaN(values[i]) ? none : Math.round(range.share(values[i]) * (ColourScale.STEPS - 1)));
		return picture;
	}

	private static IndexColorModel colours(final AttentionSign sign, final boolean isOverlay) {
		if (sign == AttentionSign.ABSOLUTE) return isOverlay ? ColourScale.INFERNO.overlayColours() : ColourScale.INFERNO.lut();
		final int[] colours = new int[ColourScale.STEPS];
		for (int i = 0; i < colours.length; i++) {
			final double magnitude = Math.abs(i - ColourScale.STEPS / 2) / (ColourScale.STEPS / 2.0);
			final int colour = i < ColourScale.STEPS / 2 ? BELOW : ABOVE;
			colours[i] = isOverlay ? (int) (255 * magnitude) << 24 | colour : 0xff000000 | onBlack(colour, magnitude);
		}
		return new IndexColorModel(8, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
	}

	private static int onBlack(final int colour, final double share) {
		return (int) (share * (colour >> 16 & 255)) << 16 | (int) (share * (colour >> 8 & 255)) << 8 | (int) (share * (colour & 255));
	}

	/** @return what a direction is called, in the model's own order or another one */
	static String direction(final BlockDescription block, final int direction, final OrderPlan order) {
		if (direction == HiddenAttention.MERGED) return "merged";
		return direction + ": " + order.names(block.scanOrders()).get(direction);
	}

	/** @return where a cell lies on the image, in its pixels */
	static Rectangle2D cell(final AttentionProbe probe, final int block, final int token) {
		final int grid = probe.grid(block);
		final TileSpan span = probe.span();
		final double width = (double) span.width() / grid;
		final double height = (double) span.height() / grid;
		final Region picture = probe.picture().region();
		return new Rectangle2D.Double(picture.x() + probe.region().x() + token % grid * width, picture.y() + probe.region().y() + token / grid *
			height, width, height);
	}
}
