package org.xvmamba.image;

import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.process.ImageProcessor;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;
import net.imglib2.view.Views;
import net.imglib2.view.composite.Composite;

/** Planes of ImageJ 1.x as lazy views in the colours that ImageJ shows. The planes' arrays are shared. */
final class DisplayColours {

	private DisplayColours() {}

	/**
	 * @param plane of 24-bit colours; red, green and blue are its channels 1 to 3
	 * @param options colours have no scaling
	 */
	static ColourView ofRgb(final ImageProcessor plane, final PictureOptions options) {
		final ChannelChoice choice = options.channels();
		final List<Integer> inputs = choice.isDisplay() ? List.of(1, 2, 3) : choice.inputs();
		final RandomAccessibleInterval<FloatType> channels = Views.stack(inputs.stream().map(channel -> channel == 0 ? black(plane) : shifted(plane,
			24 - 8 * channel)).toList());
		final String chosen = choice.isDisplay() ? "RGB as it is" : "RGB, " + inputsInWords(choice);
		return new ColourView(channels, options.scaling().equals(Scaling.DISPLAY) ? chosen : chosen + "; scaling=" + options.scaling().key() +
			" is for grey values, and had no effect");
	}

	private static String inputsInWords(final ChannelChoice choice) {
		return "channels " + choice.key() + " as red, green, blue" + (choice.inputs().contains(0) ? " (0 is black)" : "");
	}

	private static RandomAccessibleInterval<FloatType> black(final ImageProcessor plane) {
		return ConstantUtils.constantRandomAccessibleInterval(new FloatType(), new FinalInterval(plane.getWidth(), plane.getHeight()));
	}

	private static RandomAccessibleInterval<FloatType> shifted(final ImageProcessor plane, final int bits) {
		return Converters.convert(ArrayImgs.unsignedInts((int[]) plane.getPixels(), plane.getWidth(), plane.getHeight()), (in, out) -> out.set(
			in.getInteger() >> bits & 0xff), new FloatType());
	}

	/**
	 * @param planes of 8, 16 or 32 bits, each with its display range and lookup table; at least one
	 * @param projection how several are mixed
	 * @param scaling of their values
	 */
	static ColourView ofChannels(final List<ImageProcessor> planes, final Projection projection, final Scaling scaling) {
		final List<IndexColorModel> tables = planes.stream().map(plane -> table(plane, scaling)).toList();
		final List<DisplayRange> ranges = planes.stream().map(plane -> DisplayRange.of(plane, scaling)).toList();
		final RandomAccessibleInterval<? extends Composite<UnsignedByteType>> steps = Views.collapse(Views.stack(IntStream.range(0, planes.size())
			.mapToObj(i -> steps(planes.get(i), ranges.get(i), scaling.kind() == Scaling.Kind.DISPLAY)).toList()));
		final RandomAccessibleInterval<FloatType> channels = Views.stack(mixed(steps, tables.stream().map(table -> values(table, 16)).toArray(
			int[][]::new), projection), mixed(steps, tables.stream().map(table -> values(table, 8)).toArray(int[][]::new), projection), mixed(steps,
				tables.stream().map(table -> values(table, 0)).toArray(int[][]::new), projection));
		final String mixing = planes.size() == 1 ? "" : "; " + planes.size() + " channels mixed by " + projection;
		return new ColourView(channels, IntStream.range(0, planes.size()).mapToObj(i -> conversion(planes.get(i), ranges.get(i)) + table(planes
			.get(i))).collect(Collectors.joining("; ")) + mixing);
	}

	/**
	 * @param planes of 8, 16 or 32 bits
	 * @param choice which become red, green and blue; all are there. Their lookup tables are passed by, but for inverted ones
	 * @param scaling of their values
	 */
	static ColourView ofInputs(final ImagePlanes planes, final ChannelChoice choice, final Scaling scaling) {
		final Map<Integer, RandomAccessibleInterval<FloatType>> views = new TreeMap<>();
		final List<String> conversions = new ArrayList<>();
		for (final int channel : new TreeSet<>(choice.inputs())) {
			final ImageProcessor plane = planes.plane(Math.max(1, channel));
			final DisplayRange range = DisplayRange.of(plane, scaling);
			views.put(channel, channel == 0 ? black(plane) : grey(plane, range));
			if (channel > 0) conversions.add("channel " + channel + ": " + conversion(plane, range) + (plane.isInvertedLut() ? ", inverted" : ""));
		}
		return new ColourView(Views.stack(choice.inputs().stream().map(views::get).toList()), inputsInWords(choice) + "; " + String.join("; ",
			conversions));
	}

	private static RandomAccessibleInterval<FloatType> grey(final ImageProcessor plane, final DisplayRange range) {
		final boolean inverted = plane.isInvertedLut();
		return Converters.convert(steps(plane, range, false), (in, out) -> out.set(inverted ? 255 - in.get() : in.get()), new FloatType());
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

	/**
	 * Values as steps 0 to 255 of a range, rounded as ImageJ's processors do.
	 *
	 * @param inTable whether the lookup table of 8 bits has the range in it, as ImageJ does with display ranges
	 */
	private static RandomAccessibleInterval<UnsignedByteType> steps(final ImageProcessor plane, final DisplayRange range,
		final boolean inTable)
	{
		final double min = range.min();
		final double max = range.max();
		final int width = plane.getWidth();
		final int height = plane.getHeight();
		return switch (plane.getBitDepth()) {
			case 8 -> {
				final RandomAccessibleInterval<UnsignedByteType> values = ArrayImgs.unsignedBytes((byte[]) plane.getPixels(), width, height);
				final double scale = 256.0 / (max - min + 1);
				yield inTable ? values : Converters.convert(values, (in, out) -> out.set(step(in.get() - min, scale)),
					new UnsignedByteType());
			}
			case 16 -> {
				final double least = (int) min;
				final double scale = 256.0 / ((int) max - least + 1);
				yield Converters.convert(ArrayImgs.unsignedShorts((short[]) plane.getPixels(), width, height), (in, out) -> out.set(step(in.get() -
					least, scale)), new UnsignedByteType());
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
	private static IndexColorModel table(final ImageProcessor plane, final Scaling scaling) {
		final boolean thresholded = plane.getMinThreshold() != ImageProcessor.NO_THRESHOLD;
		final boolean plain = thresholded || plane.getBitDepth() == 8 && scaling.kind() != Scaling.Kind.DISPLAY;
		return (IndexColorModel) (plain ? plane.getColorModel() : plane.getCurrentColorModel());
	}

	private static int[] values(final IndexColorModel table, final int bits) {
		final int[] values = new int[256];
		for (int step = 0; step < values.length; step++)
			values[step] = table.getRGB(step) >> bits & 0xff;
		return values;
	}

	private static String table(final ImageProcessor plane) {
		return plane.isColorLut() ? " through its colour table" : plane.isInvertedLut() ? " through its inverted lookup table" : "";
	}

	private static String conversion(final ImageProcessor plane, final DisplayRange range) {
		return plane.getBitDepth() + "-bit, " + range + " shown as 0 to 255" + (plane.getBitDepth() == 32 ? ", not-a-number as the lowest" : "");
	}
}
