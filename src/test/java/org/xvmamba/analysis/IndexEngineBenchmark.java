package org.xvmamba.analysis;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.xvmamba.Progress;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.IndexEngine;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.ReferenceIndexEngine;
import org.xvmamba.ssm.SelectiveScan;
import org.xvmamba.ssm.SyntheticScans;

/**
 * Jacobian and Gramian index of MedMamba-T's scans by all engines: all ten blocks by the fused one, and a block of its third stage (a twentieth
 * of the work) by the slow ones too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class IndexEngineBenchmark {

	private static final Set<InfluenceIndex> BOTH = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN);

	private final List<SelectiveScan> allBlocks = SyntheticScans.medMambaTiny(1);
	private final List<SelectiveScan> thirdStageBlock = allBlocks.subList(4, 5);
	private final FusedIndexEngine oneThread = new FusedIndexEngine(1);
	private final FusedIndexEngine twoThreads = new FusedIndexEngine(2);

	@TearDown
	public void close() {
		oneThread.close();
		twoThreads.close();
	}

	@Benchmark
	public Object allBlocksFusedOneThread() {
		return compute(oneThread, allBlocks);
	}

	@Benchmark
	public Object allBlocksFusedTwoThreads() {
		return compute(twoThreads, allBlocks);
	}

	@Benchmark
	public Object thirdStageBlockFusedOneThread() {
		return compute(oneThread, thirdStageBlock);
	}

	@Benchmark
	public Object thirdStageBlockFusedTwoThreads() {
		return compute(twoThreads, thirdStageBlock);
	}

	@Benchmark
	public Object thirdStageBlockReference() {
		return compute(new ReferenceIndexEngine(), thirdStageBlock);
	}

	@Benchmark
	public Object thirdStageBlockNd4j() {
		return compute(new Nd4jIndexEngine(), thirdStageBlock);
	}

	private static List<Map<InfluenceIndex, float[]>> compute(final IndexEngine engine, final List<SelectiveScan> scans) {
		return engine.compute(scans, BOTH, Progress.NONE);
	}

	/** Runs these benchmarks and prints their table. */
	public static void main(final String[] args) throws RunnerException {
		new Runner(new OptionsBuilder().include(IndexEngineBenchmark.class.getName()).build()).run();
	}
}
