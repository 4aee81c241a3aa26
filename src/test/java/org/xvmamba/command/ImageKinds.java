package org.xvmamba.command;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** Images of every kind that ImageJ has, drawn. */
final class ImageKinds {

	private static final int WIDTH = 150;
	private static final int HEIGHT = 100;
	private static final String FLOAT = "32-bit ramp";

	/**
	 * @param name for people
	 * @param image makes it
	 * @param options of the command, beside the defaults
	 */
	record Kind(String name, Supplier<ImagePlus> image, Map<String, Object> options) {}

	private final List<Kind> kinds = new ArrayList<>();

	private ImageKinds() {}

	/** @return all of them, in the order of the table in the documentation */
	static List<Kind> all() {
		final ImageKinds all = new ImageKinds();
		all.addTypes();
		all.addSizes();
		all.addStacks();
		all.addSelections();
		return all.kinds;
	}

	private void addTypes() {
		add("8-bit", () -> ramp("8-bit ramp"));
		add("8-bit with an inverted lookup table", () -> changed(ramp("8-bit ramp"), image -> image.getProcessor().invertLut()));
		add("8-bit colour", () -> changed(ramp("8-bit ramp"), image -> image.setLut(LUT.createLutFromColor(Color.ORANGE))));
		add("8-bit, thresholded", () -> changed(ramp("8-bit ramp"), image -> image.getProcessor().setThreshold(100, 200, ImageProcessor.RED_LUT)));
		add("16-bit", () -> ramp("16-bit ramp"));
		add("16-bit, signed by calibration", () -> changed(ramp("16-bit ramp"), image -> image.getCalibration().setSigned16BitCalibration()));
		add("16-bit by the data's range", () -> ramp("16-bit ramp"), Map.of("scaling", "data"));
		add("32-bit", () -> ramp(FLOAT));
		add("32-bit with not-a-number and infinity", ImageKinds::odd);
		add("32-bit, not-a-number all over", () -> changed(ramp(FLOAT), image -> image.getProcessor().set(Double.NaN)));
		add("constant", () -> ramp("8-bit black"));
		add("RGB", () -> ramp("RGB ramp"));
		add("RGB, channel 4 asked for", () -> ramp("RGB ramp"), Map.of("channels", "4"));
		add("calibrated in µm", () -> changed(ramp("RGB ramp"), image -> {
			image.getCalibration().pixelWidth = 0.5;
			image.getCalibration().pixelHeight = 0.5;
			image.getCalibration().setUnit("micron");
		}));
		add("calibrated grey values", () -> changed(ramp("8-bit ramp"), image -> image.getCalibration().setFunction(
			Calibration.STRAIGHT_LINE, new double[] { 3, 0.5 }, "OD")));
	}

	private void addSizes() {
		add("1 x 1 pixel", () -> IJ.createImage("image", "RGB ramp", 1, 1, 1));
		add("1 x 300 pixels", () -> IJ.createImage("image", "RGB ramp", 1, 300, 1));
		add("300 x 1 pixels, in tiles", () -> IJ.createImage("image", "RGB ramp", 300, 1, 1), Map.of("tiling", "tiles"));
		add("smaller than a tile, in tiles", () -> IJ.createImage("image", "RGB ramp", 20, 30, 1), Map.of("tiling", "tiles"));
		add("larger than four times the model's input", () -> IJ.createImage("image", "RGB ramp", 400, 130, 1));
		add("white, only tissue", () -> IJ.createImage("image", "RGB white", 200, 130, 1), Map.of("tiling", "tiles", "tissue", true));
	}

	private void addStacks() {
		add("two-channel composite", () -> hyperstack(2, 1, 1, CompositeImage.COMPOSITE));
		add("four channels, one in colour", () -> hyperstack(4, 1, 1, CompositeImage.COLOR));
		add("four channels, three chosen", () -> hyperstack(4, 1, 1, CompositeImage.GRAYSCALE), Map.of("channels", "3,1,2"));
		add("composite, all channels off", () -> changed(hyperstack(2, 1, 1, CompositeImage.COMPOSITE), image -> {
			((CompositeImage) image).getActiveChannels()[0] = false;
			((CompositeImage) image).getActiveChannels()[1] = false;
		}));
		add("stack, the current slice", () -> stack(false));
		add("stack, all slices", () -> stack(false), Map.of("planes", "all"));
		add("time series, all frames", () -> changed(stack(false), image -> image.setDimensions(1, 1, 3)), Map.of("planes", "all"));
		add("hyperstack, all slices and frames", () -> hyperstack(2, 3, 2, CompositeImage.COMPOSITE), Map.of("planes", "all"));
		add("stack with a white slice, only tissue", ImageKinds::withWhiteSlice, Map.of("planes", "all", "tiling", "tiles", "tissue", true));
		add("virtual stack, the current slice", () -> stack(true));
		add("virtual stack, all slices", () -> stack(true), Map.of("planes", "all"));
	}

	private void addSelections() {
		addSelected("rectangle", new Roi(20, 10, 70, 60));
		addSelected("rectangle over the edge", new Roi(120, 60, 90, 90));
		addSelected("rectangle outside", new Roi(500, 500, 10, 10));
		addSelected("rotated rectangle", new RotatedRectRoi(20, 20, 100, 70, 30));
		addSelected("oval", new OvalRoi(20, 10, 70, 60));
		addSelected("ellipse", new EllipseRoi(20, 20, 110, 80, 0.5));
		addSelected("polygon", new PolygonRoi(new int[] { 10, 120, 60 }, new int[] { 10, 20, 90 }, 3, Roi.POLYGON));
		addSelected("freehand", new PolygonRoi(new int[] { 10, 120, 60, 30 }, new int[] { 10, 20, 90, 50 }, 4, Roi.FREEROI));
		addSelected("composite of two", new ShapeRoi(new Roi(10, 10, 30, 30)).or(new ShapeRoi(new OvalRoi(80, 40, 40, 40))));
		addSelected("line", new Line(10, 10, 90, 60));
		addSelected("segmented line", new PolygonRoi(new int[] { 10, 120, 60 }, new int[] { 10, 20, 90 }, 3, Roi.POLYLINE));
		addSelected("points", new PointRoi(new int[] { 10, 60 }, new int[] { 20, 70 }, 2));
		addSelected("text", new TextRoi(10, 10, "text"));
	}

	private void addSelected(final String name, final Roi roi) {
		add("selection: " + name, () -> changed(ramp("RGB ramp"), image -> image.setRoi(roi)));
	}

	private void add(final String name, final Supplier<ImagePlus> image) {
		add(name, image, Map.of());
	}

	private void add(final String name, final Supplier<ImagePlus> image, final Map<String, Object> options) {
		kinds.add(new Kind(name, image, options));
	}

	private static ImagePlus changed(final ImagePlus image, final Consumer<ImagePlus> change) {
		change.accept(image);
		return image;
	}

	private static ImagePlus ramp(final String type) {
		return IJ.createImage("image", type, WIDTH, HEIGHT, 1);
	}

	private static ImagePlus odd() {
		final FloatProcessor plane = new FloatProcessor(WIDTH, HEIGHT);
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			plane.setf(i, i % 7 == 0 ? Float.NaN : i % 11 == 0 ? Float.POSITIVE_INFINITY : i % WIDTH);
		return new ImagePlus("image", plane);
	}

	private static ImagePlus hyperstack(final int channels, final int slices, final int frames, final int mode) {
		final ImagePlus image = IJ.createImage("image", "16-bit ramp", WIDTH, HEIGHT, channels * slices * frames);
		image.setDimensions(channels, slices, frames);
		return new CompositeImage(image, mode);
	}

	private static ImagePlus stack(final boolean virtual) {
		if (virtual) return new ImagePlus("image", new DrawnSlices());
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		IntStream.range(0, 3).forEach(slice -> stack.addSlice(DrawnSlices.draw(slice)));
		return new ImagePlus("image", stack);
	}

	private static ImagePlus withWhiteSlice() {
		final ImagePlus image = IJ.createImage("image", "RGB white", WIDTH, HEIGHT, 3);
		for (final int slice : new int[] { 2, 3 }) {
			final ImageProcessor plane = image.getStack().getProcessor(slice);
			plane.setColor(new Color(150, 80, 150));
			plane.fillOval(20, 20, 90, 60);
		}
		return image;
	}

	/** Three slices that are nowhere in memory. */
	private static final class DrawnSlices extends VirtualStack {

		private DrawnSlices() {
			super(WIDTH, HEIGHT, null, null);
			IntStream.range(0, 3).forEach(slice -> addSlice("slice " + (slice + 1)));
		}

		@Override
		public ImageProcessor getProcessor(final int slice) {
			return draw(slice - 1);
		}

		private static ImageProcessor draw(final int slice) {
			final ByteProcessor plane = new ByteProcessor(WIDTH, HEIGHT);
			for (int i = 0; i < WIDTH * HEIGHT; i++)
				plane.set(i, (i % WIDTH + 40 * slice) % 256);
			return plane;
		}
	}
}
