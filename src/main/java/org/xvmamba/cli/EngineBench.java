package org.xvmamba.cli;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.xvmamba.UserException;
import org.xvmamba.analysis.Nd4jIndexEngine;
import org.xvmamba.model.ForwardPass;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;

/** Measures the ways to run one network against each other: every repeat runs each of them once, so that all meet the same disturbances. */
final class EngineBench {

	/** J and G. */
	static final Set<InfluenceIndex> TWO_INDICES = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN);

	private static final Set<InfluenceIndex> THREE_INDICES = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN, InfluenceIndex.ENERGY);

	/** Long enough for the JVM to compile everything with its best compiler. */
	private static final int WARM_UP = 10;

	/** What is measured. */
	enum Way {
		/** The whole graph, with no output but the prediction. */
		WHOLE,
		/** The whole graph with the taps of all blocks. */
		WHOLE_TAPS,
		/** The graph cut at its scans. */
		CUT,
		/** The same, with J and G of all blocks. */
		CUT_TWO,
		/** The same, with the energy index too. */
		CUT_THREE,
		/** The whole graph with taps, and J and G from the kernel that takes them. */
		WHOLE_TWO
	}

	private final Shell shell;
	private final ModelFolder model;
	private final ModelFolder withoutTaps;
	private final int threads;
	private final List<float[]> images;
	private final Map<Way, Timings> runs = new EnumMap<>(Way.class);
	private final Map<Way, Timings> kernel = new EnumMap<>(Way.class);
	private final Map<Way, Map<Integer, Timings>> stages = new EnumMap<>(Way.class);
	private final Timings nd4j = new Timings();

	/** @param image [3, 224, 224], 0 to 255 */
	EngineBench(final Shell shell, final ModelFolder model, final ModelFolder withoutTaps, final int threads, final float[] image) {
		this.shell = shell;
		this.model = model;
		this.withoutTaps = withoutTaps;
		this.threads = threads;
		this.images = List.of(image);
		for (final Way way : Way.values()) {
			runs.put(way, new Timings());
			kernel.put(way, new Timings());
			stages.put(way, new TreeMap<>());
		}
	}

	int threads() {
		return threads;
	}

	/** @return the time of whole runs */
	Timings runs(final Way way) {
		return runs.get(way);
	}

	/** @return of these, the time in Java's kernel */
	Timings kernel(final Way way) {
		return kernel.get(way);
	}

	/** @return of these, the time in the blocks of each stage, where they are worked on one after the other */
	Map<Integer, Timings> stages(final Way way) {
		return stages.get(way);
	}

	/** @return the time of ND4J for J and G; not measured where it doesn't work here */
	Timings nd4j() {
		return nd4j;
	}

	/** @return whether everything could be measured */
	boolean measure(final int repeats, final int nd4jRepeats) {
		try (FusedIndexEngine indices = new FusedIndexEngine(threads);
				VisionMambaSession plain = open(withoutTaps, new ScanStrategy.WholeGraph(indices));
				VisionMambaSession whole = open(model, new ScanStrategy.WholeGraph(indices));
				VisionMambaSession cut = open(model, new ScanStrategy.CutAtScans()))
		{
			for (int i = -WARM_UP; i < repeats; i++) {
				shell.progress().report("Measuring with " + threads + " thread(s)", Math.max(0, i), repeats);
				for (final Way way : Way.values())
					note(way, run(way, plain, whole, cut), i >= 0);
			}
		}
		shell.progress().report("Measuring", repeats, repeats);
		return nd4jRepeats == 0 || measureNd4j(nd4jRepeats);
	}

	private VisionMambaSession open(final ModelFolder folder, final ScanStrategy strategy) {
		return VisionMambaSession.open(folder, "cpu", threads, strategy, shell.progress());
	}

	private Timed run(final Way way, final VisionMambaSession plain, final VisionMambaSession whole, final VisionMambaSession cut) {
		return switch (way) {
			case WHOLE -> run(plain, false, Set.of());
			case WHOLE_TAPS -> run(whole, true, Set.of());
			case CUT -> run(cut, false, Set.of());
			case CUT_TWO -> run(cut, true, TWO_INDICES);
			case CUT_THREE -> run(cut, true, THREE_INDICES);
			case WHOLE_TWO -> run(whole, true, TWO_INDICES);
		};
	}

	private Timed run(final VisionMambaSession session, final boolean explain, final Set<InfluenceIndex> indices) {
		final List<BlockDescription> blocks = explain ? model.description().blocks() : List.of();
		final long before = System.nanoTime();
		final ForwardPass pass = session.run(images, BenchCommand.SIZE, BenchCommand.SIZE, blocks, indices, shell.progress());
		return new Timed(System.nanoTime() - before, pass.times());
	}

	private void note(final Way way, final Timed timed, final boolean counts) {
		if (!counts) return;
		runs.get(way).add(timed.nanoseconds);
		kernel.get(way).add(timed.times.scans());
		final Map<Integer, Long> ofStages = new TreeMap<>();
		for (final BlockDescription block : model.description().blocks())
			if (timed.times.blocks().containsKey(block.name())) ofStages.merge(block.stage(), timed.times.blocks().get(block.name()), Long::sum);
		ofStages.forEach((stage, time) -> stages.get(way).computeIfAbsent(stage, unused -> new Timings()).add(time));
	}

	private boolean measureNd4j(final int repeats) {
		try (VisionMambaSession session = open(model, new ScanStrategy.WholeGraph(new Nd4jIndexEngine()))) {
			// The first run loads ND4J.
			for (int i = -1; i < repeats; i++) {
				final Timed timed = run(session, true, TWO_INDICES);
				if (i >= 0) nd4j.add(timed.times.scans());
			}
			return true;
		}
		catch (final UserException exc) {
			Problems.tell(exc, shell, false);
			return false;
		}
	}

	private record Timed(long nanoseconds, ForwardPass.Times times) {}
}
