package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

class CheckpointConverterTest {

	@Test
	void takesSizesFromShapes() {
		final ConvertedNetwork network = Fixtures.convert("tiny.pth");
		final NetworkGraph graph = network.graph();
		assertEquals("medmamba", network.family());
		assertTrue(network.recognisedBy().startsWith("MedMamba, recognised by 'layers.0.blocks.0.self_attention.A_logs'"), network.recognisedBy());
		assertEquals(List.of(), network.notes());
		assertEquals(3, graph.expected().channels());
		assertEquals(5, graph.classes());
		assertEquals(32, graph.expected().minimumSize());
		assertEquals(List.of("stage0.block0", "stage1.block0", "stage2.block0", "stage2.block1", "stage3.block0"), graph.blocks().stream().map(
			BlockDescription::name).toList());
		assertEquals(List.of(8, 16, 32, 32, 64), graph.blocks().stream().map(BlockDescription::channels).toList());
		assertEquals(List.of(4, 8, 16, 16, 32), graph.blocks().stream().map(BlockDescription::stride).toList());
		assertEquals(Set.of(6), graph.blocks().stream().map(BlockDescription::states).collect(Collectors.toSet()));
		assertEquals(List.of("row-major", "column-major", "row-major-reversed", "column-major-reversed"), graph.blocks().get(0).scanOrders());
	}

	/** The names that others rely on: outputs, initializers, and the boundary of each scan. */
	@Test
	void keepsItsNames() {
		final NetworkGraph network = Fixtures.convert("tiny.pth").graph();
		final GraphProto graph = network.model().getGraph();
		final Set<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
		final Set<String> values = graph.getNodeList().stream().flatMap(node -> node.getOutputList().stream()).collect(Collectors.toSet());
		final Map<String, List<Long>> weights = graph.getInitializerList().stream().collect(Collectors.toMap(TensorProto::getName,
			TensorProto::getDimsList));
		assertTrue(outputs.containsAll(Set.of("logits", "features")));
		assertEquals(List.of(5L, 64L), weights.get("head.weight"));
		for (final BlockDescription block : network.blocks()) {
			final BlockDescription.TensorNames names = block.tensors();
			assertTrue(outputs.containsAll(Set.of(names.delta(), names.b(), names.c(), names.ssmMagnitude(), names.convolutionMagnitude())));
			for (final String boundary : List.of("u", "dt", "B", "C", "y"))
				assertTrue(values.contains(block.name() + ".scan." + boundary), block.name() + ".scan." + boundary);
			final long channels = block.channels();
			assertEquals(List.of(4L, 6L, channels), weights.get(names.a()));
			assertEquals(List.of(4L, channels), weights.get(block.name() + ".dt_bias"));
			assertEquals(List.of(4L, channels), weights.get(block.name() + ".D"));
		}
	}

	/** A kernel takes the place of the scan: what it needs from before is u, dt, B and C, and nothing behind it needs anything but y. */
	@Test
	void nothingLeavesAScanButItsResultAndTheTaps() {
		final NetworkGraph network = Fixtures.convert("tiny.pth").graph();
		final Map<String, NodeProto> makers = network.model().getGraph().getNodeList().stream().flatMap(node -> node.getOutputList().stream().map(
			output -> Map.entry(output, node))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		final Set<String> boundary = network.blocks().stream().map(block -> block.name() + ".scan.y").collect(Collectors.toSet());
		final Set<String> reached = new HashSet<>();
		reach("logits", makers, boundary, reached);
		assertTrue(reached.stream().map(makers::get).noneMatch(node -> node.getOpType().equals("Scan")));
		assertTrue(reached.containsAll(boundary));
	}

	private static void reach(final String value, final Map<String, NodeProto> makers, final Set<String> boundary, final Set<String> reached) {
		if (!makers.containsKey(value) || !reached.add(value)) return;
		final Set<String> inputs = Set.copyOf(makers.get(value).getInputList());
		final Function<String, String> block = name -> name.substring(0, name.length() - 1);
		if (boundary.contains(value)) for (final String input : List.of("u", "dt", "B", "C"))
			reach(block.apply(value) + input, makers, boundary, reached);
		else inputs.forEach(input -> reach(input, makers, boundary, reached));
	}

	@Test
	void unwrapsAndSaysSo() {
		final ConvertedNetwork network = Fixtures.convert("wrapped-half-cuda.pth");
		assertEquals(List.of("The weights were found under 'model'.", "The prefix 'module.' was removed from the tensors' names."), network.notes());
		final float[] full = head(Fixtures.convert("tiny.pth"));
		final float[] half = head(network);
		for (int i = 0; i < full.length; i++)
			assertEquals(full[i], half[i], Math.abs(full[i]) * 0x1p-11 + 0x1p-25, "half precision has 11 bits");
	}

	@ParameterizedTest
	@CsvSource({ "vmamba.pth, a part or a variant of a VMamba", "vim.pth, a part or a variant of a Vim", "resnet.pth, a ResNet", "unknown.pth, an unknown network (4 tensors" })
	void saysWhatAForeignNetworkIs(final String file, final String what) {
		final String problem = problem(file, "auto");
		assertTrue(problem.contains(what) && problem.endsWith(
			"what can be converted is: MedMamba, VMamba (first version), VMamba (second version), Vim, PlainMamba."), problem);
	}

	@Test
	void namesTheTensorThatIsMissing() {
		assertEquals("The tensor 'patch_embed.proj.weight' is missing in 'resnet.pth'; a tensor of 4 axes is needed.", problem("resnet.pth",
			"medmamba"));
	}

	@Test
	void namesTheFamiliesThatAreKnown() {
		assertEquals("Unknown model family 'vit'; known are auto, medmamba, vmamba, vim, plainmamba.", problem("tiny.pth", "vit"));
	}

	@Test
	void stopsAtOnceWhenCancelled() {
		final Progress cancelled = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				throw new IllegalStateException("Nothing is to be reported after a stop.");
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> CheckpointConverter.convert(Fixtures.file("tiny.pth"), ConversionOptions.DEFAULT, cancelled));
	}

	private static String problem(final String file, final String family) {
		return assertThrows(UserException.class, () -> CheckpointConverter.convert(Fixtures.file(file), new ConversionOptions(
			family, false, Optional.empty()), Progress.NONE)).getMessage();
	}

	private static float[] head(final ConvertedNetwork network) {
		final TensorProto weight = network.graph().model().getGraph().getInitializerList().stream().filter(tensor -> tensor.getName().equals(
			NetworkGraph.HEAD_WEIGHT)).findFirst().orElseThrow();
		final float[] values = new float[5 * 64];
		weight.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
		return values;
	}
}
