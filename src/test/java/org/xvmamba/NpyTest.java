package org.xvmamba;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

	@TempDir
	Path folder;

	@Test
	void readsWhatItWrites() throws IOException {
		final float[] values = { 1, -2.5f, Float.NaN, Float.MAX_VALUE, 1e-40f, 0 };
		for (final int[] shape : new int[][] { { 6 }, { 2, 3 }, { 1, 6, 1 } }) {
			final Path file = folder.resolve("a.npy");
			Npy.write(file, values, shape);
			assertArrayEquals(values, Npy.read(file).floats());
			assertArrayEquals(shape, Npy.read(file).shape());
			assertEquals(0, (Files.size(file) - 4 * values.length) % 64, "numbers begin at a multiple of 64 bytes");
		}
	}

	@Test
	void writesANumberAndAnEmptyArray() throws IOException {
		final Path file = folder.resolve("a.npy");
		Npy.write(file, new float[] { 7 });
		assertArrayEquals(new double[] { 7 }, Npy.read(file).doubles());
		Npy.write(file, new float[0], 0, 3);
		assertArrayEquals(new int[] { 0, 3 }, Npy.read(file).shape());
	}

	@Test
	void readsDoublesAndIntegersOfBothByteOrders() throws IOException {
		final byte[] doubles = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN).putDouble(0.1).putDouble(-3).array();
		assertArrayEquals(new double[] { 0.1, -3 }, parse(header(">f8", "(2,)"), doubles).doubles());
		final byte[] longs = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(-123456789012L).array();
		assertArrayEquals(new double[] { -123456789012.0 }, parse(header("<i8", "(1, 1)"), longs).doubles());
	}

	@Test
	void refusesAShapeOfAnotherSize() {
		assertThrows(IllegalArgumentException.class, () -> Npy.write(folder.resolve("a.npy"), new float[5], 2, 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<f2 (2,)", "<f4 (3,)", "<f4 (99999, 99999)", "<f4 (99999999999,)", "<f4 x", "' (1,)", " (1,)" })
	void saysWhatIsWrong(final String descriptorAndShape) {
		final String[] parts = descriptorAndShape.split(" ", 2);
		final UserException problem = assertThrows(UserException.class, () -> parse(header(parts[0], parts[1]), new byte[8]));
		assertTrue(problem.getMessage().startsWith("'array' "), problem.getMessage());
	}

	@Test
	void refusesFilesThatAreCutAnywhere() throws IOException {
		final Path file = folder.resolve("a.npy");
		Npy.write(file, new float[] { 1, 2, 3 }, 3);
		final byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length < whole.length; length++) {
			final byte[] cut = Arrays.copyOf(whole, length);
			assertThrows(UserException.class, () -> Npy.read(new ByteArrayInputStream(cut), "array"));
		}
	}

	private static byte[] header(final String descriptor, final String shape) {
		final String text = "{'descr': '" + descriptor + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
		final ByteBuffer bytes = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 }).putShort((short) text.length());
		return bytes.put(text.getBytes(StandardCharsets.US_ASCII)).array();
	}

	private static Npy parse(final byte[] header, final byte[] numbers) throws IOException {
		final byte[] file = ByteBuffer.allocate(header.length + numbers.length).put(header).put(numbers).array();
		return Npy.read(new ByteArrayInputStream(file), "array");
	}
}
