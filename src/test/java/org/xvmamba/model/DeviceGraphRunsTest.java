package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;

/** How a graph for graphics cards behaves over many runs, on the CPU provider, and what is taken of a card's memory. */
class DeviceGraphRunsTest {

	private static final Set<InfluenceIndex> JACOBIAN = Set.of(InfluenceIndex.JACOBIAN);

	@TempDir
	private Path folder;

	@AfterEach
	void forgetTheBudget() {
		System.clearProperty(DeviceBudget.PROPERTY);
	}

	@Test
	void memoryDoesNotGrowOverAThousandBatches() throws IOException {
		final ModelFolder model = TestModels.tiny(folder.resolve("tiny"));
		final List<BlockDescription> blocks = model.description().blocks();
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, new ScanStrategy.DeviceGraph(), Progress.NONE)) {
			long early = 0;
			for (int run = 1; run <= 1000; run++) {
				session.run(TestNetworks.images(2, 32, 32), 32, 32, blocks, JACOBIAN, Progress.NONE);
				if (run == 200) early = residentMegabytes();
			}
			// A leak of the batch's states alone, 0.3 MB, would be 240 MB by now.
			final long grown = residentMegabytes() - early;
			assertTrue(grown < 64, grown + " MB more after 1000 batches than after 200");
		}
	}

	/** 0 where the system doesn't tell. */
	private static long residentMegabytes() throws IOException {
		System.gc();
		final Path status = Path.of("/proc/self/status");
		if (!Files.isReadable(status)) return 0;
		return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D",
			"")) / 1024).sum();
	}

	@Test
	void explanationsShareASession() {
		final ModelFolder model = TestModels.tiny(folder.resolve("tiny"));
		try (SessionCache cache = new SessionCache(1, 60_000, new ScanStrategy.DeviceGraph())) {
			final VisionMambaSession first;
			try (SessionCache.Loan loan = cache.borrow(model, "cpu", Progress.NONE)) {
				first = loan.session();
				assertTrue(loan.wasLoaded());
			}
			try (SessionCache.Loan loan = cache.borrow(model, "cpu", Progress.NONE)) {
				assertSame(first, loan.session());
				assertFalse(loan.wasLoaded());
			}
			try (SessionCache.Loan loan = cache.borrow(model, "auto", Progress.NONE)) {
				assertNotSame(first, loan.session());
			}
		}
	}

	@Test
	void theBatchFollowsTheMemory() {
		final ModelFolder model = ModelFolder.open(Path.of("models", "blood-smear"));
		System.setProperty(DeviceBudget.PROPERTY, "1000");
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, new ScanStrategy.DeviceGraph(), Progress.NONE)) {
			final long states = DeviceBudget.states(model.description().blocks(), 224, 224);
			assertEquals((1000L << 20) / (24 * states), session.batchFor(224).getAsInt());
			assertTrue(states * session.largestBatch() <= Integer.MAX_VALUE);
			assertTrue(states * (session.largestBatch() + 1) > Integer.MAX_VALUE, "CUDA's operators count in 32 bits");
			final int most = session.largestBatch();
			assertThrows(OutOfMemoryError.class, () -> session.run(Collections.nCopies(most + 1, new float[3 * 224 * 224]), 224, 224, List
				.of(), Set.of(), Progress.NONE));
		}
		System.setProperty(DeviceBudget.PROPERTY, "half");
		assertEquals("The system property xvmamba.gpu.megabytes=half is not possible; allowed is a whole number of megabytes from 1 on.",
			assertThrows(UserException.class, () -> DeviceBudget.of(-1)).getMessage());
	}

	@Test
	void readsWhatTheDriverSays() throws IOException {
		final Path driver = folder.resolve("nvidia-smi");
		Files.writeString(driver, "#!/bin/sh\necho '0, NVIDIA H200, 550.54.15, 143771, 143000'\necho '1, Old card, 550.54.15, [N/A], [N/A]'\n");
		if (!driver.toFile().setExecutable(true) || !driver.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
		assertEquals(new GraphicsCard.Answer(List.of(new GraphicsCard(0, "NVIDIA H200", "550.54.15", 143771, 143000), new GraphicsCard(1, "Old card",
			"550.54.15", -1, -1)), ""), GraphicsCard.ask(List.of(driver.toString())));
		Files.writeString(driver, "#!/bin/sh\necho 'NVIDIA-SMI has failed because'\necho 'it has no driver.'\nexit 9\n");
		assertEquals(new GraphicsCard.Answer(List.of(), "NVIDIA-SMI has failed because it has no driver."), GraphicsCard.ask(List.of(driver
			.toString())));
		assertEquals(new GraphicsCard.Answer(List.of(), "no-such-program is not there"), GraphicsCard.ask(List.of("no-such-program")));
	}
}
