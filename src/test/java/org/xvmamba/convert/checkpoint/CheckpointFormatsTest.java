package org.xvmamba.convert.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;
import org.xvmamba.convert.Fixtures;

/** The same tensors from every kind of file. */
class CheckpointFormatsTest {

	private static final long FAR = 3L << 30;

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "odd-tensors-legacy.pth", "odd-tensors-legacy-4.pth", "odd-tensors.safetensors", "odd.safetensors.index.json" })
	void givesTheSameNumbersAsTheZip(final String name) throws IOException {
		final Map<String, float[]> expected = numbers(Fixtures.file("odd-tensors.pth"));
		final Map<String, float[]> numbers = numbers(Fixtures.file(name));
		assertEquals(expected.keySet(), numbers.keySet());
		assertEquals(16, expected.size());
		expected.forEach((tensor, values) -> assertArrayEquals(values, numbers.get(tensor), tensor));
	}

	@Test
	void passesOverSettingsThatScriptsSaveBesideTheWeights() throws IOException {
		try (Checkpoint checkpoint = CheckpointReader.open(Fixtures.file("with-settings.pth"))) {
			final Map<?, ?> contents = (Map<?, ?>) checkpoint.contents();
			assertEquals(Map.of(), contents.get("args"));
			assertEquals(1, ((Map<?, ?>) contents.get("model")).size());
		}
	}

	@Test
	void readsBeyondTwoGigabytesOfSafetensors() throws IOException {
		final long length = FAR + 8;
		final String header = "{\"large\":{\"dtype\":\"I8\",\"shape\":[" + FAR + "],\"data_offsets\":[0," + FAR +
			"]},\"far\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + FAR + "," + length + "]}}";
		final Path file = folder.resolve("large.safetensors");
		final long begin = 8 + header.length();
		try (FileChannel channel = sparse(file)) {
			channel.write(littleEndian(8).putLong(0, header.length()), 0);
			channel.write(ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)), 8);
			channel.write(littleEndian(8).putFloat(0, 1.5f).putFloat(4, -2), begin + FAR);
		}
		// One tensor of more than 2 GB is refused; another behind it is not.
		assertTrue(problem(file).contains("does not fit"), problem(file));
		final String small = header.replace("\"I8\",\"shape\":[" + FAR + "]", "\"F64\",\"shape\":[0],\"data_offsets\":[0,0]},\"x\":{\"dtype\":\"I8\",\"shape\":[0]")
			.replace("[0," + FAR + "]", "[" + FAR + "," + FAR + "]");
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.write(littleEndian(8).putLong(0, small.length()), 0);
			channel.write(ByteBuffer.wrap(small.getBytes(StandardCharsets.UTF_8)), 8);
			channel.write(littleEndian(8).putFloat(0, 1.5f).putFloat(4, -2), 8 + small.length() + FAR);
		}
		assertArrayEquals(new float[] { 1.5f, -2 }, numbers(file).get("far"));
	}

	@Test
	void readsBeyondTwoGigabytesOfAnOldPickle() throws IOException {
		final long elements = FAR / 4;
		final String begin = "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.\u0080\u0002}(" + tensor("a", elements) + tensor(
			"b", 2) + "u.\u0080\u0002](X\u0001\0\0\0aX\u0001\0\0\0be.";
		final Path file = folder.resolve("large.pth");
		try (FileChannel channel = sparse(file)) {
			channel.write(ByteBuffer.wrap(begin.getBytes(StandardCharsets.ISO_8859_1)), 0);
			channel.write(littleEndian(8).putLong(0, elements), begin.length());
			channel.write(littleEndian(16).putLong(0, 2).putFloat(8, 1.5f).putFloat(12, -2), begin.length() + 8 + FAR);
		}
		try (Checkpoint checkpoint = CheckpointReader.open(file)) {
			assertArrayEquals(new float[] { 1.5f, -2 }, ((StoredTensor) ((Map<?, ?>) checkpoint.contents()).get("b")).toFloats());
			assertArrayEquals(new float[] { 0, 0 }, ((StoredTensor) ((Map<?, ?>) checkpoint.contents()).get("a")).toFloats());
		}
	}

	@Test
	void readsBeyondTwoGigabytesOfAZip() throws IOException {
		final long elements = FAR / 4;
		final byte[] pickle = ("\u0080\u0002}(" + tensor("a", elements) + tensor("b", 2) + "u.").replace("NtQ", "tQ").getBytes(
			StandardCharsets.ISO_8859_1);
		final Path file = folder.resolve("large.pth");
		final ByteArrayOutputStream directory = new ByteArrayOutputStream();
		try (FileChannel channel = sparse(file)) {
			final long afterPickle = zipEntry(channel, 0, "x/data.pkl", pickle, pickle.length, directory);
			final long afterLarge = zipEntry(channel, afterPickle, "x/data/a", new byte[0], FAR, directory);
			final long afterSmall = zipEntry(channel, afterLarge, "x/data/b", littleEndian(8).putFloat(0, 1.5f).putFloat(4, -2).array(), 8, directory);
			channel.write(ByteBuffer.wrap(directory.toByteArray()), afterSmall);
			channel.write(littleEndian(22).putInt(0, 0x06054b50).putShort(8, (short) 3).putShort(10, (short) 3).putInt(12, directory.size()).putInt(16,
				(int) afterSmall), afterSmall + directory.size());
		}
		try (Checkpoint checkpoint = CheckpointReader.open(file)) {
			assertArrayEquals(new float[] { 1.5f, -2 }, ((StoredTensor) ((Map<?, ?>) checkpoint.contents()).get("b")).toFloats());
			assertArrayEquals(new float[] { 0, 0 }, ((StoredTensor) ((Map<?, ?>) checkpoint.contents()).get("a")).toFloats());
		}
	}

	/** Writes a stored entry, which is as long as {@code size} says, and notes it in the directory. @return where it ends */
	private static long zipEntry(final FileChannel channel, final long at, final String name, final byte[] begin, final long size,
		final ByteArrayOutputStream directory) throws IOException
	{
		final CRC32 checksum = new CRC32();
		checksum.update(begin);
		final byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
		// What an entry and its line in the directory have in common: checksum, stored and whole size, length of the name.
		final byte[] common = littleEndian(14).putInt(0, (int) checksum.getValue()).putInt(4, (int) size).putInt(8, (int) size).putShort(12,
			(short) letters.length).array();
		channel.write(littleEndian(30 + letters.length).putInt(0, 0x04034b50).put(14, common).put(30, letters), at);
		channel.write(ByteBuffer.wrap(begin), at + 30 + letters.length);
		directory.write(littleEndian(46 + letters.length).putInt(0, 0x02014b50).put(16, common).putInt(42, (int) at).put(46, letters).array());
		return at + 30 + letters.length + size;
	}

	/** Two elements at the beginning of a storage, as a pickle's key and value. */
	private static String tensor(final String key, final long elements) {
		return "X\u0001\0\0\0" + key + "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0" + key +
			"X\u0003\0\0\0cpuJ" + new String(littleEndian(4).putInt(0, (int) elements).array(), StandardCharsets.ISO_8859_1) +
			"NtQK\0K\u0002\u0085K\u0001\u0085\u0089NtR";
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}};numbers of the kind 'F8_E4M3'",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}};outside the 8 bytes",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}};outside the 8 bytes",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}};has 8 bytes",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}};does not fit",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}};does not fit",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4294967296],\"data_offsets\":[0,8]}};does not fit",
		"{\"a\":{\"dtype\":\"F32\"}};outside", "{\"a\":7};no list of tensors", "{\"a\":{\"shape\":[1e99]}};no list of tensors", "{;no list of tensors" })
	void saysWhatIsWrongWithASafetensorsHeader(final String header, final String what) throws IOException {
		final ByteBuffer bytes = littleEndian(16 + header.length()).putLong(0, header.length()).put(8, header.getBytes(StandardCharsets.UTF_8));
		final String problem = problem(Files.write(folder.resolve("a.safetensors"), bytes.array()));
		assertTrue(problem.startsWith("'a.safetensors' ") || problem.startsWith("The tensor 'a' in 'a.safetensors' "), problem);
		assertTrue(problem.contains(what), problem);
	}

	@Test
	void saysThatASafetensorsHeaderIsTooLong() throws IOException {
		final byte[] whole = Files.readAllBytes(Fixtures.file("odd-tensors.safetensors"));
		final byte[] cut = Arrays.copyOf(whole, 300);
		assertTrue(problem(Files.write(folder.resolve("cut.safetensors"), cut)).contains("its header shall have"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "{\"a\":\"../secret.safetensors\"};no plain file name", "{\"a\":\"/etc/hosts\"};no plain file name",
		"{\"a\":\"absent.safetensors\"};which is not there", "{\"a\":\"index.json\"};is no safetensors file", "{};has no 'weight_map'",
		"{\"a\":7.5};which is not there", "{\"\\uble\":\"a\"};no index", "{\"a\":[]};no index", "{\"odd\":\"odd-00001-of-00002.safetensors\"};which does not have it" })
	void saysWhatIsWrongWithAnIndex(final String weights, final String what) throws IOException {
		Files.copy(Fixtures.file("odd-00001-of-00002.safetensors"), folder.resolve("odd-00001-of-00002.safetensors"));
		final String problem = problem(Files.writeString(folder.resolve("index.json"), "{\"metadata\":{},\"weight_map\":" + weights + "}"));
		assertTrue(problem.startsWith("'index.json' ") || problem.startsWith("'index.json', which"), problem);
		assertTrue(problem.contains(what), problem);
	}

	@Test
	void saysThatAnOldPickleIsCutOff() throws IOException {
		final byte[] whole = Files.readAllBytes(Fixtures.file("odd-tensors-legacy.pth"));
		for (final int length : new int[] { 20, 200, whole.length / 2, whole.length - 1 })
			assertTrue(problem(Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, length))).startsWith("'cut.pth' is damaged"));
	}

	private static Map<String, float[]> numbers(final Path file) throws IOException {
		try (Checkpoint checkpoint = CheckpointReader.open(file)) {
			final Map<?, ?> contents = (Map<?, ?>) checkpoint.contents();
			final Map<?, ?> tensors = contents.get("model") instanceof Map<?, ?> model ? model : contents;
			return tensors.entrySet().stream().collect(Collectors.toMap(entry -> (String) entry.getKey(), entry -> floats((StoredTensor) entry
				.getValue())));
		}
	}

	private static float[] floats(final StoredTensor tensor) {
		try {
			return tensor.toFloats();
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
	}

	private static FileChannel sparse(final Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
	}

	private static ByteBuffer littleEndian(final int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static String problem(final Path file) {
		return assertThrows(UserException.class, () -> CheckpointReader.open(file).close()).getMessage();
	}
}
