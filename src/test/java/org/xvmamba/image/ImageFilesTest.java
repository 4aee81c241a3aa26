package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.SharedData;
import org.xvmamba.UserException;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

class ImageFilesTest {

	/** Formats that neither ImageJ nor ImageIO knows. */
	private static final Set<String> NOT_READ = Set.of("JPEG2000.dcm", "SC_rgb_rle_2frame.dcm", "BigTIFF.tif");

	/** Damaged in ways that leave a picture, or odd but whole. */
	private static final Set<String> MAY_BE_READ = Set.of("png_named.tif", "badVR.dcm", "tm_lzw-colormap-iiobe.tif",
		"tm_floatingpoint-16bit.tif", "tm_indexed-unspecified-extrasamples.tif", "fuzz_oor_panic_06.tif", "fuzz_oor_panic_08.tif",
		"fuzz_oor_panic_12.tif", "broken.svs");

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "tif", "png", "jpg", "gif", "bmp", "pgm", "fits", "zip" })
	void opensWhatImageJSaves(final String format) {
		final FileSaver saver = new FileSaver(IJ.createImage("ramp", "8-bit ramp", 64, 32, 1));
		final Path file = folder.resolve("ramp." + format);
		final String path = file.toString();
		assertTrue(switch (format) {
			case "tif" -> saver.saveAsTiff(path);
			case "png" -> saver.saveAsPng(path);
			case "jpg" -> saver.saveAsJpeg(path);
			case "gif" -> saver.saveAsGif(path);
			case "bmp" -> saver.saveAsBmp(path);
			case "pgm" -> saver.saveAsPgm(path);
			case "fits" -> saver.saveAsFits(path);
			default -> saver.saveAsZip(path);
		});
		final ImagePlus opened = ImageFiles.open(file);
		assertEquals(64, opened.getWidth());
		assertEquals(32, opened.getHeight());
	}

	@Test
	void keepsCalibrationAndDepth() {
		final ImagePlus image = IJ.createImage("calibrated", "16-bit ramp", 40, 30, 1);
		image.getCalibration().pixelWidth = 0.25;
		image.getCalibration().setUnit("micron");
		final Path file = folder.resolve("calibrated.tif");
		IJ.saveAsTiff(image, file.toString());
		final ImagePlus opened = ImageFiles.open(file);
		assertEquals(16, opened.getBitDepth());
		assertEquals(0.25, opened.getCalibration().pixelWidth, 1e-6);
	}

	@Test
	void saysWhatIsWrongInOneSentence() throws IOException {
		assertRefused(folder.resolve("nothing.tif"), "There is no image file");
		assertRefused(folder, "is a folder");
		assertRefused(write("empty.png", new byte[0]), "is empty");
		assertRefused(write("text.png", "This is not a picture at all, only text.".getBytes()), "is not an image");
		assertRefused(truncated("tif"), "is truncated");
		assertRefused(truncated("png"), "can't be read");
	}

	@Test
	void opensEveryRealPictureUpToItsPixels() throws IOException {
		for (final Path file : pictures(SharedData.require("pictures"), "bad", "omezarr")) {
			if (NOT_READ.contains(file.getFileName().toString())) {
				assertRefused(file, "");
				continue;
			}
			final Picture picture = ImagePlusPictures.of(ImageFiles.open(file), null);
			final float[] out = new float[3 * 32 * 32];
			TileReader.read(picture, TilePlans.plan(TilingMode.WHOLE, picture.width(), picture.height(), 32), 0, out);
			for (final float value : out)
				assertTrue(value >= 0 && value <= 255, () -> file + " gives " + value);
		}
	}

	@Test
	void refusesEveryBadPictureWithOneSentence() throws IOException {
		for (final Path file : pictures(SharedData.require("pictures/bad")))
			assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
				try {
					ImageFiles.open(file);
					assertTrue(MAY_BE_READ.contains(file.getFileName().toString()), () -> file + " was opened.");
				}
				catch (final UserException exc) {
					assertSentence(exc, file);
				}
			}, file::toString);
	}

	private static List<Path> pictures(final Path folder, final String... without) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("README.md")).filter(file -> Stream.of(without).noneMatch(
				name -> file.startsWith(folder.resolve(name)))).sorted().toList();
		}
	}

	private Path truncated(final String format) throws IOException {
		final Path file = folder.resolve("half." + format);
		final FileSaver saver = new FileSaver(IJ.createImage("half", "RGB ramp", 100, 100, 1));
		assertTrue(format.equals("tif") ? saver.saveAsTiff(file.toString()) : saver.saveAsPng(file.toString()));
		final byte[] bytes = Files.readAllBytes(file);
		return write("half." + format, Arrays.copyOf(bytes, bytes.length / 2));
	}

	private Path write(final String name, final byte[] bytes) throws IOException {
		return Files.write(folder.resolve(name), bytes);
	}

	private static void assertRefused(final Path file, final String part) {
		final UserException exc = assertThrows(UserException.class, () -> ImageFiles.open(file), file::toString);
		assertSentence(exc, file);
		assertTrue(exc.getMessage().contains(part), exc.getMessage());
	}

	private static void assertSentence(final UserException exc, final Path file) {
		final String message = exc.getMessage();
		assertTrue(message.contains(file.toString()), message);
		assertFalse(message.contains("\n") || message.contains("null"), message);
	}
}
