package org.xvmamba.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import ai.onnxruntime.OrtEnvironment;

import org.xvmamba.Progress;
import org.xvmamba.UserException;

/** Tells a person which devices work on this computer, and what is missing for those that don't. */
public final class DeviceCheck {

	/**
	 * One thing that was looked at.
	 *
	 * @param subject a word or two
	 * @param good whether it is as it should be
	 * @param words what was found; where it isn't good, also what to do
	 */
	public record Finding(String subject, boolean good, String words) {}

	/**
	 * What was found.
	 *
	 * @param findings in the order in which one thing needs the other
	 * @param devices those that explained a tile as the CPU does, such as {@code cpu} and {@code cuda:0}
	 */
	public record Report(List<Finding> findings, List<String> devices) {

		/** Copies the lists. */
		public Report {
			findings = List.copyOf(findings);
			devices = List.copyOf(devices);
		}

		/** @return a line for each finding, and the conclusion */
		public List<String> lines() {
			final List<String> lines = findings.stream().map(finding -> (finding.good ? "[ok] " : "[no] ") + finding.subject + ": " + finding
				.words).collect(Collectors.toCollection(ArrayList::new));
			lines.add(devices.isEmpty() ? "No device works here." : "Works here: device=" + String.join(", device=", devices) + ".");
			return lines;
		}
	}

	/** The first driver for CUDA 12. */
	private static final int OLDEST_DRIVER = 525;

	private static final Path DRIVER_FILE = Path.of("/proc/driver/nvidia/version");

	private final CudaLibraries libraries;
	private final GraphicsCard.Answer driver;
	private final List<Finding> findings = new ArrayList<>();

	/** A check of what these say. */
	DeviceCheck(final CudaLibraries libraries, final GraphicsCard.Answer driver) {
		this.libraries = libraries;
		this.driver = driver;
	}

	/**
	 * Looks at this computer. Loads ONNX Runtime.
	 *
	 * @param model finds the one with which devices are tried
	 * @param progress told of every step, and asked for cancellation
	 * @return what was found
	 */
	public static Report run(final Supplier<ModelFolder> model, final Progress progress) {
		progress.report("Asking the graphics driver", 0, 3);
		return new DeviceCheck(CudaLibraries.ofSystem(), GraphicsCard.ask()).report(model, progress);
	}

	/** @return what was found, after every device was tried */
	Report report(final Supplier<ModelFolder> model, final Progress progress) {
		final boolean cuda;
		try {
			cuda = runtime();
		}
		catch (final LinkageError error) {
			add("ONNX Runtime", false, "does not load here (" + error.getMessage() +
				"); it needs Linux on x86-64 or ARM, Windows on x86-64, or macOS on Apple silicon");
			return new Report(findings, List.of());
		}
		driver();
		for (final CudaLibraries.Part part : CudaLibraries.Part.values())
			libraries(part);
		progress.report("Trying the CPU", 1, 3);
		return new Report(findings, devices(model, cuda, progress));
	}

	/** @return whether this installation has CUDA */
	private boolean runtime() {
		final boolean cuda = Device.hasCuda();
		final String version = OrtEnvironment.getEnvironment().getVersion();
		final boolean possible = System.getProperty("os.arch").matches("amd64|x86_64") && !System.getProperty("os.name").startsWith("Mac");
		add("ONNX Runtime", cuda, version + (cuda ? ", with CUDA" : possible
			? ", for the CPU alone; for a graphics card install the package with 'cuda' in its name (docs/gpu.md)"
			: ", for the CPU alone; there is one with CUDA only for Linux and Windows on x86-64"));
		return cuda;
	}

	private void driver() {
		for (final GraphicsCard card : driver.cards()) {
			final boolean old = major(card.driver()) < OLDEST_DRIVER;
			add("Graphics card cuda:" + card.number(), !old, card.name() + ", driver " + card.driver() + ", memory " + megabytes(card.totalMegabytes()) +
				", free " + megabytes(card.freeMegabytes()) + (old ? "; CUDA 12 needs driver " + OLDEST_DRIVER + " or newer, so update it" : ""));
		}
		if (driver.cards().isEmpty()) add("Graphics card", false, "NVIDIA's driver does not answer (" + driver.problem() + (Files.exists(DRIVER_FILE)
			? "; " + DRIVER_FILE + " is there" : "") + "); without an NVIDIA card there is nothing to do, with one install its driver, version " +
			OLDEST_DRIVER + " or newer");
	}

	private static int major(final String version) {
		final String first = version.split("\\.")[0];
		// A version that can't be read isn't known to be old.
		return first.matches("\\d{1,6}") ? Integer.parseInt(first) : Integer.MAX_VALUE;
	}

	private static String megabytes(final long megabytes) {
		return megabytes < 0 ? "not told" : megabytes + " MB";
	}

	private void libraries(final CudaLibraries.Part part) {
		final CudaLibraries.Found found = libraries.find(part);
		final String there = found.found().entrySet().stream().map(DeviceCheck::describe).collect(Collectors.joining(", "));
		if (!found.missing().isEmpty()) add(part.label(), false, "not found: " + String.join(", ", found.missing()) + (there.isEmpty() ? ""
			: " (found: " + there + ")") + "; " + part.remedy());
		else add(part.label(), true, there + (found.outside().isEmpty() ? "" : "; if it isn't loaded, add " + found.outside().stream().map(
			Path::toString).collect(Collectors.joining(", ")) + " to " + (libraries.windows() ? "PATH" : "LD_LIBRARY_PATH")));
	}

	private static String describe(final Map.Entry<String, Path> library) {
		return library.getKey() + CudaLibraries.version(library.getValue()).map(version -> " (" + version + ")").orElse("") + " in " + library
			.getValue().getParent();
	}

	private List<String> devices(final Supplier<ModelFolder> model, final boolean cuda, final Progress progress) {
		final DeviceTrial trial;
		final DeviceTrial.Result cpu;
		try {
			trial = new DeviceTrial(model.get());
			cpu = trial.run(Device.CPU, progress);
		}
		catch (final UserException exc) {
			add("Trial on the CPU", false, exc.getMessage());
			return List.of();
		}
		add("Trial on the CPU", true, DeviceTrial.speed(cpu));
		final List<String> works = new ArrayList<>(List.of(Device.CPU));
		if (!cuda) add("Trial on a graphics card", false, "did not run: this installation of ONNX Runtime has no CUDA");
		else for (final int card : cards()) {
			progress.report("Trying graphics card " + card, 2, 3);
			final String key = "cuda:" + card;
			if (works(trial, key, cpu, progress)) works.add(key);
		}
		return works;
	}

	/** The first is tried even where the driver doesn't answer: CUDA's own words say best why not. */
	private Iterable<Integer> cards() {
		return driver.cards().isEmpty() ? List.of(0) : new TreeSet<>(driver.cards().stream().map(GraphicsCard::number).toList());
	}

	private boolean works(final DeviceTrial trial, final String key, final DeviceTrial.Result cpu, final Progress progress) {
		final String subject = "Trial on " + key;
		try {
			final DeviceTrial.Result card = trial.run(key, progress);
			final double logits = DeviceTrial.logitDifference(cpu, card);
			final double maps = DeviceTrial.mapDifference(cpu, card);
			final boolean same = logits <= DeviceTrial.TOLERANCE && maps <= DeviceTrial.TOLERANCE;
			add(subject, same, String.format(Locale.ROOT, "%s, %.1f times as fast as the CPU; logits within %.0e, maps within %.0e of the CPU's%s",
				DeviceTrial.speed(card), cpu.milliseconds() / card.milliseconds(), logits, maps, same ? "" : ", which is too far: please report it"));
			return same;
		}
		catch (final UserException exc) {
			add(subject, false, exc.getMessage());
		}
		catch (final OutOfMemoryError error) {
			add(subject, false, "its memory does not suffice for one tile (" + error.getMessage() + "); close other programs that use the card");
		}
		return false;
	}

	private void add(final String subject, final boolean good, final String words) {
		findings.add(new Finding(subject, good, words));
	}
}
