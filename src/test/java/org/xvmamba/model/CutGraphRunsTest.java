package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.NetworkGraph;
import org.xvmamba.model.TestNetworks.TestNetwork;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.ReferenceIndexEngine;

/** How a cut graph behaves over many runs: cancelled ones, ones of many sizes, ones of graphs that can't be cut. */
class CutGraphRunsTest {

	private static final Set<InfluenceIndex> JACOBIAN = Set.of(InfluenceIndex.JACOBIAN);
	private static final int MEGABYTE = 1 << 20;

	@TempDir
	private static Path folder;

	private static NetworkGraph graph;
	private static TestNetwork network;

	@BeforeAll
	static void write() throws IOException {
		graph = TestNetworks.small();
		network = TestNetworks.write(graph, folder);
	}

	/** Says yes only to the threads of one place: the one that watches over ONNX Runtime, or those of the kernel. */
	private record CancelIn(String thread, AtomicInteger questions) implements Progress {

		@Override
		public void report(final String step, final long done, final long total) {
			// not of interest
		}

		@Override
		public boolean isCancelled() {
			return Thread.currentThread().getName().startsWith(thread) && questions.incrementAndGet() > 0;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "xvmamba-cancel", "xvmamba-scan" })
	void stopsInASegmentOrInTheKernelAndGoesOnAfterwards(final String thread) {
		final List<float[]> images = TestNetworks.images(1, 512, 512);
		final List<BlockDescription> blocks = network.description().blocks();
		try (VisionMambaSession session = network.open(new ScanStrategy.CutAtScans())) {
			// In the first run of a size, and in a later one.
			assertThrows(CancelledException.class, () -> session.run(images, 512, 512, blocks, JACOBIAN, cancel(thread)));
			final ForwardPass first = session.run(images, 512, 512, blocks, JACOBIAN, Progress.NONE);
			assertThrows(CancelledException.class, () -> session.run(images, 512, 512, blocks, JACOBIAN, cancel(thread)));
			final ForwardPass second = session.run(images, 512, 512, blocks, JACOBIAN, Progress.NONE);
			assertArrayEquals(first.logits()[0], second.logits()[0]);
			assertArrayEquals(first.indices().get(0).get(4).values().get(InfluenceIndex.JACOBIAN), second.indices().get(0).get(4).values().get(
				InfluenceIndex.JACOBIAN));
		}
	}

	private static Progress cancel(final String thread) {
		return new CancelIn(thread, new AtomicInteger());
	}

	@Test
	void memoryDoesNotGrowFromSizeToSizeAndIsGivenBack() throws IOException {
		final long atFirst = directMemory();
		final List<BlockDescription> blocks = network.description().blocks();
		final List<Long> direct = new ArrayList<>();
		final List<Long> resident = new ArrayList<>();
		try (VisionMambaSession session = network.open(new ScanStrategy.CutAtScans())) {
			for (int round = 0; round < 5; round++) {
				for (int run = 0; run < 15; run++) {
					final int height = 64 + 32 * (run % 5);
					final int batch = 1 + run % 3;
					session.run(TestNetworks.images(batch, height, 224), height, 224, blocks, JACOBIAN, Progress.NONE);
				}
				System.gc();
				direct.add(directMemory());
				resident.add(residentMemory());
			}
		}
		// All pairs of size and batch have come in the first round.
		assertTrue(direct.get(4) <= direct.get(0), direct.toString());
		// Were the memory of the 60 runs since then lost, it would be half a gigabyte; compiled code grows meanwhile.
		assertTrue(resident.get(4) - resident.get(0) < 64L * MEGABYTE, resident.toString());
		for (int i = 0; i < 50 && directMemory() > atFirst; i++)
			System.gc();
		assertTrue(directMemory() <= atFirst, directMemory() + " bytes are still shared; " + atFirst + " were before");
	}

	private static long directMemory() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(pool -> pool.getName().equals("direct")).mapToLong(
			BufferPoolMXBean::getMemoryUsed).sum();
	}

	/** In bytes; 0 where the system doesn't tell. */
	private static long residentMemory() throws IOException {
		final Path status = Path.of("/proc/self/status");
		if (!Files.isReadable(status)) return 0;
		return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D",
			"")) * 1024).sum();
	}

	@Test
	void aForeignGraphRunsWhole() throws IOException {
		final Path other = Files.createDirectory(folder.resolve("foreign"));
		final TestNetwork foreign = TestNetworks.write(new NetworkGraph(graph.model().toBuilder().setGraph(renamed(graph.model().getGraph())).build(),
			graph.expected(), graph.classes(), graph.headOnMean(), graph.blocks()), other);
		final List<float[]> images = TestNetworks.images(1, 64, 64);
		try (VisionMambaSession cut = network.open(ScanStrategy.AUTOMATIC); VisionMambaSession whole = foreign.open(ScanStrategy.AUTOMATIC)) {
			assertEquals("cut at its scans", cut.engine());
			assertEquals("whole graph", whole.engine());
			assertEquals("fused", whole.indexEngine());
			assertArrayEquals(cut.run(images, 64, 64, List.of(), Set.of(), Progress.NONE).logits()[0], whole.run(images, 64, 64, foreign
				.description().blocks(), JACOBIAN, Progress.NONE).logits()[0], 1e-5);
		}
		final String message = assertThrows(UserException.class, () -> foreign.open(new ScanStrategy.CutAtScans())).getMessage();
		assertTrue(message.contains("can't be cut at its scans for CPU (2 threads)"), message);
	}

	/** As another program would name the tensors inside. */
	private static GraphProto renamed(final GraphProto graph) {
		final GraphProto.Builder renamed = graph.toBuilder();
		for (final NodeProto.Builder node : renamed.getNodeBuilderList()) {
			for (int i = 0; i < node.getInputCount(); i++)
				node.setInput(i, node.getInput(i).replace(".scan.", ".tensor."));
			for (int i = 0; i < node.getOutputCount(); i++)
				node.setOutput(i, node.getOutput(i).replace(".scan.", ".tensor."));
		}
		return renamed.build();
	}

	@Test
	void theSlowestIndexEngineIsUsableWithTheWholeGraph() {
		try (VisionMambaSession whole = network.open(new ScanStrategy.WholeGraph(new ReferenceIndexEngine()))) {
			final ForwardPass pass = whole.run(TestNetworks.images(2, 56, 56), 56, 56, network.description().blocks(), JACOBIAN, Progress.NONE);
			assertEquals(2, pass.indices().size());
			assertEquals(5, pass.indices().get(0).size());
			assertEquals(4, pass.indices().get(0).get(0).onGrid(InfluenceIndex.JACOBIAN, 14 * 14).length);
			assertEquals(14 * 14, pass.indices().get(0).get(0).onGrid(InfluenceIndex.JACOBIAN, 14 * 14)[0].length);
		}
	}
}
