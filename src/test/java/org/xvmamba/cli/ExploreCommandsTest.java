package org.xvmamba.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.model.TestModels;

class ExploreCommandsTest {

	@TempDir
	private static Path shared;
	private static String model;

	@TempDir
	private Path temporary;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private Path image;

	@BeforeAll
	static void importModel() {
		model = TestModels.tiny(shared.resolve("tiny")).path().toString();
	}

	@BeforeEach
	void draw() {
		image = temporary.resolve("cells.png");
		new FileSaver(IJ.createImage("cells", "RGB ramp", 150, 120, 1)).saveAsPng(image.toString());
	}

	@Test
	void attentionIsTableHyperstackAndRawValues() throws IOException {
		assertEquals(0, run("attention", image, "--model", model, "--out", temporary, "--points", "10,20;140,100", "--directions", "all", "--blocks",
			"0,4", "--mode", "column", "--signed"), err.toString());
		final Path folder = temporary.resolve("cells").resolve("attention");
		final List<String> table = Files.readAllLines(folder.resolve("attention.csv"));
		assertEquals(1 + 2 * 2 * 5, table.size());
		assertTrue(table.get(1).startsWith("cells.png,10,20,stage0.block0,merged,model,column,signed,"), table.get(1));
		final ImagePlus stack = IJ.openImage(folder.resolve("attention.tif").toString());
		assertArrayEquals(new int[] { 150, 120, 5, 2, 2 }, stack.getDimensions());
		final Npy raw = Npy.read(folder.resolve("raw").resolve("stage0.block0.direction-3.npy"));
		assertArrayEquals(new int[] { 2, 16, 16 }, raw.shape());
		// From a point onwards only: column-major reversed, the first point reaches cells at its left, and above.
		final float[] values = raw.floats();
		assertEquals(0, values[15]);
		assertTrue(values[0] != 0);
		assertTrue(Files.readString(folder.resolve("provenance.json")).contains("\"scan_order\": \"model\""));
	}

	@Test
	void anotherOrderGivesEachDirectionItsName() {
		assertEquals(0, run("attention", image, "--model", model, "--out", temporary, "--points", "10,20", "--directions", "all", "--blocks", "last",
			"--order", "hilbert"), err.toString());
		final ImagePlus stack = IJ.openImage(temporary.resolve("cells").resolve("attention").resolve("attention.tif").toString());
		final String label = stack.getStack().getSliceLabel(4);
		assertTrue(label.startsWith("counterfactual hilbert, stage 3, block 0, 2: hilbert-reversed, row of 10,20, "), label);
	}

	@Test
	void rolloutsAreMapsLikeRows() throws IOException {
		assertEquals(0, run("attention", image, "--model", model, "--out", temporary, "--points", "10,20;140,100", "--mode", "rollout"), err.toString());
		final Path folder = temporary.resolve("cells").resolve("attention");
		final List<String> table = Files.readAllLines(folder.resolve("attention.csv"));
		assertTrue(table.get(1).startsWith("cells.png,10,20,stage0.block0,merged,model,rollout,absolute,"), table.get(1));
		assertArrayEquals(new int[] { 150, 120, 1, 5, 2 }, IJ.openImage(folder.resolve("attention.tif").toString()).getDimensions());
		final Npy raw = Npy.read(folder.resolve("raw").resolve("stage0.block0.merged.npy"));
		assertArrayEquals(new int[] { 2, 16, 16 }, raw.shape());
		double sum = 0;
		for (final float value : raw.floats())
			sum += value;
		// Of each point, rows with the sum 1.
		assertEquals(2, sum, 1e-5);
	}

	@Test
	void matricesAreHyperstacksTableAndRawValues() throws IOException {
		assertEquals(0, run("attention", image, "--model", model, "--out", temporary, "--line", "matrix", "--directions", "all", "--blocks", "0,4"), err
			.toString());
		final Path folder = temporary.resolve("cells").resolve("attention");
		final List<String> table = Files.readAllLines(folder.resolve("attention.csv"));
		assertEquals(1 + 2 * 5, table.size());
		assertTrue(table.get(1).startsWith("cells.png,stage0.block0,merged,model,matrix,absolute,256,"), table.get(1));
		final ImagePlus first = IJ.openImage(folder.resolve("matrix-1.tif").toString());
		assertArrayEquals(new int[] { 256, 256, 5, 1, 1 }, first.getDimensions());
		final Npy raw = Npy.read(folder.resolve("raw").resolve("stage0.block0.direction-0.npy"));
		assertArrayEquals(new int[] { 256, 256 }, raw.shape());
		assertArrayEquals(raw.floats(), (float[]) first.getStack().getPixels(2));
		// Row by row, no token reads from a later one.
		assertEquals(0, raw.floats()[255]);
		assertTrue(raw.floats()[255 * 256] > 0);
		assertTrue(Files.exists(folder.resolve("matrix-2.tif")) && Files.exists(folder.resolve("provenance.json")));
	}

	@Test
	void theDocumentedCallForMatricesSuitsTheShippedModel() throws IOException {
		final Matcher call = Pattern.compile("`(attention [^`]*--line matrix[^`]*)`").matcher(Files.readString(Path.of("docs", "explorer.md")));
		assertTrue(call.find());
		final List<Object> words = new ArrayList<>(List.of((Object[]) call.group(1).replace("IMAGE...", "IMAGE").split(" ")));
		words.replaceAll(word -> word.equals("IMAGE") ? image : word.equals("FOLDER") ? temporary : word);
		Collections.addAll(words, "--model", Path.of("models", "blood-smear"));
		assertEquals(0, run(words.toArray()), err.toString());
		assertTrue(Files.exists(temporary.resolve("cells").resolve("attention").resolve("matrix-1.tif")));
	}

	@Test
	void ordersAreTableAndHyperstack() throws IOException {
		assertEquals(0, run("orders", image, "--model", model, "--out", temporary, "--orders", "cross,snake,random:2", "--blocks", "last"), err
			.toString());
		final Path folder = temporary.resolve("cells").resolve("orders");
		final List<String> table = Files.readAllLines(folder.resolve("orders.csv"));
		assertEquals("Image,Order,Counterfactual,Predicted,Probability,p(model's class),Change,r stage3.block0", table.get(0));
		assertEquals(5, table.size());
		assertTrue(table.get(1).startsWith("cells.png,model,no,") && table.get(3).startsWith("cells.png,snake,yes,"), table.toString());
		final ImagePlus stack = IJ.openImage(folder.resolve("orders.tif").toString());
		assertArrayEquals(new int[] { 150, 120, 5, 1, 4 }, stack.getDimensions());
		assertTrue(stack.getStack().getSliceLabel(1).startsWith("model's own orders") && stack.getStack().getSliceLabel(20).startsWith(
			"counterfactual random:2"), stack.getStack().getSliceLabel(20));
	}

	@Test
	void embeddingsAreTablesAndPlots() throws IOException {
		assertEquals(0, run("embed", image, "--model", model, "--out", temporary, "--blocks", "2,4", "--method", "umap", "--directions", "0"), err
			.toString());
		final Path folder = temporary.resolve("cells").resolve("embedding");
		final int cells = Files.readAllLines(folder.resolve("patches.csv")).size() - 1;
		assertTrue(cells > 8, "cells " + cells);
		assertEquals(3, Files.readAllLines(folder.resolve("blocks.csv")).size());
		try (Stream<Path> plots = Files.list(folder.resolve("plots"))) {
			assertEquals(3, plots.count());
		}
	}

	@Test
	void trajectoriesAreTableAndPlots() throws IOException {
		assertEquals(0, run("trajectory", image, "--model", model, "--out", temporary, "--directions", "1", "--order", "spiral"), err.toString());
		final Path folder = temporary.resolve("cells").resolve("trajectory");
		final List<String> table = Files.readAllLines(folder.resolve("states.csv"));
		assertEquals("Image,Block,Direction,Order,Step,Row,Column,Norm,PC1,PC2", table.get(0));
		// The transposed spiral goes down first.
		assertTrue(table.get(2).startsWith("cells.png,stage3.block0,1,spiral,1,1,0,"), table.get(2));
	}

	@Test
	void whatIsNotOursIsLeftAlone() throws IOException {
		final Path other = Files.createDirectories(temporary.resolve("cells").resolve("orders"));
		Files.writeString(other.resolve("notes.txt"), "mine");
		assertEquals(1, run("orders", image, "--model", model, "--out", temporary));
		assertTrue(err.toString().contains("holds something else"), err.toString());
		assertTrue(Files.exists(other.resolve("notes.txt")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "attention --points 1,2,3|2|selection, or pairs x,y", "attention --order zigzag|2|Unknown scan order",
		"attention --points 900,1|1|lies outside", "attention --directions 9|1|merged, all, or 0 to 3", "attention --line rollout --signed|2|allowed is: absolute", "attention --line both|2|row, column, rollout, matrix", "orders --orders ,|2|Unknown scan order",
		"embed --method tsne|2|pca, umap", "trajectory --directions merged|1|can't be merged", "embed --blocks 77|1|There is no block 77" })
	void aMistakeIsOneSentence(final String call, final int exitCode, final String sentence) {
		final List<String> words = List.of(call.split(" "));
		final Object[] arguments = Stream.concat(words.stream(), Stream.of(image, "--model", model, "--out", temporary.resolve("none"))).toArray();
		assertEquals(exitCode, run(arguments));
		assertTrue(err.toString().contains(sentence), err.toString());
		assertFalse(Files.exists(temporary.resolve("none")));
	}

	@Test
	void measuresRowsAndColumns() {
		assertEquals(0, run("bench", "attention", "--repeats", "1", "--threads", "1"), err.toString());
		assertEquals(4, out.toString().lines().filter(line -> line.matches("\\| \\d \\| .*")).count());
	}

	private int run(final Object... words) {
		return Main.run(new Shell(new PrintWriter(out, true), new PrintWriter(err, true), Progress.NONE), Stream.of(words).map(Object::toString)
			.toArray(String[]::new));
	}
}
