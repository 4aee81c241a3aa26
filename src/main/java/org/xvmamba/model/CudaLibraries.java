package org.xvmamba.model;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for the libraries that ONNX Runtime 1.28's CUDA provider loads: those of CUDA 12 and cuDNN 9.
 *
 * @param windows whether names are those of Windows
 * @param searched folders in which the system itself looks, as far as it tells
 * @param usual folders in which installers put them
 */
record CudaLibraries(boolean windows, List<Path> searched, List<Path> usual) {

	/** What belongs together, and the files by which it is known. */
	enum Part {

		/** The compute libraries. */
		CUDA("CUDA 12", List.of("libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12", "libcufft.so.11", "libcurand.so.10"), List.of(
			"cudart64_12.dll", "cublas64_12.dll", "cublasLt64_12.dll", "cufft64_11.dll", "curand64_10.dll"),
			"install NVIDIA's CUDA Toolkit 12 (developer.nvidia.com/cuda-toolkit-archive; of its parts the runtime libraries are enough)"),

		/** The network library. */
		CUDNN("cuDNN 9", List.of("libcudnn.so.9"), List.of("cudnn64_9.dll"),
			"install NVIDIA's cuDNN 9 for CUDA 12 (developer.nvidia.com/cudnn)");

		private final String label;
		private final List<String> onLinux;
		private final List<String> onWindows;
		private final String remedy;

		Part(final String label, final List<String> onLinux, final List<String> onWindows, final String remedy) {
			this.label = label;
			this.onLinux = onLinux;
			this.onWindows = onWindows;
			this.remedy = remedy;
		}

		/** @return its name with the version that is needed */
		String label() {
			return label;
		}

		/** @return what a person can do where it is missing */
		String remedy() {
			return remedy;
		}

		private List<String> files(final boolean windows) {
			return windows ? onWindows : onLinux;
		}
	}

	/**
	 * What is there of a part.
	 *
	 * @param found each file with where it is
	 * @param missing files
	 * @param outside folders with found files in which the system itself may not look
	 */
	record Found(Map<String, Path> found, List<String> missing, Set<Path> outside) {}

	private static final Pattern VERSION = Pattern.compile("\\.so\\.(\\d+(?:\\.\\d+)+)$");

	/** @return of this computer */
	static CudaLibraries ofSystem() {
		final boolean windows = System.getProperty("os.name").startsWith("Windows");
		return windows ? new CudaLibraries(true, fromVariable("PATH"), windowsFolders()) : new CudaLibraries(false, linuxSearched(), linuxFolders());
	}

	private static List<Path> linuxSearched() {
		final List<Path> folders = new ArrayList<>(fromVariable("LD_LIBRARY_PATH"));
		for (final String folder : List.of("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib"))
			folders.add(Path.of(folder));
		return folders;
	}

	private static List<Path> linuxFolders() {
		final List<Path> folders = new ArrayList<>(matching(Path.of("/usr/local"), "cuda*", "lib64"));
		folders.addAll(matching(Path.of("/opt"), "cuda*", "lib64"));
		folders.add(Path.of("/usr/lib/wsl/lib"));
		fromVariable("CONDA_PREFIX").forEach(folder -> folders.add(folder.resolve("lib")));
		return folders;
	}

	private static List<Path> windowsFolders() {
		final List<Path> folders = new ArrayList<>();
		for (final Path programs : fromVariable("ProgramFiles")) {
			folders.addAll(matching(programs.resolve("NVIDIA GPU Computing Toolkit").resolve("CUDA"), "v12*", "bin"));
			for (final Path cudnn : matching(programs.resolve("NVIDIA").resolve("CUDNN"), "v9*", "bin"))
				folders.addAll(matching(cudnn, "12*", ""));
		}
		return folders;
	}

	private static List<Path> fromVariable(final String name) {
		final List<Path> folders = new ArrayList<>();
		for (final String entry : Optional.ofNullable(System.getenv(name)).orElse("").split(File.pathSeparator))
			try {
				if (!entry.isBlank()) folders.add(Path.of(entry));
			}
			catch (final InvalidPathException exc) {
				// the system can't look there either
				continue;
			}
		return folders;
	}

	private static List<Path> matching(final Path folder, final String glob, final String below) {
		final List<Path> folders = new ArrayList<>();
		if (!Files.isDirectory(folder)) return folders;
		try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, glob)) {
			children.forEach(child -> folders.add(child.resolve(below)));
		}
		catch (final IOException exc) {
			// what can't be listed can't be loaded from
			return List.of();
		}
		return folders;
	}

	/** @return what is there of a part */
	Found find(final Part part) {
		final Map<String, Path> found = new LinkedHashMap<>();
		final List<String> missing = new ArrayList<>();
		final Set<Path> outside = new LinkedHashSet<>();
		for (final String file : part.files(windows)) {
			final Optional<Path> known = first(searched, file);
			final Optional<Path> any = known.or(() -> first(usual, file));
			if (any.isEmpty()) missing.add(file);
			else found.put(file, any.get());
			if (known.isEmpty() && any.isPresent()) outside.add(any.get().getParent());
		}
		return new Found(found, missing, outside);
	}

	private static Optional<Path> first(final List<Path> folders, final String file) {
		return folders.stream().map(folder -> folder.resolve(file)).filter(Files::exists).findFirst();
	}

	/** @return the version that a library's own file names, where it does: libcublas.so.12 is a link to libcublas.so.12.6.4.1 */
	static Optional<String> version(final Path library) {
		try {
			final Matcher matcher = VERSION.matcher(library.toRealPath().getFileName().toString());
			return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
		}
		catch (final IOException exc) {
			return Optional.empty();
		}
	}
}
