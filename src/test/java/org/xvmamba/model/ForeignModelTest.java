package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.ReferenceIndexEngine;
import org.xvmamba.ssm.SelectiveScan;

/** Models that this program did not make. */
class ForeignModelTest {

	private static final int SIZE = 16;
	private static final int PLANE = SIZE * SIZE;

	/** Also in docs/onnx-models.md. */
	private static final String TAPPED = """
		format_version: 0.5.11
		type: model
		name: tapped elsewhere
		inputs:
		- id: pixels
		  axes:
		  - {type: batch}
		  - {type: channel, channel_names: [red, green, blue]}
		  - {type: space, id: y, size: 16}
		  - {type: space, id: x, size: 16}
		  preprocessing:
		  - {id: fixed_zero_mean_unit_variance, kwargs: {mean: 127.5, std: 127.5}}
		outputs:
		- id: scores
		  axes:
		  - {type: batch}
		  - {type: channel, channel_names: [one, two, three]}
		weights:
		  onnx: {source: model.onnx, opset_version: 17}
		config:
		  xvmamba:
		    blocks:
		    - name: encoder
		      stage: 0
		      block: 0
		      stride: 8
		      channels: 4
		      states: 2
		      directions: [row-major]
		      tensors:
		        delta: enc/step_sizes
		        b: enc/write
		        c: enc/read
		        a: enc/rates
		""";

	private static final String ZOO = """
		format_version: 0.5.3
		type: model
		name: from the zoo
		inputs:
		- id: raw
		  axes: [{type: batch}, %s]
		  preprocessing: %s
		outputs:
		- id: probabilities
		  axes: %s
		weights:
		  %s: {source: model.onnx, opset_version: 17}
		""";
	private static final String CHANNELS = "{type: channel, channel_names: [r, g, b]}";
	private static final String SPACE = "{type: space, id: y, size: 16}, {type: space, id: x, size: {min: 16, step: 8}}";
	private static final String CLASSES = "[{type: batch}, {type: channel, channel_names: [one, two, three]}]";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anOnnxFileWithTapsUnderAnyNamesIsExplained(final boolean ratesComputed) throws IOException {
		final HandMadeGraph graph = new HandMadeGraph();
		graph.write(folder.resolve("model.onnx"), ratesComputed);
		Files.writeString(folder.resolve("rdf.yaml"), TAPPED);
		final ModelFolder model = ModelFolder.open(folder);
		final float[] image = image();
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, Progress.NONE)) {
			final List<BlockDescription> blocks = model.description().blocks();
			final ForwardPass pass = session.run(List.of(image), SIZE, SIZE, blocks, Set.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN),
				Progress.NONE);
			final Map<InfluenceIndex, float[]> expected = new ReferenceIndexEngine().compute(List.of(scan(graph, image)), Set.of(
				InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN), Progress.NONE).get(0);
			for (final InfluenceIndex index : expected.keySet())
				// Single precision of the network and the kernel against double precision.
				assertArrayEquals(expected.get(index), pass.indices().get(0).get(0).values().get(index), 1e-5f * max(expected.get(index)));
		}
	}

	@Test
	void aTapThatIsNotThereIsNamed() throws IOException {
		new HandMadeGraph().write(folder.resolve("model.onnx"), false);
		Files.writeString(folder.resolve("rdf.yaml"), TAPPED.replace("enc/rates", "enc/nothing"));
		final ModelFolder model = ModelFolder.open(folder);
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, Progress.NONE)) {
			assertMessage("no weight or output 'enc/nothing' of 1 x 2 x 4", () -> session.requireTaps(model.description().blocks()));
		}
	}

	private static float max(final float[] values) {
		float max = 0;
		for (final float value : values)
			max = Math.max(max, value);
		return max;
	}

	/** What the network computes up to its scan, by the definition of its operators. */
	private static SelectiveScan scan(final HandMadeGraph graph, final float[] image) {
		final int side = SIZE / HandMadeGraph.PATCH;
		final int tokens = side * side;
		final float[] u = new float[tokens * HandMadeGraph.CHANNELS];
		for (int token = 0; token < tokens; token++)
			for (int d = 0; d < HandMadeGraph.CHANNELS; d++) {
				double sum = 0;
				for (int i = 0; i < 3 * 64; i++) {
					final int y = token / side * 8 + i % 64 / 8;
					final int x = token % side * 8 + i % 8;
					sum += graph.patches[d * 192 + i] * (image[i / 64 * PLANE + y * SIZE + x] - 127.5) / 127.5;
				}
				u[token * HandMadeGraph.CHANNELS + d] = (float) sum;
			}
		final float[] delta = times(u, graph.steps, HandMadeGraph.CHANNELS);
		for (int i = 0; i < delta.length; i++)
			delta[i] = (float) Math.log1p(Math.exp(delta[i]));
		return new SelectiveScan(1, tokens, HandMadeGraph.CHANNELS, HandMadeGraph.STATES, FloatBuffer.wrap(delta), FloatBuffer.wrap(times(u,
			graph.writes, HandMadeGraph.STATES)), FloatBuffer.wrap(times(u, graph.reads, HandMadeGraph.STATES)), FloatBuffer.wrap(graph.rates()));
	}

	private static float[] times(final float[] tokens, final float[] weight, final int columns) {
		final float[] product = new float[tokens.length / HandMadeGraph.CHANNELS * columns];
		for (int i = 0; i < product.length; i++)
			for (int d = 0; d < HandMadeGraph.CHANNELS; d++)
				product[i] += tokens[i / columns * HandMadeGraph.CHANNELS + d] * weight[d * columns + i % columns];
		return product;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		[]                                                                                                       | x
		[{id: scale_linear, kwargs: {gain: 2, offset: 3}}]                                                       | 2 * x + 3
		[{id: scale_linear, kwargs: {gain: [1, 2, 4], axis: channel}}, {id: clip, kwargs: {min: 10, max: 300}}]  | clipped
		[{id: zero_mean_unit_variance, kwargs: {axes: [x, y]}}]                                                  | 0
		[{id: scale_range, kwargs: {axes: [channel, x, y], max_percentile: 50}}]                                 | range
		[{id: binarize, kwargs: {threshold: 100}}, {id: ensure_dtype, kwargs: {dtype: float32}}]                 | share
		""")
	void aZooModelPredictsWithItsOwnPreprocessing(final String preprocessing, final String kind) throws IOException {
		for (final boolean channelsLast : new boolean[] { false, true }) {
			new HandMadeGraph().writePlain(folder.resolve("model.onnx"), channelsLast);
			write(channelsLast ? SPACE + ", " + CHANNELS : CHANNELS + ", " + SPACE, preprocessing, CLASSES, "onnx");
			assertArrayEquals(expected(kind), logits(ModelFolder.open(folder)), 1e-3, preprocessing + channelsLast);
		}
	}

	/** The network gives each channel's mean. */
	private static double[] expected(final String kind) {
		final float[] image = image();
		final float[] sorted = image.clone();
		Arrays.sort(sorted);
		final double median = (sorted[3 * PLANE / 2 - 1] + sorted[3 * PLANE / 2]) / 2.0;
		final double[] means = new double[3];
		for (int i = 0; i < image.length; i++)
			means[i / PLANE] += switch (kind) {
				case "x" -> image[i];
				case "2 * x + 3" -> 2 * image[i] + 3;
				case "clipped" -> Math.min(300, Math.max(10, image[i] * (1 << i / PLANE)));
				case "range" -> (image[i] - sorted[0]) / (median - sorted[0] + 1e-6);
				case "share" -> image[i] > 100 ? 1 : 0;
				default -> 0;
			} / PLANE;
		return means;
	}

	@Test
	void aGreyModelSeesTheMeanOfTheColours() throws IOException {
		final float[] image = image();
		final float[] prepared = new InputForm(1, false, List.of()).prepare(image);
		assertEquals((image[5] + image[PLANE + 5] + image[2 * PLANE + 5]) / 3, prepared[5], 1e-4);
		assertArrayEquals(new long[] { 2, 1, 4, 5 }, new InputForm(1, false, List.of()).shape(2, 4, 5));
	}

	@Test
	void saysWhyItCannotBeExplained() throws IOException {
		new HandMadeGraph().writePlain(folder.resolve("model.onnx"), false);
		write(CHANNELS + ", " + SPACE, "[]", "[{type: batch}, {type: index, size: 3}]", "onnx");
		final ModelDescription description = ModelFolder.open(folder).description();
		assertEquals(List.of("class 0", "class 1", "class 2"), description.classes());
		assertTrue(description.whyNotExplained().contains("can predict, but not be explained"));
	}

	@Test
	void itsOwnTestTensorsAreASelfTest() throws IOException {
		new HandMadeGraph().writePlain(folder.resolve("model.onnx"), true);
		write(SPACE + ", " + CHANNELS, "[]", CLASSES, "onnx");
		final float[] values = new float[3 * PLANE];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 3;
		Npy.write(folder.resolve("in.npy"), values, 1, SIZE, SIZE, 3);
		Npy.write(folder.resolve("out.npy"), new float[] { 0, 1, 2 }, 1, 3);
		final Path description = folder.resolve("rdf.yaml");
		Files.writeString(description, Files.readString(description).replace("- id: raw", "- id: raw\n  test_tensor: {source: in.npy}").replace(
			"- id: probabilities", "- id: probabilities\n  test_tensor: {source: out.npy}"));
		assertTrue(SelfTest.run(ModelFolder.open(folder), Progress.NONE).largestDifference() < 1e-4);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		[{type: batch}, {type: channel, channel_names: [cell]}, {type: space, id: y, size: 16}, {type: space, id: x, size: 16}] | onnx | is an image (axes [b, c, y, x], as of segmentation)
		[{type: batch}, {type: time, id: t, size: 4}]                                                                         | onnx | only one score for each class
		[{type: batch}, {type: channel, channel_names: [one, two, three]}]                                                    | torchscript | brings its weights as [torchscript], and only those in ONNX
		""")
	void whatCannotBeShownIsOneSentence(final String output, final String weights, final String part) throws IOException {
		write(CHANNELS + ", " + SPACE, "[]", output, weights);
		assertMessage(part, () -> ModelFolder.open(folder));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		{type: channel, channel_names: [r, g, b]}, {type: space, id: z, size: 4}, {type: space, id: y, size: 16}, {type: space, id: x, size: 16} | only images can be given to it
		{type: channel, channel_names: [r, g]}, {type: space, id: y, size: 16}, {type: space, id: x, size: 16}                                   | images of 2 channels
		{type: channel, channel_names: [r, g, b]}, {type: space, id: y, size: 16}, {type: space, id: x, size: 24}                                | only square ones
		""")
	void whatCannotBeGivenIsOneSentence(final String input, final String part) throws IOException {
		write(input, "[]", CLASSES, "onnx");
		assertMessage(part, () -> ModelFolder.open(folder));
	}

	private void write(final String input, final String preprocessing, final String output, final String weights) throws IOException {
		Files.writeString(folder.resolve("rdf.yaml"), ZOO.formatted(input, preprocessing, output, weights));
	}

	private static double[] logits(final ModelFolder model) {
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, Progress.NONE)) {
			return session.run(List.of(image()), SIZE, SIZE, List.of(), Set.of(), Progress.NONE).logits()[0];
		}
	}

	private static float[] image() {
		return TestNetworks.images(1, SIZE, SIZE).get(0);
	}

	private static void assertMessage(final String part, final Runnable work) {
		final String message = assertThrows(UserException.class, work::run).getMessage();
		assertTrue(message.contains(part), message);
	}
}
