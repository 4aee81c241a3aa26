package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;
import org.xvmamba.image.Picture.PixelSize;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;

/** The yardstick is what ImageJ paints on the screen, pixel by pixel. */
class ImagePlusPicturesTest {

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit", "RGB" })
	void showsEveryTypeAsImageJDoes(final String type) {
		final ImagePlus image = IJ.createImage(type, type + " ramp", 61, 40, 1);
		assertEqualsScreen(image);
		if (type.equals("RGB")) return;
		image.setDisplayRange(40, 170);
		assertEqualsScreen(image);
		image.setLut(LUT.createLutFromColor(Color.CYAN));
		image.setDisplayRange(40, 170);
		assertEqualsScreen(image);
		image.getProcessor().invertLut();
		assertEqualsScreen(image);
	}

	@Test
	void showsAColourTable() {
		final ImagePlus image = IJ.createImage("table", "8-bit ramp", 50, 20, 1);
		image.setLut(LUT.createLutFromColor(Color.ORANGE));
		assertEqualsScreen(image);
		assertTrue(ImagePlusPictures.of(image, null).conversion().contains("colour table"));
	}

	@Test
	void readsNotANumberAndInfinity() {
		final ImagePlus image = new ImagePlus("odd", new FloatProcessor(5, 1, new float[] { Float.NaN, Float.NEGATIVE_INFINITY,
			Float.POSITIVE_INFINITY, 10, 20 }));
		final String conversion = ImagePlusPictures.of(image, null).conversion();
		assertEquals("32-bit, range of the finite values 10 to 20 shown as 0 to 255, not-a-number as the lowest", conversion);
		for (int x = 0; x < 5; x++)
			assertEquals(new float[] { 0, 0, 255, 0, 255 }[x], grey(image, x));
		image.setDisplayRange(0, 40);
		assertEqualsScreen(image);
	}

	@Test
	void readsConstantImages() {
		for (final String type : new String[] { "8-bit black", "16-bit black", "32-bit black", "RGB black" })
			assertEqualsScreen(IJ.createImage(type, type, 4, 4, 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sum", "Max", "Min" })
	void mixesACompositeAsImageJDoes(final String projection) {
		for (final int bits : new int[] { 8, 16, 32 }) {
			final CompositeImage image = composite(bits);
			image.setProp("CompositeProjection", projection);
			image.setPosition(2, 2, 1);
			image.setDisplayRange(20, 150);
			assertEqualsScreen(image);
			image.setActiveChannels("101");
			assertEqualsScreen(image);
		}
	}

	@Test
	void readsTheCurrentChannelOfACompositeInOtherModes() {
		for (final int mode : new int[] { IJ.COLOR, IJ.GRAYSCALE }) {
			final CompositeImage image = composite(16);
			image.setMode(mode);
			image.setPosition(3, 1, 1);
			image.updateImage();
			assertEqualsScreen(image);
		}
	}

	@Test
	void refusesACompositeWithoutChannels() {
		final CompositeImage image = composite(8);
		image.setActiveChannels("000");
		assertThrows(UserException.class, () -> ImagePlusPictures.of(image, null));
	}

	@Test
	void readsTheCurrentSliceAndSaysWhich() {
		final ImagePlus image = IJ.createImage("stack", "8-bit ramp", 9, 5, 1, 4, 2);
		image.setPosition(1, 3, 2);
		image.getProcessor().add(40);
		assertEqualsScreen(image);
		final String conversion = ImagePlusPictures.of(image, null).conversion();
		assertTrue(conversion.contains("slice 3 of 4, frame 2 of 2"), conversion);
	}

	@Test
	void asksAVirtualStackForTheCurrentPlaneOnly() {
		final ImagePlus image = new ImagePlus("huge", new LazyPlanes());
		image.setSlice(900_000);
		final Picture picture = ImagePlusPictures.of(image, new Region(2, 1, 3, 2));
		assertEquals(900_000 % 251 + 2, sample(picture, 0, 0, 0));
		assertEquals(new PlanePosition(900_000, 1), picture.plane());
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit ramp", "16-bit ramp", "32-bit ramp", "RGB ramp" })
	void eachPlaneOfASeriesIsWhatImageJWouldShowThere(final String type) {
		final ImagePlus plain = IJ.createImage("stack", type, 9, 5, 1, 2, 3);
		for (int i = 1; i <= 6; i++)
			plain.getStack().getProcessor(i).add(5 * i);
		plain.setPosition(1, 2, 2);
		if (plain.getBitDepth() != 24) plain.setDisplayRange(10, 90);
		assertSeriesEqualsScreen(plain);
		if (plain.getBitDepth() != 24) assertSeriesEqualsScreen(composite(plain.getBitDepth()));
	}

	private static void assertSeriesEqualsScreen(final ImagePlus image) {
		final List<Picture> series = ImagePlusPictures.series(image, null, new PictureOptions(Scaling.DISPLAY, ChannelChoice.DISPLAY, true, true, false));
		assertEquals(image.getNSlices() * image.getNFrames(), series.size());
		final List<Picture> pictures = List.copyOf(series);
		for (final Picture picture : pictures) {
			image.setPosition(image.getC(), picture.plane().slice(), picture.plane().frame());
			image.updateImage();
			final ColorProcessor screen = new ColorProcessor(image.getImage());
			for (int y = 0; y < image.getHeight(); y++)
				for (int x = 0; x < image.getWidth(); x++)
					assertEquals(screen.get(x, y) >> 8 & 0xff, sample(picture, x, y, 1), picture.conversion());
		}
	}

	@Test
	void aSeriesDoesNotSeeWhatAPersonChangesMeanwhile() {
		final CompositeImage composite = composite(16);
		final CompositeImage grey = composite(16);
		grey.setMode(IJ.GRAYSCALE);
		grey.setPosition(2, 1, 1);
		for (final CompositeImage image : List.of(composite, grey)) {
			final List<Picture> series = ImagePlusPictures.series(image, null, new PictureOptions(Scaling.DISPLAY, ChannelChoice.DISPLAY, true, true,
				false));
			final float before = sample(series.get(1), 20, 10, 0);
			final String conversion = series.get(1).conversion();
			image.setActiveChannels("010");
			image.setPosition(3, 1, 1);
			image.setDisplayRange(0, 1000);
			assertEquals(before, sample(series.get(1), 20, 10, 0));
			assertEquals(conversion, series.get(1).conversion());
		}
	}

	@Test
	void aSeriesReadsAVirtualStackPlaneByPlane() {
		final ImagePlus image = new ImagePlus("huge", new LazyPlanes());
		final List<Picture> series = ImagePlusPictures.series(image, Selection.of(new Region(2, 1, 3, 2)), new PictureOptions(Scaling.DISPLAY,
			ChannelChoice.DISPLAY, true, true, false));
		assertEquals(1_000_000, series.size());
		final Picture picture = series.get(899_999);
		assertEquals(new PlanePosition(900_000, 1), picture.plane());
		assertEquals(900_000 % 251 + 2, sample(picture, 0, 0, 0));
		assertEquals(900_000 % 251 + 2, sample(picture, 2, 1, 2));
	}

	@Test
	void ignoresThresholdColours() {
		final ImagePlus image = IJ.createImage("threshold", "8-bit ramp", 256, 2, 1);
		image.getProcessor().setThreshold(100, 200, ImageProcessor.RED_LUT);
		assertEquals(150, sample(ImagePlusPictures.of(image, null), 150, 0, 1));
	}

	@Test
	void cutsARegionToTheImage() {
		final ImagePlus image = IJ.createImage("ramp", "8-bit ramp", 256, 10, 1);
		final Picture picture = ImagePlusPictures.of(image, new Region(200, -5, 100, 8));
		assertEquals(new Region(200, 0, 56, 3), picture.region());
		assertEquals(3, picture.pixels().dimension(1));
		assertEquals(200, sample(picture, 0, 0, 0));
	}

	@Test
	void refusesARegionOutsideWithOneSentence() {
		final ImagePlus image = IJ.createImage("ramp", "8-bit ramp", 20, 10, 1);
		for (final Region region : new Region[] { new Region(20, 0, 5, 5), new Region(-7, 3, 7, 2), new Region(Integer.MAX_VALUE, 0, 9, 9) }) {
			final String message = assertThrows(UserException.class, () -> ImagePlusPictures.of(image, region)).getMessage();
			assertTrue(message.contains("lies outside of the image 'ramp' of 20 x 10 pixels"), message);
		}
	}

	@Test
	void keepsTheCalibration() {
		final ImagePlus image = IJ.createImage("calibrated", "8-bit ramp", 20, 10, 1);
		assertEquals(PixelSize.NONE, ImagePlusPictures.of(image, null).pixelSize());
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.5;
		calibration.pixelHeight = 0.25;
		calibration.setUnit("um");
		assertEquals(new PixelSize(0.5, 0.25, "µm"), ImagePlusPictures.of(image, null).pixelSize());
	}

	@Test
	void readsTheFarEndOfAVeryWideImage() {
		final byte[] pixels = new byte[70_000 * 30];
		pixels[pixels.length - 1] = (byte) 99;
		final Picture picture = ImagePlusPictures.of(new ImagePlus("wide", new ByteProcessor(70_000, 30, pixels)), null);
		assertEquals(99, sample(picture, 69_999, 29, 2));
	}

	private static CompositeImage composite(final int bits) {
		final ImagePlus channels = IJ.createHyperStack("channels", 37, 21, 3, 2, 1, bits);
		final ImageStack stack = channels.getStack();
		for (int i = 1; i <= stack.size(); i++) {
			final ImageProcessor plane = stack.getProcessor(i);
			for (int y = 0; y < plane.getHeight(); y++)
				for (int x = 0; x < plane.getWidth(); x++)
					plane.setf(x, y, (x * 3 * i + y * 5) % 200);
		}
		channels.setDisplayRange(0, 180);
		return new CompositeImage(channels, IJ.COMPOSITE);
	}

	private static void assertEqualsScreen(final ImagePlus image) {
		image.updateImage();
		final ColorProcessor screen = new ColorProcessor(image.getImage());
		final Picture picture = ImagePlusPictures.of(image, null);
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				for (int channel = 0; channel < 3; channel++)
					assertEquals(screen.get(x, y) >> 16 - 8 * channel & 0xff, sample(picture, x, y, channel), image.getTitle() + " at " + x + ", " +
						y);
	}

	private static float grey(final ImagePlus image, final int x) {
		return sample(ImagePlusPictures.of(image, null), x, 0, 0);
	}

	private static float sample(final Picture picture, final int... position) {
		final RandomAccess<FloatType> access = picture.pixels().randomAccess();
		access.setPosition(position);
		return access.get().get();
	}

	/** A million planes, of which only a few can ever be made. */
	private static final class LazyPlanes extends VirtualStack {

		private int made;

		private LazyPlanes() {
			super(8, 4, null, null);
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			assertTrue(++made < 10, "Planes were read that nobody looks at.");
			final ByteProcessor plane = new ByteProcessor(8, 4);
			plane.setValue(n % 251 + 2);
			plane.fill();
			return plane;
		}

		@Override
		public int size() {
			return 1_000_000;
		}

		@Override
		public int getSize() {
			return size();
		}

		@Override
		public String getSliceLabel(final int n) {
			return null;
		}

		@Override
		public int getBitDepth() {
			return 8;
		}
	}
}
