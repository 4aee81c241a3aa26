package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ai.onnxruntime.OrtException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.model.DeviceCheck.Finding;
import org.xvmamba.model.DeviceCheck.Report;

/** What the check says of computers that this one is not. */
class DeviceCheckTest {

	private static final GraphicsCard.Answer NO_DRIVER = new GraphicsCard.Answer(List.of(), "nvidia-smi is not there");

	@TempDir
	private Path folder;

	@Test
	void withoutACardTheCpuWorksAndTheRestIsTold() {
		final Report report = new DeviceCheck(new CudaLibraries(false, List.of(folder), List.of()), NO_DRIVER).report(() -> ModelFolder.open(Path.of(
			"models", "blood-smear")), Progress.NONE);
		assertEquals(List.of("cpu"), report.devices());
		assertEquals(List.of("ONNX Runtime", "Graphics card", "CUDA 12", "cuDNN 9", "Trial on the CPU", "Trial on a graphics card"), report.findings()
			.stream().map(Finding::subject).toList());
		final String text = String.join("\n", report.lines());
		for (final String words : List.of("[no] Graphics card: NVIDIA's driver does not answer (nvidia-smi is not there)",
			"[no] cuDNN 9: not found: libcudnn.so.9; install NVIDIA's cuDNN 9 for CUDA 12", "[ok] Trial on the CPU: CPU (",
			"one tile with its Jacobian index in ", "did not run: this installation of ONNX Runtime has no CUDA", "Works here: device=cpu."))
			assertTrue(text.contains(words), text);
	}

	@Test
	void withoutAModelNothingIsTried() {
		final Report report = new DeviceCheck(new CudaLibraries(false, List.of(), List.of()), NO_DRIVER).report(() -> {
			throw new UserException("There is no model 'blood smear'.");
		}, Progress.NONE);
		assertEquals(List.of(), report.devices());
		assertEquals(List.of("[no] Trial on the CPU: There is no model 'blood smear'.", "No device works here."), report.lines().subList(report
			.findings().size() - 1, report.findings().size() + 1));
	}

	@Test
	void cardsDriversAndLibrariesAreTold() throws IOException {
		final Path outside = Files.createDirectory(folder.resolve("cuda"));
		for (final String file : List.of("libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12", "libcufft.so.11"))
			Files.createFile(outside.resolve(file));
		Files.createFile(folder.resolve("libcudnn.so.9"));
		final GraphicsCard.Answer cards = new GraphicsCard.Answer(List.of(new GraphicsCard(0, "NVIDIA H200", "550.54.15", 143771, 143000),
			new GraphicsCard(1, "Old card", "470.1", -1, -1)), "");
		final CudaLibraries libraries = new CudaLibraries(false, List.of(folder), List.of(outside));
		final String text = String.join("\n", new DeviceCheck(libraries, cards).report(() -> ModelFolder.open(Path.of("models", "blood-smear")),
			Progress.NONE).lines());
		for (final String words : List.of("[ok] Graphics card cuda:0: NVIDIA H200, driver 550.54.15, memory 143771 MB, free 143000 MB",
			"[no] Graphics card cuda:1: Old card, driver 470.1, memory not told, free not told; CUDA 12 needs driver 525 or newer, so update it",
			"[no] CUDA 12: not found: libcurand.so.10 (found: libcudart.so.12 in " + outside, "[ok] cuDNN 9: libcudnn.so.9 in " + folder))
			assertTrue(text.contains(words), text);
		Files.createFile(outside.resolve("libcurand.so.10"));
		final CudaLibraries.Found found = libraries.find(CudaLibraries.Part.CUDA);
		assertTrue(found.missing().isEmpty());
		assertEquals(List.of(outside), List.copyOf(found.outside()));
		assertTrue(libraries.find(CudaLibraries.Part.CUDNN).outside().isEmpty());
	}

	@Test
	void aVersionIsThatOfTheFileBehindTheLink() throws IOException {
		final Path real = Files.createFile(folder.resolve("libcublas.so.12.6.4.1"));
		final Path link = folder.resolve("libcublas.so.12");
		Files.createSymbolicLink(link, real.getFileName());
		assertEquals("12.6.4.1", CudaLibraries.version(link).orElseThrow());
		assertFalse(CudaLibraries.version(folder.resolve("cudart64_12.dll")).isPresent());
	}

	@Test
	void theProvidersOwnWordsAreOneLine() {
		assertEquals("Failed to load library providers_cuda.so with error: libcublasLt.so.12: cannot open", Device.words(new OrtException(
			OrtException.OrtErrorCode.ORT_FAIL, "/src/provider.cc:1988 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library " +
				"providers_cuda.so with error: libcublasLt.so.12: cannot open\n")));
	}
}
