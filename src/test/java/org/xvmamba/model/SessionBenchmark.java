package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.xvmamba.Progress;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.RandomMedMamba;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;

/** MedMamba-T at 224 x 224 pixels: the prediction alone, and with two indices of all blocks; for one image and for several at once; with the graph
 * cut at its scans, and whole. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SessionBenchmark {

	private static final int SIZE = 224;

	@Param({ "1", "4" })
	private int images;

	@Param({ "2" })
	private int threads;

	@Param({ "cut", "whole" })
	private String graph;

	private FusedIndexEngine indices;

	private Path folder;
	private VisionMambaSession session;
	private List<float[]> batch;

	@Setup
	public void load() throws IOException {
		folder = Files.createTempDirectory("xvmamba-benchmark");
		final ImportRequest request = new ImportRequest(Path.of("random"), folder, ConversionOptions.DEFAULT, Optional.empty(), new ModelCredits("random", "", List
			.of(), ""), OptionalInt.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
		final ModelFolder model = ModelImporter.write(RandomMedMamba.build(RandomMedMamba.TINY_DEPTHS, RandomMedMamba.TINY_WIDTHS, 2, 1), request,
			Progress.NONE).folder();
		indices = new FusedIndexEngine(threads);
		session = VisionMambaSession.open(model, "cpu", threads, graph.equals("cut") ? new ScanStrategy.CutAtScans()
			: new ScanStrategy.WholeGraph(indices), Progress.NONE);
		batch = Stream.generate(() -> new float[3 * SIZE * SIZE]).limit(images).toList();
	}

	@TearDown
	public void remove() throws IOException {
		session.close();
		indices.close();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
				Files.delete(file);
		}
	}

	@Benchmark
	public ForwardPass forward() {
		return session.run(batch, SIZE, SIZE, List.of(), Set.of(), Progress.NONE);
	}

	@Benchmark
	public ForwardPass forwardWithTwoIndices() {
		return session.run(batch, SIZE, SIZE, session.description().blocks(), Set.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN),
			Progress.NONE);
	}

	/** Runs these benchmarks and prints their table. */
	public static void main(final String[] args) throws RunnerException {
		new Runner(new OptionsBuilder().include(SessionBenchmark.class.getName()).build()).run();
	}
}
