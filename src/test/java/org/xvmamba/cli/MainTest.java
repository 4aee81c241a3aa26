package org.xvmamba.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.model.TestModels;

class MainTest {

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
		image = save("cells", 150, 120);
	}

	@Test
	void writesEveryFileOfAnExplainedImage() throws IOException {
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", image, "--model", model, "--out", results, "--index", "jacobian,gramian", "--tiling", "tiles"), err
			.toString());
		final Path folder = results.resolve("cells");
		assertEquals(Set.of("prediction.json", "explanation.tif", "explanation.gramian.tif", "overlay.png", "class_map.tif", "raw",
			"provenance.json"), names(folder));
		assertEquals(6, names(folder.resolve("raw")).size());
		final JsonObject prediction = json(folder.resolve("prediction.json"));
		assertEquals(5, prediction.getAsJsonArray("classes").size());
		assertEquals(Set.of("name", "logit", "probability"), prediction.getAsJsonArray("classes").get(0).getAsJsonObject().keySet());
		assertTrue(prediction.get("predicted").getAsString().startsWith("class "));
		final JsonArray tiles = prediction.getAsJsonArray("tiles");
		assertEquals(6, tiles.size());
		assertEquals(22, tiles.get(2).getAsJsonObject().get("width").getAsInt());
		final JsonArray highest = prediction.getAsJsonArray("highest_tiles");
		assertEquals(5, highest.size());
		final JsonArray ofFirst = highest.get(0).getAsJsonObject().getAsJsonArray("tiles");
		assertEquals(6, ofFirst.size());
		assertEquals(Set.of("tile", "x", "y", "width", "height", "probability"), ofFirst.get(0).getAsJsonObject().keySet());
		final ImagePlus classMap = IJ.openImage(folder.resolve("class_map.tif").toString());
		assertArrayEquals(new int[] { 3, 2, 1, 1, 1 }, classMap.getDimensions());
		assertEquals(32, classMap.getBitDepth());
		assertTrue(classMap.getInfoProperty().contains("Classes: 0 = class "), classMap.getInfoProperty());
		final String ofTile = tiles.get(2).getAsJsonObject().get("predicted").getAsString();
		assertTrue(classMap.getInfoProperty().contains((int) classMap.getProcessor().getf(2, 0) + " = " + ofTile), ofTile);
		final Npy map = Npy.read(folder.resolve("raw").resolve("tile-2").resolve("stage0.block0.jacobian.npy"));
		assertArrayEquals(new int[] { 4, 16, 16 }, map.shape());
		for (final float value : map.floats())
			assertTrue(value > 0 && Float.isFinite(value));
		final ImagePlus layers = IJ.openImage(folder.resolve("explanation.tif").toString());
		assertArrayEquals(new int[] { 150, 120, 5, 5, 1 }, layers.getDimensions());
		assertEquals(32, layers.getBitDepth());
		final ImagePlus overlay = IJ.openImage(folder.resolve("overlay.png").toString());
		assertTrue(overlay.getWidth() >= 150 && overlay.getHeight() >= 120);
		assertEquals("CPU (" + Runtime.getRuntime().availableProcessors() + (Runtime.getRuntime().availableProcessors() == 1 ? " thread)"
			: " threads)"), json(folder.resolve("provenance.json")).getAsJsonObject("device").get("used").getAsString());
		assertTrue(out.toString().contains("results in " + folder), out.toString());
	}

	@Test
	void writesTheTablesOfAnEvaluation() throws IOException {
		final Path results = temporary.resolve("evaluation");
		final Path boxes = Files.writeString(temporary.resolve("truth.csv"), "file,xmin,ymin,xmax,ymax\ncells.png,30,30,90,80\n");
		final Path labels = Files.writeString(temporary.resolve("labels.csv"), "file,label\ncells,class 1\n");
		final Object[] call = { "evaluate", image, "--model", model, "--out", results, "--truth", boxes, "--labels", labels, "--baselines",
			"random,cam", "--protocols", "all", "--index", "jacobian,gramian" };
		assertEquals(0, run(call), err.toString());
		assertEquals(Set.of("summary.csv", "differences.csv", "images.csv", "curves.csv", "shape.csv", "sanity.csv", "evaluation.json"), names(
			results));
		final String summary = Files.readString(results.resolve("summary.csv"));
		assertTrue(summary.startsWith("map,source,metric,images,mean,low,high\njacobian,"), summary);
		assertTrue(summary.contains("enrichment,1,") && summary.contains("\"drop, top - bottom\""), summary);
		assertEquals(1 + 4 * 21, Files.readAllLines(results.resolve("curves.csv")).size(), "two indices, two baselines");
		assertTrue(Files.readAllLines(results.resolve("images.csv")).get(1).matches("cells.png,class \\d,[0-9.E-]+,class 1,(yes|no),jacobian,.*"));
		final JsonObject json = json(results.resolve("evaluation.json"));
		assertEquals("deletion,preservation,perturbation,localisation,stability,shape,sanity", json.getAsJsonObject("options").get("protocols")
			.getAsString());
		assertTrue(json.getAsJsonArray("sentences").size() >= 4 && out.toString().contains("On this image the map"), out.toString());
		assertEquals(0, run(call), "results of an earlier call are replaced");
		assertEquals(summary, Files.readString(results.resolve("summary.csv")), "the same seed gives the same figures");
	}

	@Test
	void anEvaluationLeavesOtherFoldersAloneAndTellsWhatWasLeftOut() throws IOException {
		final Path other = Files.createDirectories(temporary.resolve("other"));
		Files.writeString(other.resolve("thesis.txt"), "precious");
		assertEquals(1, run("evaluate", image, "--model", model, "--out", other));
		assertTrue(err.toString().contains("is left as it is"), err.toString());
		final Path broken = Files.writeString(temporary.resolve("broken.png"), "no picture");
		assertEquals(1, run("evaluate", image, broken, "--model", model, "--out", temporary.resolve("partly"), "--protocols", "shape", "--baselines",
			"none"));
		assertTrue(err.toString().contains("broken.png: "), err.toString());
		assertEquals(Set.of("summary.csv", "images.csv", "shape.csv", "evaluation.json"), names(temporary.resolve("partly")));
		assertEquals(2, run("evaluate", image, "--out", temporary.resolve("none"), "--protocols", "wishes"));
	}

	@Test
	void localisationAloneWithoutTruthWritesNothing() {
		final Path results = temporary.resolve("evaluation");
		assertEquals(1, run("evaluate", image, "--model", model, "--out", results, "--protocols", "localisation"));
		assertTrue(err.toString().contains("none of the images has truth"), err.toString());
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertFalse(Files.exists(results));
	}

	@Test
	void aSelectionIsHeededAndWritesRawMapsWithoutTileFolders() throws IOException {
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", image, "--model", model, "--out", results, "--roi", "100,90,200,300", "--blocks", "last"), err.toString());
		final JsonElement provenance = json(results.resolve("cells").resolve("provenance.json")).get("image");
		assertEquals(50, provenance.getAsJsonObject().get("width").getAsInt());
		assertEquals(Set.of("stage3.block0.jacobian.npy"), names(results.resolve("cells").resolve("raw")));
		assertFalse(names(results.resolve("cells")).contains("class_map.tif"));
		assertFalse(json(results.resolve("cells").resolve("prediction.json")).has("highest_tiles"));
	}

	@Test
	void aReportStandsBesideTheOtherFilesOfEachPlane() throws IOException {
		final Path file = temporary.resolve("series.tif");
		new FileSaver(IJ.createImage("series", "8-bit ramp", 40, 30, 2)).saveAsTiffStack(file.toString());
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", image, file, "--model", model, "--out", results, "--planes", "all", "--blocks", "last", "--report"), err
			.toString());
		final String page = Files.readString(results.resolve("cells").resolve("report.html"));
		assertTrue(page.contains("Explanation of cells") && page.contains("</html>"));
		final Path second = results.resolve("series").resolve("slice-2-frame-1");
		assertEquals(Set.of("prediction.json", "overlay.png", "raw", "report.html", "provenance.json"), names(second));
		assertTrue(Files.readString(second.resolve("report.html")).contains("Plane: slice 2, frame 1"));
	}

	@Test
	void glassIsLeftOutAndListed() throws IOException {
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", image, "--model", model, "--out", results, "--tiling", "tiles", "--blocks", "last", "--tissue"), err
			.toString());
		final JsonObject prediction = json(results.resolve("cells").resolve("prediction.json"));
		final JsonArray leftOut = prediction.getAsJsonArray("left_out");
		assertEquals(6, prediction.getAsJsonArray("tiles").size() + leftOut.size());
		assertEquals("{\"x\":128,\"y\":64,\"width\":22,\"height\":56}", leftOut.get(leftOut.size() - 1).toString());
		final JsonObject tiling = json(results.resolve("cells").resolve("provenance.json")).getAsJsonObject("tiling");
		assertEquals(leftOut.size(), tiling.get("left_out").getAsInt());
		assertTrue(tiling.get("reason").getAsString().contains(leftOut.size() + " of 6 tiles left out"), tiling.toString());
	}

	@Test
	void allPlanesHaveAFolderEachAndAreFramesOfTheHyperstack() throws IOException {
		final Path file = temporary.resolve("series.tif");
		final ImagePlus hyperstack = IJ.createImage("series", "16-bit ramp", 40, 30, 2, 3, 2);
		new FileSaver(hyperstack).saveAsTiffStack(file.toString());
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", file, "--model", model, "--out", results, "--planes", "all", "--channels", "2,1,0", "--scaling", "data",
			"--blocks", "last"), err.toString());
		final Path folder = results.resolve("series");
		assertEquals(Set.of("explanation.tif", "prediction.json", "provenance.json", "slice-1-frame-1", "slice-2-frame-1", "slice-3-frame-1",
			"slice-1-frame-2", "slice-2-frame-2", "slice-3-frame-2"), names(folder));
		assertEquals(Set.of("prediction.json", "overlay.png", "raw", "provenance.json"), names(folder.resolve("slice-3-frame-2")));
		assertArrayEquals(new int[] { 40, 30, 5, 1, 6 }, IJ.openImage(folder.resolve("explanation.tif").toString()).getDimensions());
		assertEquals(6, json(folder.resolve("prediction.json")).getAsJsonObject("planes").size());
		final JsonObject provenance = json(folder.resolve("slice-3-frame-2").resolve("provenance.json"));
		assertEquals(3, provenance.getAsJsonObject("image").get("slice").getAsInt());
		assertTrue(provenance.getAsJsonObject("image").get("pixel_values").getAsString().startsWith("channels 2,1,0 as red, green, blue"));
		assertEquals("all", provenance.getAsJsonObject("options").get("planes").getAsString());
	}

	@Test
	void tilesOfAllPlanesAreFramesOfTheClassMap() throws IOException {
		final Path file = temporary.resolve("series.tif");
		new FileSaver(IJ.createImage("series", "8-bit ramp", 100, 30, 2)).saveAsTiffStack(file.toString());
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", file, "--model", model, "--out", results, "--planes", "all", "--tiling", "tiles", "--overlap", "50",
			"--blocks", "last"), err.toString());
		final Path folder = results.resolve("series");
		assertArrayEquals(new int[] { 3, 1, 1, 1, 2 }, IJ.openImage(folder.resolve("class_map.tif").toString()).getDimensions());
		for (final String plane : List.of("slice-1-frame-1", "slice-2-frame-1")) {
			assertEquals(3, names(folder.resolve(plane).resolve("raw")).size());
			assertEquals(5, json(folder.resolve(plane).resolve("prediction.json")).getAsJsonArray("highest_tiles").size());
		}
	}

	@Test
	void aPlaneWithoutTissueIsWrittenAsEmpty() throws IOException {
		final ImagePlus stack = IJ.createImage("half white", "RGB white", 150, 70, 2);
		final ImageProcessor stained = stack.getStack().getProcessor(2);
		stained.setColor(new Color(150, 80, 150));
		stained.fillOval(10, 5, 50, 50);
		final Path file = temporary.resolve("white.tif");
		new FileSaver(stack).saveAsTiffStack(file.toString());
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", file, "--model", model, "--out", results, "--planes", "all", "--tiling", "tiles", "--tissue", "--blocks",
			"last"), err.toString());
		assertTrue(out.toString().contains("nothing (no tissue) (no prediction, the first of 2 planes)"), out.toString());
		final JsonObject empty = json(results.resolve("white").resolve("slice-1-frame-1").resolve("prediction.json"));
		assertTrue(empty.get("predicted").isJsonNull() && empty.getAsJsonArray("classes").isEmpty() && empty.getAsJsonArray("tiles").isEmpty());
		assertEquals(6, empty.getAsJsonArray("left_out").size());
		assertTrue(Float.isNaN(IJ.openImage(results.resolve("white").resolve("explanation.tif").toString()).getStack().getProcessor(1).getf(30, 30)));
		assertFalse(json(results.resolve("white").resolve("slice-2-frame-1").resolve("prediction.json")).get("predicted").isJsonNull());
	}

	@Test
	void aBadFileDoesNotStopTheOthers() throws IOException {
		final Path results = temporary.resolve("out");
		final Path bad = Files.writeString(temporary.resolve("bad.png"), "no picture");
		final Path none = temporary.resolve("none.tif");
		final Path other = save("other", 20, 300);
		assertEquals(1, run("explain", bad, image, none, other, "--model", model, "--out", results));
		assertEquals(Set.of("cells", "other"), names(results));
		final List<String> lines = err.toString().lines().toList();
		assertEquals("2 of 4 images could not be explained, or not completely:", lines.get(0));
		assertTrue(lines.get(1).startsWith(bad + ": ") && lines.get(2).startsWith(none + ": "), err.toString());
		assertEquals(3, lines.size());
	}

	@Test
	void imagesOfTheSameNameDoNotOverwriteEachOther() throws IOException {
		final Path results = temporary.resolve("out");
		final Path tiff = temporary.resolve("cells.tif");
		new FileSaver(IJ.openImage(image.toString())).saveAsTiff(tiff.toString());
		final Path again = Files.copy(image, Files.createDirectory(temporary.resolve("more")).resolve("cells.png"));
		assertEquals(0, run("explain", image, tiff, again, "--model", model, "--out", results, "--blocks", "last"), err.toString());
		assertEquals(Set.of("cells", "cells.tif", "cells.png"), names(results));
	}

	@Test
	void replacesItsOwnResultsAndNothingElse() throws IOException {
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", image, "--model", model, "--out", results, "--blocks", "0"));
		assertEquals(0, run("explain", image, "--model", model, "--out", results, "--blocks", "last", "--tiling", "whole"));
		assertEquals(Set.of("stage3.block0.jacobian.npy"), names(results.resolve("cells").resolve("raw")));
		Files.delete(results.resolve("cells").resolve("provenance.json"));
		assertEquals(1, run("explain", image, "--model", model, "--out", results));
		assertTrue(err.toString().contains("holds something else than results"), err.toString());
		assertEquals(Set.of("cells"), names(results));
	}

	@Test
	void aFolderThatCannotBeWrittenIsOneSentence() throws IOException {
		final Path file = Files.writeString(temporary.resolve("file"), "1");
		assertEquals(1, run("explain", image, "--model", model, "--out", file));
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertTrue(err.toString().contains("can't be written"), err.toString());
	}

	@Test
	void aStopLeavesNothingBehind() throws IOException {
		final Path results = temporary.resolve("out");
		final Progress soon = new Progress() {

			private volatile boolean begun;

			@Override
			public void report(final String step, final long done, final long total) {
				begun |= step.startsWith("Explaining") && done > 0;
			}

			@Override
			public boolean isCancelled() {
				return begun;
			}
		};
		assertEquals(1, Main.run(new Shell(new PrintWriter(out), new PrintWriter(err, true), soon), "explain", save("large", 900, 900)
			.toString(), image.toString(), "--model", model, "--out", results.toString()));
		assertEquals("Stopped on request.", err.toString().strip());
		assertFalse(Files.exists(results));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		explain IMAGE --out OUT --index jacob      | jacobian, jacobian-direct
		explain IMAGE --out OUT --opacity 500      | 0 to 100
		explain IMAGE --out OUT --overlap 80       | 0 to 75
		explain IMAGE --out OUT --device gpu       | auto, cpu, or cuda:0
		explain IMAGE --out OUT --roi 1,2,3        | x, y, width and height
		explain IMAGE --out OUT --roi 1,2,0,5      | x, y, width and height
		explain IMAGE                              | --out
		explain --out OUT                          | IMAGE
		explain IMAGE --out OUT --colour red       | --colour
		selftest                                   | FOLDER
		''                                         | explain, import, selftest, models, evaluate, bench
		""")
	void aWrongCallHasExitCodeTwo(final String call, final String part) {
		final String[] words = Stream.of(call.split(" ")).filter(word -> !word.isEmpty()).map(word -> word.equals("IMAGE") ? image.toString()
			: word.equals("OUT") ? temporary.resolve("out").toString() : word).toArray(String[]::new);
		assertEquals(2, run((Object[]) words));
		assertTrue(err.toString().contains(part), err.toString());
		assertFalse(err.toString().contains("\tat "), err.toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		--model nothing               | There is no model 'nothing'
		--model MODEL --blocks 7      | There is no block 7
		--model MODEL --directions 4  | There is no scan direction 4
		--model MODEL --device cuda:0 | has no CUDA
		--model MODEL --index cam --classname unicorn | The option classname=unicorn is not possible
		--model MODEL --roi 500,0,9,9 | lies outside of the image
		""")
	void whatCannotBeDoneHasExitCodeOneAndLeavesNoFolder(final String options, final String part) {
		final Path results = temporary.resolve("out");
		final List<Object> words = Stream.concat(Stream.<Object>of("explain", image, "--out", results), Stream.of(options.split(" ")).map(
			word -> word.equals("MODEL") ? model : word)).toList();
		assertEquals(1, run(words.toArray()));
		assertTrue(err.toString().contains(part), err.toString());
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertFalse(Files.exists(results));
	}

	@Test
	void anEmptyFolderThatWasThereStays() throws IOException {
		final Path results = Files.createDirectory(temporary.resolve("out"));
		assertEquals(1, run("explain", image, "--model", "nothing", "--out", results));
		assertTrue(Files.isDirectory(results));
		assertEquals(Set.of(), names(results));
	}

	@Test
	void importsTestsAndExplains() throws IOException {
		final Path folder = temporary.resolve("my-model");
		final Path classes = Files.write(temporary.resolve("classes.txt"), List.of("a", "b", "c", "d", "e"));
		assertEquals(0, run("import", Fixtures.file("tiny.pth"), "--out", folder, "--classes", classes, "--input-size", "64", "--sample", image,
			"--author", "Somebody", "--license", "MIT", "--micrometres-per-pixel", "0.25"), err.toString());
		assertEquals(Set.of("model.onnx", "rdf.yaml", "README.md", "test_input.npy", "test_output.npy", "sample.png"), names(folder));
		assertTrue(Files.readString(folder.resolve("README.md")).contains("Not for diagnosis"));
		assertEquals(0, run("selftest", folder), err.toString());
		assertTrue(out.toString().contains("5 files unaltered"), out.toString());
		Files.writeString(folder.resolve("README.md"), "changed");
		assertEquals(1, run("selftest", folder));
		assertTrue(err.toString().contains("README.md' was altered"), err.toString());
		assertEquals(0, run("explain", image, "--model", folder, "--out", temporary.resolve("out")), err.toString());
	}

	@Test
	void aModelWithoutTapsPredictsAndSaysWhyItHasNoMaps() throws IOException {
		final Path plain = TestModels.tiny(temporary.resolve("plain")).path();
		final Path description = plain.resolve("rdf.yaml");
		Files.writeString(description, Files.readString(description).replace("xvmamba:", "other:"));
		assertEquals(0, run("selftest", plain), err.toString());
		assertTrue(out.toString().contains("can predict, but not be explained"), out.toString());
		assertEquals(0, run("explain", image, "--model", plain, "--out", temporary.resolve("out")), err.toString());
		final String why = "can predict, but not be explained: its description lists no state-space blocks";
		assertTrue(out.toString().contains(why), out.toString());
		final Path results = temporary.resolve("out").resolve(image.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
		assertEquals(Set.of("prediction.json", "provenance.json"), names(results));
		assertTrue(Files.readString(results.resolve("provenance.json")).contains(why));
	}

	@Test
	void aModelThatGivesNoNumbersIsOneSentence() throws IOException {
		final Path overflowing = TestModels.tiny(temporary.resolve("overflowing")).path();
		final Path description = overflowing.resolve("rdf.yaml");
		Files.writeString(description, Files.readString(description).replace("127.5", "1.0e-42"));
		assertEquals(1, run("explain", image, "--model", overflowing, "--out", temporary.resolve("out")));
		assertTrue(err.toString().contains("gave no finite result for the part of 'cells.png' at x = 0, y = 0"), err.toString());
		assertEquals(1, run("selftest", overflowing));
		assertTrue(err.toString().contains("fails its own test"), err.toString());
	}

	@Test
	void theBenchmarkPrintsOneTable() {
		assertEquals(0, run("bench", "--repeats", "1", "--threads", "1", "--nd4j-repeats", "0"), err.toString());
		final List<String> rows = out.toString().lines().filter(line -> line.startsWith("| ")).toList();
		assertEquals(1 + 9 + 1 + 3, rows.size(), out.toString());
		assertTrue(rows.get(4).startsWith("| (c) cut graph, Jacobian and Gramian | "), rows.get(4));
		assertFalse(out.toString().contains("not measured"), out.toString());
		assertEquals(2, run("bench", "--threads", "0"));
	}

	@Test
	void theBenchmarkOfAModelPrintsARowForIt() {
		assertEquals(0, run("bench", "--model", model, "--repeats", "1", "--threads", "1,2"), err.toString());
		final List<String> rows = out.toString().lines().filter(line -> line.contains("medmamba")).toList();
		assertEquals(2, rows.size(), out.toString());
		assertTrue(rows.get(0).matches("\\| .* \\| medmamba \\| (\\d+) x \\1 \\| \\d+ \\| [\\d.]+ \\([\\d.]+ - [\\d.]+\\) \\| [\\d.]+ \\(.*\\) \\|"), rows
			.get(0));
		assertEquals(1, run("bench", "--model", "nowhere"));
	}

	@Test
	void theIndicesAreComparedWithTheExactOne() {
		assertEquals(0, run("bench", "exactness", "--model", model, image), err.toString());
		final List<String> rows = out.toString().lines().filter(line -> line.startsWith("| ")).toList();
		assertEquals(1 + 5, rows.size(), out.toString());
		final double[] ratios = Stream.of(rows.get(1).split("\\|")).skip(2).limit(3).mapToDouble(Double::parseDouble).toArray();
		assertTrue(ratios[0] >= ratios[1] && ratios[1] >= 0.99 && ratios[2] >= ratios[0], "a bound from above: " + rows.get(1));
	}

	@Test
	void writesTheFilesOfEveryIndex() throws IOException {
		final Path results = temporary.resolve("out");
		assertEquals(0, run("explain", image, "--model", model, "--out", results, "--index", "selectivity,energy-corrected,absolute-class,cam",
			"--blocks", "0,4"), err.toString());
		final Path raw = results.resolve("cells").resolve("raw");
		final Set<String> files = Files.isDirectory(raw.resolve("tile-0")) ? names(raw.resolve("tile-0")) : names(raw);
		for (final String index : List.of("selectivity", "energy-corrected", "energy", "absolute-class"))
			assertEquals(2, files.stream().filter(file -> file.endsWith("." + index + ".npy")).count(), files::toString);
		assertEquals(1, files.stream().filter(file -> file.endsWith(".cam.npy")).count(), files::toString);
		assertTrue(Files.exists(results.resolve("cells").resolve("explanation.energy-corrected.tif")));
	}

	@Test
	void theBenchmarkOfTilesPrintsARowForEachSize() {
		assertEquals(0, run("bench", "tiles", "--model", model, "--sizes", "100,200"), err.toString());
		final List<String> rows = out.toString().lines().filter(line -> line.startsWith("| ")).toList();
		assertEquals(3, rows.size(), out.toString());
		assertTrue(rows.get(1).startsWith("| 100 | 4 | ") && rows.get(2).startsWith("| 200 | 16 | "), out.toString());
		assertEquals(2, run("bench", "tiles", "--sizes", "0"));
	}

	@Test
	void anImportDoesNotTouchWhatIsThere() throws IOException {
		final Path folder = Files.createDirectory(temporary.resolve("taken"));
		Files.writeString(folder.resolve("mine"), "1");
		assertEquals(1, run("import", Fixtures.file("tiny.pth"), "--out", folder));
		assertTrue(err.toString().contains("is not empty"), err.toString());
		assertEquals(Set.of("mine"), names(folder));
	}

	@Test
	void anImportTakesWhatTheCheckpointDoesNotTell() {
		assertEquals(0, run("import", Fixtures.file("vmamba2.pth"), "--out", temporary.resolve("bidi"), "--scan", "bidi", "--input-size", "64"), err
			.toString());
		assertTrue(out.toString().contains("The scan pattern is 'bidi', as asked for"), out.toString());
		assertEquals(1, run("import", Fixtures.file("vmamba2.pth"), "--out", temporary.resolve("none"), "--scan", "zigzag"));
		assertTrue(err.toString().contains("known are cross2d, unidi, bidi"), err.toString());
		assertEquals(1, run("import", Fixtures.file("vmamba2.pth"), "--out", temporary.resolve("none"), "--ema"));
		assertTrue(err.toString().contains("holds no moving average"), err.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs-command.pth", "resnet.pth", "unknown.pth" })
	void anImportThatFailsLeavesNothingBehind(final String checkpoint) throws IOException {
		final Path folder = temporary.resolve("models").resolve("new");
		assertEquals(1, run("import", Fixtures.file(checkpoint), "--out", folder));
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertFalse(Files.exists(folder.getParent()));
	}

	@Test
	void anImportOfTooSmallASizeOrTheWrongNamesIsRefused() throws IOException {
		final Path classes = Files.write(temporary.resolve("classes.txt"), List.of("a", "b"));
		final Path folder = temporary.resolve("new");
		assertEquals(1, run("import", Fixtures.file("tiny.pth"), "--out", folder, "--classes", classes));
		assertEquals(1, run("import", Fixtures.file("tiny.pth"), "--out", folder, "--input-size", "8"));
		assertTrue(err.toString().contains("too small"), err.toString());
		assertFalse(Files.exists(folder));
	}

	@Test
	void tellsItsVersionAndHowToCallIt() {
		assertEquals(0, run("--version"));
		assertTrue(out.toString().startsWith("X-VMamba Explain "), out.toString());
		for (final String command : List.of("explain", "import", "selftest", "models", "bench")) {
			assertEquals(0, run(command, "--help"));
			assertTrue(out.toString().contains("xvmamba " + command), out.toString());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		explain         | model=blood smear; index=jacobian; classname=predicted; blocks=all; directions=mean; tiling=auto; overlap=0; opacity=50
		evaluate        | model=blood smear; index=jacobian; maps=last; device=auto; seed=1; limit=0; baselines=random,random-cells,cam,occlusion,rise
		attention       | model=blood smear; blocks=all; tiling=auto; points=selection; line=row; directions=merged; order=model
		orders          | blocks=all; index=jacobian; orders=bidirectional,one,snake,diagonal,morton,hilbert,spiral,local:2,local:7,random:1
		embed           | blocks=all; device=auto; directions=merged; order=model; method=pca
		trajectory      | blocks=last; tiling=auto; directions=all; order=model
		import          | family=auto; normalisation=family
		models          | ''
		device          | model=blood smear; device=cpu
		bench           | repeats=20; threads=1,2; nd4j-repeats=3
		bench tiles     | sizes=2500,5000,10000,20000; model=blood smear
		bench memory    | runs=200; model=blood smear
		bench attention | repeats=20; threads=2
		bench exactness | model=blood smear
		bench device    | device=cpu; batches=1,8; repeats=5
		""")
	void theHelpNamesTheDefaults(final String command, final String defaults) {
		assertEquals(0, run(Stream.concat(Stream.of(command.split(" ")), Stream.of("--help")).toArray()));
		// Of each option its name, help and default. Lines are as wide as the shell: where they break is not looked at.
		final List<String> options = Stream.of(out.toString().split("\\R\\s+(?=--)")).map(option -> option.replaceAll("\\s", "")).toList();
		for (final String each : defaults.replace(" ", "").split(";")) {
			final String[] pair = each.split("=");
			assertTrue(each.isEmpty() || options.stream().anyMatch(option -> option.matches("--" + pair[0] + "[=,].*Default:" + pair[1] + "(-.*)?")),
				each + " in " + out);
		}
		assertEquals(List.of(), out.toString().lines().filter(line -> line.strip().matches("Default:( \\[])?")).toList(), "says nothing");
	}

	@ParameterizedTest
	@CsvSource({ "explain, true", "evaluate, false", "orders, false" })
	void onlyWhereThereIsAnOverlayTheHelpNamesIt(final String command, final boolean hasOverlay) {
		assertEquals(0, run(command, "--help"));
		assertEquals(hasOverlay, out.toString().contains("overlay"), out.toString());
	}

	@Test
	void anUnexpectedErrorIsOneSentenceUnlessMoreIsAskedFor() {
		final Shell broken = new Shell(new PrintWriter(out), new PrintWriter(err, true), null);
		assertEquals(1, Main.run(broken, "selftest", model));
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertTrue(err.toString().contains("java.lang.NullPointerException") && err.toString().contains("please report it"), err.toString());
		assertEquals(1, Main.run(broken, "selftest", model, "--verbose"));
		assertTrue(err.toString().contains("\tat org.xvmamba"), err.toString());
	}

	private int run(final Object... words) {
		final String[] arguments = Stream.of(words).map(Object::toString).toArray(String[]::new);
		return Main.run(new Shell(new PrintWriter(out, true), new PrintWriter(err, true), Progress.NONE), arguments);
	}

	private Path save(final String name, final int width, final int height) {
		final ColorProcessor pixels = new ColorProcessor(width, height);
		pixels.setColor(new Color(235, 225, 230));
		pixels.fill();
		pixels.setColor(new Color(90, 40, 120));
		pixels.fillOval(width / 3, height / 3, width / 3, height / 3);
		final Path file = temporary.resolve(name + ".png");
		new FileSaver(new ImagePlus(name, pixels)).saveAsPng(file.toString());
		return file;
	}

	private static Set<String> names(final Path folder) throws IOException {
		if (!Files.exists(folder)) return Set.of();
		try (Stream<Path> children = Files.list(folder)) {
			return children.map(child -> child.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static JsonObject json(final Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}
}
