package org.xvmamba.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.convert.CheckpointConverter;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.convert.NetworkGraph;
import org.xvmamba.convert.RandomMedMamba;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.model.ModelDescription.Normalisation;

/** Networks to run, and images to run them on. */
final class TestNetworks {

	private static final int CLASSES = 3;

	private TestNetworks() {}

	/** A network in a file. */
	record TestNetwork(Path file, ModelDescription description) {

		VisionMambaSession open(final ScanStrategy strategy) {
			return VisionMambaSession.open(file, "", description, Device.CPU, 2, strategy);
		}
	}

	/** A MedMamba of five small blocks, with random weights that are nowhere degenerate. */
	static NetworkGraph small() {
		return CheckpointConverter.convert(Fixtures.file("tiny.pth"), ConversionOptions.DEFAULT, Progress.NONE).graph();
	}

	/** MedMamba-T with random weights. */
	static NetworkGraph medMambaTiny() {
		return RandomMedMamba.build(RandomMedMamba.TINY_DEPTHS, RandomMedMamba.TINY_WIDTHS, CLASSES, 7).graph();
	}

	/** Writes a network into a folder. */
	static TestNetwork write(final NetworkGraph graph, final Path folder) throws IOException {
		final Path file = folder.resolve("model.onnx");
		try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
			graph.model().writeTo(stream);
		}
		return new TestNetwork(file, describe(graph));
	}

	static ModelDescription describe(final NetworkGraph graph) {
		final Normalisation normalisation = new Normalisation(graph.expected().mean(), graph.expected().standardDeviation());
		return new ModelDescription("test", "", "medmamba", graph.expected().size(), normalisation, IntStream.range(0, graph.classes()).mapToObj(
			number -> "class " + number).toList(), OptionalDouble.empty(), new GraphNames(NetworkGraph.INPUT, NetworkGraph.LOGITS, Optional.of(
				NetworkGraph.FEATURES), Optional.of(NetworkGraph.HEAD_WEIGHT)), graph.blocks());
	}

	/** Pictures with coarse and fine structure. */
	static List<float[]> images(final int count, final int height, final int width) {
		final Random random = new Random(height * 31L + width);
		return IntStream.range(0, count).mapToObj(image -> {
			final float[] pixels = new float[3 * height * width];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (float) Math.rint(100 + 80 * Math.sin(i % width * 0.07 + image) * Math.cos(i / width * 0.05) + 40 * random.nextDouble());
			return pixels;
		}).toList();
	}
}
