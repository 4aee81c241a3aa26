package org.xvmamba.image;

import java.awt.image.IndexColorModel;
import java.util.List;
import java.util.stream.Collectors;

import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import net.imglib2.view.composite.Composite;

/** Planes of ImageJ 1.x as lazy views in the colours that ImageJ shows. The planes' arrays are shared. */
final class DisplayColours {

	private DisplayColours() {}

	/** @param plane of 24-bit colours */
	static ColourView ofRgb(final ImageProcessor plane) {
		final RandomAccessibleInterval<FloatType> channels = Views.stack(shifted(plane, 16), shifted(plane, 8), shifted(plane, 0));
		return new ColourView(channels, "RGB as it is");
	}

	private static RandomAccessibleInterval<FloatType> shifted(final ImageProcessor plane, final int bits) {
		return Converters.convert(ArrayImgs.unsignedInts((int[]) plane.getPixels(), plane.getWidth(), plane.getHeight()), (in, out) -> out.set(
			in.getInteger() >> bits & 0xff), new FloatType());
	}

	/**
	 * @param planes of 8, 16 or 32 bits, each with its display range and lookup table; at least one
	 * @param projection how several are mixed
	 */
	static ColourView ofChannels(final List<ImageProcessor> planes, final Projection projection) {
		final List<IndexColorModel> tables = planes.stream().map(DisplayColours::table).toList();
		final RandomAccessibleInterval<? extends Composite<UnsignedByteType>> steps = Views.collapse(Views.stack(planes.stream().map(
			DisplayColours::steps).toList()));
		final RandomAccessibleInterval<FloatType> channels = Views.stack(mixed(steps, tables.stream().map(table -> values(table, 16)).toArray(
			int[][]::new), projection), mixed(steps, tables.stream().map(table -> values(table, 8)).toArray(int[][]::new), projection), mixed(steps,
				tables.stream().map(table -> values(table, 0)).toArray(int[][]::new), projection));
		final String mixing = planes.size() == 1 ? "" : "; " + planes.size() + " channels mixed by " + projection;
		return new ColourView(channels, planes.stream().map(DisplayColours::conversion).collect(Collectors.joining("; ")) + mixing);
	}

	private static RandomAccessibleInterval<FloatType> mixed(final RandomAccessibleInterval<? extends Composite<UnsignedByteType>> steps,
		final int[][] tables, final Projection projection)
	{
		return Converters.convert2(steps, (in, out) -> {
			int value = tables[0][in.get(0).get()];
			for (int i = 1; i < tables.length; i++)
				value = projection.mix(value, tables[i][in.get(i).get()]);
			out.set(value);
		}, FloatType::new);
	}

	/** Values as steps 0 to 255 of the display range, rounded as ImageJ's processors do. */
	private static RandomAccessibleInterval<UnsignedByteType> steps(final ImageProcessor plane) {
		final DisplayRange range = DisplayRange.of(plane);
		final double min = range.min();
		final double max = range.max();
		final int width = plane.getWidth();
		final int height = plane.getHeight();
		return switch (plane.getBitDepth()) {
			case 8 -> ArrayImgs.unsignedBytes((byte[]) plane.getPixels(), width, height);
			case 16 -> {
				final double scale = 256.0 / ((int) max - (int) min + 1);
				yield Converters.convert(ArrayImgs.unsignedShorts((short[]) plane.getPixels(), width, height), (in, out) -> out.set(step(in.get() -
					(int) min, scale)), new UnsignedByteType());
			}
			case 32 -> {
				final double scale = 255.0 / (max - min);
				yield Converters.convert(ArrayImgs.floats((float[]) plane.getPixels(), width, height), (in, out) -> out.set(step(in.get() - min,
					scale)), new UnsignedByteType());
			}
			default -> throw new IllegalArgumentException("A plane of " + plane.getBitDepth() + " bits a pixel is not grey.");
		};
	}

	/** A value that is not a number becomes 0, an infinite one 0 or 255: the cast does as ImageJ's. */
	private static int step(final double aboveMin, final double scale) {
		return Math.min((int) (Math.max(aboveMin, 0) * scale + 0.5), 255);
	}

	/** Of an 8-bit plane, the table has the display range in it, unless a threshold stands in its place. */
	private static IndexColorModel table(final ImageProcessor plane) {
		final boolean thresholded = plane.getMinThreshold() != ImageProcessor.NO_THRESHOLD;
		return (IndexColorModel) (thresholded ? plane.getColorModel() : plane.getCurrentColorModel());
	}

	private static int[] values(final IndexColorModel table, final int bits) {
		final int[] values = new int[256];
		for (int step = 0; step < values.length; step++)
			values[step] = table.getRGB(step) >> bits & 0xff;
		return values;
	}

	private static String conversion(final ImageProcessor plane) {
		final String table = plane.isColorLut() ? " through its colour table" : plane.isInvertedLut() ? " through its inverted lookup table" : "";
		return plane.getBitDepth() + "-bit, " + DisplayRange.of(plane) + " shown as 0 to 255" + table + (plane.getBitDepth() == 32
			? ", not-a-number as the lowest" : "");
	}
}
