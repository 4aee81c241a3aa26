package org.xvmamba.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.model.TestModels;

/** Scripts read the shell's standard output: only results may stand there, whatever libraries print. */
class StandardOutputTest {

	private static final String JPEG_LS = "1.2.840.10008.1.2.4.80";
	private static final long LIMIT_SECONDS = 60;

	@TempDir
	private Path folder;

	@Test
	void imageJsWordsAboutCompressedDicomAreNoResult() throws Exception {
		final Path image = Files.write(folder.resolve("compressed.dcm"), compressedDicom());
		final Path out = folder.resolve("out.txt");
		final Path err = folder.resolve("err.txt");
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
			.getProperty("java.class.path"), Main.class.getName()));
		command.addAll(List.of("explain", image.toString(), "--model", TestModels.tiny(folder.resolve("tiny")).path().toString(), "--out", folder
			.resolve("results").toString()));
		final Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		final boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
		if (!ended) process.destroyForcibly().waitFor();

		assertTrue(ended, "not done after " + LIMIT_SECONDS + " s");
		assertEquals(Main.FAILED, process.exitValue());
		assertEquals("", Files.readString(out));
		assertTrue(Files.readString(err).contains("compressed.dcm"), Files.readString(err));
	}

	/** No more than what ImageJ reads before it meets the kind of compression. */
	private static byte[] compressedDicom() throws IOException {
		final ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.write(new byte[128]);
		file.write("DICM".getBytes(StandardCharsets.US_ASCII));
		add(file, 0x0002, 0x0010, "UI", (JPEG_LS + "\0".repeat(JPEG_LS.length() % 2)).getBytes(StandardCharsets.US_ASCII));
		add(file, 0x0028, 0x0010, "US", new byte[] { 16, 0 });
		add(file, 0x0028, 0x0011, "US", new byte[] { 16, 0 });
		add(file, 0x0028, 0x0100, "US", new byte[] { 8, 0 });
		add(file, 0x7fe0, 0x0010, "OW", new byte[256]);
		return file.toByteArray();
	}

	private static void add(final ByteArrayOutputStream file, final int group, final int element, final String kind, final byte... value)
		throws IOException
	{
		file.write(new byte[] { (byte) group, (byte) (group >> 8), (byte) element, (byte) (element >> 8) });
		file.write(kind.getBytes(StandardCharsets.US_ASCII));
		if (kind.equals("OW")) file.write(new byte[] { 0, 0, (byte) value.length, (byte) (value.length >> 8), 0, 0 });
		else file.write(new byte[] { (byte) value.length, (byte) (value.length >> 8) });
		file.write(value);
	}
}
