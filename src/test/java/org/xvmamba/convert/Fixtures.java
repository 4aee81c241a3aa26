package org.xvmamba.convert;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.xvmamba.Npy;
import org.xvmamba.Progress;

/** The files that {@code src/test/python/make_medmamba_fixtures.py} wrote. */
public final class Fixtures {

	private Fixtures() {}

	/** @return a fixture file */
	public static Path file(final String name) {
		try {
			return Path.of(Fixtures.class.getResource(name).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** @return a fixture checkpoint, converted */
	static ConvertedNetwork convert(final String name) {
		return CheckpointConverter.convert(file(name), ConversionOptions.DEFAULT, Progress.NONE);
	}

	/** @return the arrays of an .npz file by their names */
	public static Map<String, double[]> arrays(final String name) throws IOException {
		final Map<String, double[]> arrays = new HashMap<>();
		try (InputStream file = Fixtures.class.getResourceAsStream(name); ZipInputStream zip = new ZipInputStream(file)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				arrays.put(entry.getName().replaceAll("\\.npy$", ""), Npy.read(zip, entry.getName()).doubles());
		}
		return arrays;
	}

	/** @return numbers in [-1, 1), the same that the script gave to PyTorch */
	public static float[] image(final int size) {
		final float[] values = new float[size];
		for (long i = 0; i < size; i++)
			values[(int) i] = (float) ((i % 65537 * (i % 65537) * 7919 + i * 104729) % 65537 / 32768.5 - 1);
		return values;
	}
}
