package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;

class PictureOptionsTest {

	@ParameterizedTest
	@CsvSource({ "0-4095,0,4095", "-1.5-3,-1.5,3", "-200--100,-200,-100", "1e-3-2.5E2,0.001,250", "0-0.25,0,0.25" })
	void readsRangesAndWritesThemAgain(final String text, final double min, final double max) {
		final Scaling scaling = Scaling.of(text).orElseThrow();
		assertEquals(new Scaling(Scaling.Kind.FIXED, min, max), scaling);
		assertEquals(Optional.of(scaling), Scaling.of(scaling.key()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Display", "0", "10-", "-", "5-5", "7-3", "0..9", "0,9", "NaN-1", "0-1e999" })
	void refusesOtherScalings(final String text) {
		assertEquals(Optional.empty(), Scaling.of(text));
	}

	@Test
	void readsChannelLists() {
		assertEquals(ChannelChoice.DISPLAY, ChannelChoice.of("display").orElseThrow());
		assertEquals(List.of(3, 0, 1), ChannelChoice.of("3,0,1").orElseThrow().inputs());
		assertEquals("2,2,2", ChannelChoice.of("2").orElseThrow().key());
		for (final String text : new String[] { "", "1,2", "1,2,3,4", "a", "0,0,0", "0", "-1", "1,2,", "Display" })
			assertEquals(Optional.empty(), ChannelChoice.of(text), text);
	}

	@Test
	void scalesSixteenBitsByDataAndByNumbers() {
		final ImagePlus image = new ImagePlus("12-bit", new ShortProcessor(4, 1, new short[] { 100, 1124, 2147, 4195 }, null));
		image.setDisplayRange(0, 1000);
		// 256 steps, as ImageJ's own 16-bit display: (value - min) * 256 / (max - min + 1), rounded, at most 255.
		assertValues(image, options("data", "display"), 0, 64, 128, 255);
		assertValues(image, options("0-4095", "display"), 6, 70, 134, 255);
		assertValues(image, options("2147-60000", "display"), 0, 0, 0, 9);
		assertValues(image, options("0-1e12", "display"), 0, 0, 0, 0);
		assertValues(image, options("-3e9-3e9", "display"), 128, 128, 128, 128);
		assertEquals("16-bit, data range 100 to 4195 shown as 0 to 255", conversion(image, options("data", "display")));
		assertEquals("16-bit, fixed range 0 to 4095 shown as 0 to 255", conversion(image, options("0-4095", "display")));
	}

	@Test
	void scalesFloatsByFiniteDataAndByNumbers() {
		final ImagePlus image = new ImagePlus("float", new FloatProcessor(5, 1, new float[] { Float.NaN, Float.NEGATIVE_INFINITY, -1, 0, 1 }));
		assertValues(image, options("data", "display"), 0, 0, 0, 128, 255);
		assertValues(image, options("0-0.5", "display"), 0, 0, 0, 0, 255);
		assertEquals("32-bit, fixed range 0 to 0.5 shown as 0 to 255, not-a-number as the lowest", conversion(image, options("0-0.5",
			"display")));
	}

	@Test
	void aConstantOrEmptyRangeIsNoProblem() {
		assertValues(new ImagePlus("flat", new ShortProcessor(2, 1, new short[] { 7, 7 }, null)), options("data", "display"), 0, 0);
		assertValues(new ImagePlus("nothing", new FloatProcessor(1, 1, new float[] { Float.NaN })), options("data", "display"), 0);
	}

	@Test
	void scalesEightBitsThroughTheirTable() {
		final ImagePlus image = new ImagePlus("bytes", new ByteProcessor(3, 1, new byte[] { 10, 20, 73 }));
		image.setDisplayRange(0, 20);
		assertValues(image, options("display", "display"), 128, 255, 255);
		assertValues(image, options("data", "display"), 0, 40, 252);
		image.getProcessor().invertLut();
		assertValues(image, options("data", "display"), 255, 215, 3);
		assertValues(image, options("data", "1"), 255, 215, 3);
	}

	@Test
	void aFixedRangeIsInCalibratedValues() {
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(3, 1, new short[] { (short) 32668, (short) 32768, (short) 32923 },
			null));
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -32768, 1 }, "HU");
		assertValues(image, options("-100-155", "display"), 0, 100, 255);
		final String conversion = conversion(image, options("-100-155", "display"));
		assertEquals("16-bit, fixed range 32668 to 32923 shown as 0 to 255 (stored values; asked for was the calibrated range -100-155)",
			conversion);
	}

	@Test
	void coloursHaveNoScalingAndSaySo() {
		final ImagePlus image = IJ.createImage("rgb", "RGB", 1, 1, 1);
		image.getProcessor().set(0, 0, 0x0a141e);
		assertEquals(List.of(30f, 20f, 0f), rgb(image, options("data", "3,2,0"), 0));
		assertEquals("RGB, channels 3,2,0 as red, green, blue (0 is black); scaling=data is for grey values, and had no effect", conversion(
			image, options("data", "3,2,0")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void takesChannelsFromCompositesAndPlainHyperstacks(final int bits) {
		final ImagePlus plain = IJ.createHyperStack("channels", 2, 1, 3, 2, 2, bits);
		for (int i = 1; i <= plain.getStackSize(); i++)
			plain.getStack().getProcessor(i).setf(0, 0, 10 * i);
		plain.setPosition(2, 2, 1);
		plain.setDisplayRange(0, 255);
		for (final ImagePlus image : List.of(plain, composite(plain))) {
			assertEquals(List.of(60f, 40f, 0f), rgb(image, options("0-255", "3,1,0"), 0));
			assertEquals(List.of(50f, 50f, 50f), rgb(image, options("0-255", "2"), 0));
			image.setPosition(1, 1, 2);
			assertEquals(List.of(70f, 80f, 90f), rgb(image, options("0-255", "1,2,3"), 0));
			assertTrue(conversion(image, options("0-255", "1,2,3")).startsWith("channels 1,2,3 as red, green, blue; channel 1: " + bits +
				"-bit, fixed range 0 to 255"));
			image.setPosition(2, 2, 1);
		}
	}

	@Test
	void aChannelThatIsNotThereIsOneSentence() {
		assertMessage("There is no channel 4 in the image 'channels'; it has channels 1 to 2, and channels=1,4,0 names more.", IJ
			.createHyperStack("channels", 2, 1, 2, 3, 1, 16), "1,4,0");
		assertMessage("it has channel 1 only", IJ.createImage("grey", "8-bit", 2, 2, 1), "2");
		assertMessage("it has red (1), green (2) and blue (3)", IJ.createImage("rgb", "RGB", 2, 2, 1), "1,2,4");
	}

	private static void assertMessage(final String part, final ImagePlus image, final String channels) {
		final PictureOptions options = options("display", channels);
		final String message = assertThrows(UserException.class, () -> ImagePlusPictures.of(image, null, options)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static CompositeImage composite(final ImagePlus plain) {
		final ImagePlus copy = plain.duplicate();
		final CompositeImage image = new CompositeImage(copy, IJ.COMPOSITE);
		image.setPosition(2, 2, 1);
		final ImageProcessor channel = image.getProcessor();
		channel.setMinAndMax(0, 255);
		return image;
	}

	static PictureOptions options(final String scaling, final String channels) {
		return new PictureOptions(Scaling.of(scaling).orElseThrow(), ChannelChoice.of(channels).orElseThrow(), false, true, false);
	}

	private static void assertValues(final ImagePlus image, final PictureOptions options, final int... expected) {
		for (int x = 0; x < expected.length; x++)
			assertEquals(List.of((float) expected[x], (float) expected[x], (float) expected[x]), rgb(image, options, x), "pixel " + x);
	}

	private static String conversion(final ImagePlus image, final PictureOptions options) {
		return ImagePlusPictures.of(image, null, options).conversion();
	}

	private static List<Float> rgb(final ImagePlus image, final PictureOptions options, final int x) {
		final RandomAccess<FloatType> access = ImagePlusPictures.of(image, null, options).pixels().randomAccess();
		access.setPosition(new int[] { x, 0, 0 });
		final float red = access.get().get();
		access.fwd(2);
		final float green = access.get().get();
		access.fwd(2);
		return List.of(red, green, access.get().get());
	}
}
