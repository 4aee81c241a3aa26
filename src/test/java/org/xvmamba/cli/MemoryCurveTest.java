package org.xvmamba.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.xvmamba.Progress;

/** 200 explanations each way, with the shipped model, and no more memory in the end than near the beginning. */
class MemoryCurveTest {

	/**
	 * Megabytes. From the runs 20 to 80 to the last ones, a megabyte lost at each run would show as over 100, ten lost at each loading as
	 * well. Resident memory itself wavers by some 100 MB: the C library keeps what was given back to it.
	 */
	private static final double NATIVE_SLACK = 120;

	/** Megabytes. */
	private static final double HEAP_SLACK = 2;

	@Test
	void memoryIsGivenBack() {
		final StringWriter out = new StringWriter();
		final StringWriter err = new StringWriter();
		assertEquals(0, Main.run(new Shell(new PrintWriter(out), new PrintWriter(err), Progress.NONE), "bench", "memory", "--model", Path.of(
			"models", "blood-smear").toString()), err::toString);
		final List<double[]> rows = out.toString().lines().filter(line -> line.matches("\\| \\d.*")).map(MemoryCurveTest::numbers).toList();
		assertEquals(11, rows.size(), out::toString);
		assertEquals(200, rows.get(10)[0]);
		for (final int column : new int[] { 2, 4 })
			assertTrue(last(rows, column) - early(rows, column) < HEAP_SLACK, out::toString);
		final boolean told = Files.isReadable(Path.of("/proc/self/status"));
		if (told) for (final int column : new int[] { 1, 3 })
			assertTrue(last(rows, column) - early(rows, column) < NATIVE_SLACK, out::toString);
	}

	@Test
	void tooFewRunsAreRefused() {
		final StringWriter err = new StringWriter();
		assertEquals(2, Main.run(new Shell(new PrintWriter(err), new PrintWriter(err), Progress.NONE), "bench", "memory", "--runs", "9"));
		assertTrue(err.toString().startsWith("--runs is at least 10."), err::toString);
	}

	private static double[] numbers(final String row) {
		return Stream.of(row.split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty()).mapToDouble(cell -> "not told".equals(cell)
			? Double.NaN : Double.parseDouble(cell)).toArray();
	}

	/** @return the highest after 20 to 80 runs */
	private static double early(final List<double[]> rows, final int column) {
		return rows.subList(1, 5).stream().mapToDouble(row -> row[column]).max().orElseThrow();
	}

	/** @return the mean after the last 160 to 200 runs */
	private static double last(final List<double[]> rows, final int column) {
		return rows.subList(8, 11).stream().mapToDouble(row -> row[column]).average().orElseThrow();
	}
}
