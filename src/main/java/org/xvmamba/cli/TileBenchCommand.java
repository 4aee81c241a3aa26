package org.xvmamba.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import net.imglib2.FinalInterval;
import net.imglib2.Localizable;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.model.ModelLibrary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench tiles}: how time and memory grow with the size of a plane. */
@Command(description = "Explain drawn planes of several sizes by tiles, the last block only: time and memory, which shall grow with the area.")
final class TileBenchCommand implements Callable<Integer> {

	/** The map is looked at in this size, as in overlay.png. */
	private static final int MOST_PIXELS_SHOWN = 4096;

	private static final int CHANNELS = 3;
	private static final int[] CELL = { 190, 120, 140 };
	private static final int[] GLASS = { 230, 226, 229 };
	private static final double MEGABYTE = 1 << 20;
	private static final int WARM_UP_SIDE = 1000;

	private final Shell shell;

	@Option(names = "--sizes", paramLabel = "PIXELS", split = ",", defaultValue = "2500,5000,10000,20000",
		description = "Sides of the square planes.")
	private List<Integer> sizes;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = OptionTexts.MODEL_HELP)
	private String model;

	@Option(names = "--" + ExplainOptions.TISSUE, description = OptionTexts.TISSUE_HELP)
	private boolean tissue;

	@Spec
	private CommandSpec spec;

	TileBenchCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		if (sizes.stream().anyMatch(size -> size < 1)) throw new ParameterException(spec.commandLine(), "--sizes are at least 1 pixel.");
		final Explainer explainer = Explainer.standard(ModelLibrary.standard(Optional.empty()));
		// The first run pays for loading and compiling.
		explain(explainer, Math.min(WARM_UP_SIDE, sizes.get(0)));
		shell.out().printf(Locale.ROOT, "%s, blocks=last, %d processor(s), Java %s, heap of at most %d MB%n%n", model, Runtime.getRuntime()
			.availableProcessors(), System.getProperty("java.version"), megabytes(Runtime.getRuntime().maxMemory()));
		shell.out().println("| side | tiles | seconds | tiles/s | time for the area, against the first | heap at most, MB | heap kept, MB | " +
			"resident at most, MB |");
		shell.out().println("|---|---|---|---|---|---|---|---|");
		double first = 0;
		for (final int size : sizes) {
			System.gc();
			heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
			final long before = System.nanoTime();
			final Explanation explanation = explain(explainer, size);
			final double seconds = (System.nanoTime() - before) / 1e9;
			final double perArea = seconds / size / size;
			if (first == 0) first = perArea;
			print(explanation, seconds, perArea / first);
		}
		explainer.releaseModel();
		return 0;
	}

	/** Explains a plane, and looks at what a person would look at. */
	private Explanation explain(final Explainer explainer, final int size) {
		final Explanation explanation = explainer.explain(drawn(size), ExplainOptions.of(Map.of(ExplainOptions.MODEL, model, ExplainOptions.BLOCKS,
			"last", ExplainOptions.TILING, "tiles", ExplainOptions.TISSUE, Boolean.toString(tissue))), shell.progress());
		final int shown = Math.min(size, MOST_PIXELS_SHOWN);
		MapRenderer.of(explanation, explanation.shown()).render(shown, shown);
		ClassMap.of(explanation);
		return explanation;
	}

	private void print(final Explanation explanation, final double seconds, final double ratio) {
		final long peak = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
		System.gc();
		final long kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		final int tiles = explanation.tiles().size();
		shell.out().printf(Locale.ROOT, "| %d | %d | %.1f | %.1f | %.2f | %d | %d | %s |%n", explanation.picture().width(), tiles, seconds, tiles /
			seconds, ratio, megabytes(peak), megabytes(kept), ResidentMemory.peak().isPresent() ? ResidentMemory.peak().getAsLong()
				: "not told");
	}

	private static List<MemoryPoolMXBean> heapPools() {
		return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
	}

	private static long megabytes(final long bytes) {
		return Math.round(bytes / MEGABYTE);
	}

	/** A plane of cells on glass that is nowhere in memory: each value is computed when it is read. */
	private static Picture drawn(final int size) {
		return new Picture("drawn plane of " + size, Views.interval(new FunctionRandomAccessible<>(CHANNELS, TileBenchCommand::draw,
			FloatType::new), new FinalInterval(size, size, CHANNELS)), new Region(0, 0, size, size), PixelSize.NONE, "drawn");
	}

	private static void draw(final Localizable position, final FloatType value) {
		final int x = position.getIntPosition(0);
		final int y = position.getIntPosition(1);
		final int right = x % 96 - 48;
		final int down = y % 96 - 48;
		final boolean inCell = right * right + down * down < 1000 && (x / 4000 + y / 4000) % 2 == 0;
		final int shade = (x * 7 + y * 13) % 11;
		value.set(shade + (inCell ? CELL : GLASS)[position.getIntPosition(2)]);
	}
}
