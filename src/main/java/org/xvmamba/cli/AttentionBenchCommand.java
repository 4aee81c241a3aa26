package org.xvmamba.cli;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;

import org.xvmamba.scan.Permutation;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;
import org.xvmamba.ssm.SelectiveScan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench attention}: milliseconds of a row and a column of hidden attention in each stage of MedMamba-T at 224 × 224 pixels. */
@Command(description = "Measure a row and a column of hidden attention in each stage of MedMamba-T, on values as at the start of training.")
final class AttentionBenchCommand implements Callable<Integer> {

	private static final int STAGES = 4;
	private static final int GRID = 56;
	private static final int CHANNELS = 96;
	private static final int STATES = 16;
	private static final int WARM_UP = 10;

	private final Shell shell;

	@Option(names = "--repeats", paramLabel = "N", defaultValue = "20", description = "How often each is measured.")
	private int repeats;

	@Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Threads that work.")
	private int threads;

	@Spec
	private CommandSpec spec;

	AttentionBenchCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		if (repeats < 1 || threads < 1) throw new ParameterException(spec.commandLine(), "--repeats and --threads are at least 1.");
		shell.out().printf(Locale.ROOT, "Absolute hidden attention of the farthest-reaching token, %d thread(s), Java %s, medians of %d, ms%n%n",
			threads, System.getProperty("java.version"), repeats);
		shell.out().println("| stage | tokens | channels | row, one direction | column, one direction | row, merged | column, merged |");
		shell.out().println("|---|---|---|---|---|---|---|");
		try (HiddenAttention attention = new HiddenAttention(threads)) {
			for (int stage = 0; stage < STAGES; stage++)
				print(attention, stage);
		}
		return 0;
	}

	private void print(final HiddenAttention attention, final int stage) {
		final BlockScan block = block(GRID >> stage, CHANNELS << stage);
		final int last = block.scan().length() - 1;
		shell.out().printf(Locale.ROOT, "| %d | %d | %d | %.1f | %.1f | %.1f | %.1f |%n", stage + 1, last + 1, block.scan().channels(), median(
			attention, block, 0, last, Line.ROW), median(attention, block, 0, 0, Line.COLUMN), median(attention, block, HiddenAttention.MERGED,
				last, Line.ROW), median(attention, block, HiddenAttention.MERGED, 0, Line.COLUMN));
	}

	private double median(final HiddenAttention attention, final BlockScan block, final int direction, final int token, final Line line) {
		final Timings timings = new Timings();
		for (int i = -WARM_UP; i < repeats; i++) {
			final long before = System.nanoTime();
			attention.line(block, direction, token, line, AttentionSign.ABSOLUTE, shell.progress());
			if (i >= 0) timings.add(System.nanoTime() - before);
		}
		return timings.median();
	}

	/** Δ from 0.001 to 0.1, evenly in its logarithm; A_n = -n; B and C normal. */
	private static BlockScan block(final int grid, final int channels) {
		final Random random = new Random(1);
		final List<Permutation> orders = ScanOrders.CROSS_SCAN.stream().map(order -> order.over(grid, grid)).toList();
		final int steps = orders.size() * grid * grid;
		final FloatBuffer a = FloatBuffer.allocate(orders.size() * STATES * channels);
		for (int i = 0; i < a.capacity(); i++)
			a.put(i, -1 - i / channels % STATES);
		return new BlockScan(new SelectiveScan(orders.size(), grid * grid, channels, STATES, fill(steps * channels, () -> 0.001 * Math.pow(100,
			random.nextDouble())), fill(steps * STATES, random::nextGaussian), fill(steps * STATES, random::nextGaussian), a), FloatBuffer.allocate(
				0), orders);
	}

	private static FloatBuffer fill(final int size, final DoubleSupplier values) {
		final FloatBuffer buffer = FloatBuffer.allocate(size);
		for (int i = 0; i < size; i++)
			buffer.put(i, (float) values.getAsDouble());
		return buffer;
	}
}
