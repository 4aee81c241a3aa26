package org.xvmamba.ssm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.xvmamba.Progress;
import org.xvmamba.ssm.SyntheticBlocks.SyntheticBlock;

/** The scans of MedMamba-T's blocks at 224², by stage: output alone, with each index, with all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class FusedScanEngineBenchmark {

	/** Stage of the network, from 0. */
	@Param({ "0", "1", "2", "3" })
	public int stage;

	/** Threads of the engine. */
	@Param({ "1", "2" })
	public int threads;

	private List<SyntheticBlock> blocks;
	private FloatBuffer output;
	private FusedScanEngine engine;

	@Setup
	public void open() {
		blocks = SyntheticBlocks.medMambaTiny(1).stream().filter(block -> block.stage() == stage).toList();
		output = ByteBuffer.allocateDirect(blocks.get(0).projections().u().capacity() * Float.BYTES).order(ByteOrder.nativeOrder())
			.asFloatBuffer();
		engine = new FusedScanEngine(threads);
	}

	@TearDown
	public void close() {
		engine.close();
	}

	@Benchmark
	public void forward(final Blackhole hole) {
		run(Set.of(), false, hole);
	}

	@Benchmark
	public void withStateNorms(final Blackhole hole) {
		run(Set.of(), true, hole);
	}

	@Benchmark
	public void withGramian(final Blackhole hole) {
		run(Set.of(InfluenceIndex.GRAMIAN), false, hole);
	}

	@Benchmark
	public void withJacobian(final Blackhole hole) {
		run(Set.of(InfluenceIndex.JACOBIAN), false, hole);
	}

	@Benchmark
	public void withJacobianAndGramian(final Blackhole hole) {
		run(Set.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN), false, hole);
	}

	@Benchmark
	public void withAllIndices(final Blackhole hole) {
		run(EnumSet.allOf(InfluenceIndex.class), false, hole);
	}

	private void run(final Set<InfluenceIndex> indices, final boolean stateNorms, final Blackhole hole) {
		for (final SyntheticBlock block : blocks)
			hole.consume(engine.run(block.projections(), block.parameters(), block.orders(), new ScanRequest(indices, stateNorms), output,
				Progress.NONE));
	}

	/** Runs these benchmarks and prints their table. */
	public static void main(final String[] args) throws RunnerException {
		new Runner(new OptionsBuilder().include(FusedScanEngineBenchmark.class.getName()).build()).run();
	}
}
