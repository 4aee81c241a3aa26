package org.xvmamba.convert.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;
import org.xvmamba.convert.Fixtures;

class CheckpointReaderTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "double", "half", "bfloat", "long", "int", "short", "char" })
	void readsEveryKindOfNumber(final String name) throws IOException {
		final float[] expected = new float[24];
		for (int i = 0; i < expected.length; i++)
			expected[i] = i - 7;
		assertArrayEquals(expected, odd(name));
	}

	@Test
	void readsBytesAndTruthValues() throws IOException {
		assertArrayEquals(new float[] { 200, 201 }, Arrays.copyOf(odd("byte"), 2));
		assertArrayEquals(new float[] { 0, 1 }, Arrays.copyOfRange(odd("bool"), 11, 13));
	}

	@Test
	void readsSmallAndLargeHalves() throws IOException {
		assertArrayEquals(new float[] { 0x1p-24f, -503 * 0x1p-24f, 65504, 0.099975586f }, odd("small_halves"));
	}

	@Test
	void honoursStridesAndOffsets() throws IOException {
		assertArrayEquals(new float[] { 6, 7, 10, 11, 14, 15 }, odd("view"));
		final float[] transposed = odd("transposed"); // [6, 4] of [4, 6]
		for (int i = 0; i < transposed.length; i++)
			assertEquals(i % 4 * 6 + i / 4, transposed[i]);
	}

	@Test
	void readsNumbersWithoutAxesEmptyTensorsAndParameters() throws IOException {
		assertArrayEquals(new float[] { 2.5f }, odd("scalar"));
		assertArrayEquals(new float[0], odd("empty"));
		assertArrayEquals(new float[] { 0, 1, 2 }, odd("parameter"));
	}

	@Test
	void readsPlainValuesBesideTensors() throws IOException {
		final String file = Files.readString(Fixtures.file("wrapped-half-cuda.pth"), StandardCharsets.ISO_8859_1);
		assertTrue(file.contains("cuda:0"), "the tensors are tagged as coming from a graphics card");
		try (Checkpoint checkpoint = CheckpointReader.open(Fixtures.file("wrapped-half-cuda.pth"))) {
			final Map<?, ?> contents = (Map<?, ?>) checkpoint.contents();
			assertEquals(7L, contents.get("epoch"));
			assertEquals(0.5, contents.get("best"));
			assertEquals(List.of("a", "b"), contents.get("classes"));
			assertEquals(List.of(1L, 2L), contents.get("size"));
			assertEquals(true, contents.get("done"));
		}
	}

	@Test
	void refusesByNameWhatWouldRun() {
		assertEquals("'runs-command.pth' asks to run or build 'posix.system', which is refused: only tensors and plain containers are read; " +
			"save the bare weights with torch.save(model.state_dict(), \"weights.pth\").", problem(Fixtures.file("runs-command.pth")));
	}

	@Test
	void saysWhatOtherFilesAre() throws IOException {
		assertTrue(problem(Fixtures.file("tiny-64x64-b1.npz")).contains("no entry 'data.pkl'"));
		assertTrue(problem(write("bare.pth", new byte[] { (byte) 0x80, 2, '}', '.' })).contains("bare pickle"));
		assertTrue(problem(write("text.json", " { ".getBytes(StandardCharsets.US_ASCII))).contains("no index of safetensors"));
	}

	@Test
	void saysThatAFileIsMissingAFolderEmptyOrSomethingElse() throws IOException {
		assertTrue(problem(folder.resolve("missing.pth")).startsWith("There is no checkpoint"));
		assertTrue(problem(folder).contains("is a folder"));
		assertTrue(problem(write("empty.pth")).contains("is empty (0 bytes)"));
		assertTrue(problem(write("renamed.pth", "\u0089PNG\r\n".getBytes(StandardCharsets.ISO_8859_1))).contains("no checkpoint of a known kind"));
	}

	@Test
	void saysThatAFileIsCutOff() throws IOException {
		final byte[] whole = Files.readAllBytes(Fixtures.file("odd-tensors.pth"));
		for (final int length : new int[] { 4, 100, whole.length / 2, whole.length - 1 })
			assertTrue(problem(write("cut.pth", Arrays.copyOf(whole, length))).contains("end is missing"));
	}

	@Test
	void saysThatAFileIsEncrypted() throws IOException {
		final byte[] bytes = Files.readAllBytes(Fixtures.file("odd-tensors.pth"));
		for (int i = 0; i < bytes.length - 10; i++) {
			if (bytes[i] != 'P' || bytes[i + 1] != 'K') continue;
			if (bytes[i + 2] == 3 && bytes[i + 3] == 4) bytes[i + 6] |= 1; // the flag of a local header
			if (bytes[i + 2] == 1 && bytes[i + 3] == 2) bytes[i + 8] |= 1; // the same in the central directory
		}
		assertTrue(problem(write("encrypted.pth", bytes)).contains("is encrypted"));
	}

	@Test
	void saysThatAnEntrysNameIsNoText() throws IOException {
		final byte[] bytes = Files.readAllBytes(Fixtures.file("resnet.pth"));
		for (int i = 0; i < bytes.length - 46; i++)
			if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) bytes[i + 46] = (byte) 0xff;
		assertTrue(problem(write("names.pth", bytes)).contains("damaged"));
	}

	@Test
	void noticesAlteredNumbers() throws IOException {
		final byte[] bytes = Files.readAllBytes(Fixtures.file("resnet.pth"));
		final int at = indexOf(bytes, new byte[] { 0, 0, (byte) 0x80, 0x3f });
		bytes[at] ^= 1;
		try (Checkpoint checkpoint = CheckpointReader.open(write("altered.pth", bytes))) {
			final StoredTensor tensor = (StoredTensor) ((Map<?, ?>) checkpoint.contents()).get("conv1.weight");
			assertTrue(assertThrows(UserException.class, tensor::toFloats).getMessage().contains("checksum"));
		}
	}

	private static float[] odd(final String name) throws IOException {
		try (Checkpoint checkpoint = CheckpointReader.open(Fixtures.file("odd-tensors.pth"))) {
			return ((StoredTensor) ((Map<?, ?>) checkpoint.contents()).get(name)).toFloats();
		}
	}

	private static String problem(final Path file) {
		return assertThrows(UserException.class, () -> CheckpointReader.open(file).close()).getMessage();
	}

	private Path write(final String name, final byte... bytes) throws IOException {
		return Files.write(folder.resolve(name), bytes);
	}

	private static int indexOf(final byte[] bytes, final byte[] part) {
		for (int i = 0; i <= bytes.length - part.length; i++)
			if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) return i;
		throw new IllegalArgumentException("There is no such part.");
	}
}
