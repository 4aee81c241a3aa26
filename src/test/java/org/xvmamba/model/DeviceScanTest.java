package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.convert.DeviceScanNodes;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.ReferenceIndexEngine;
import org.xvmamba.ssm.SelectiveScan;
import org.xvmamba.ssm.TestScans;
import org.xvmamba.ssm.TestScans.Shape;

/** The recurrence for graphics cards alone, on the CPU provider, against the formulas in float64: one token, many, slow and sudden decays. */
class DeviceScanTest {

	private static final double TOLERANCE = 1e-4;
	private static final Set<InfluenceIndex> INDICES = Set.of(InfluenceIndex.JACOBIAN, InfluenceIndex.JACOBIAN_DIRECT,
		InfluenceIndex.JACOBIAN_PROPAGATED, InfluenceIndex.GRAMIAN);

	@ParameterizedTest
	@CsvSource({ "4, 1, 3, 5, 1e-3, 0.1, 1, 16", "1, 2, 8, 1, 1e-3, 0.1, 1, 16", "2, 67, 5, 16, 1e-3, 0.1, 1, 16", "4, 130, 6, 8, 1e-6, 1e-4, 1e-3, 1",
		"2, 64, 4, 16, 1, 60, 1, 50", "3, 49, 7, 3, 1e-6, 60, 1e-3, 50" })
	void agreesWithTheFormulas(final int directions, final int length, final int channels, final int states, final double leastDelta,
		final double mostDelta, final double leastRate, final double mostRate) throws OrtException
	{
		final Random random = new Random(length);
		final DoubleSupplier normal = random::nextGaussian;
		final SelectiveScan scan = TestScans.of(new Shape(directions, length, channels, states), TestScans.between(random, leastDelta, mostDelta),
			normal, normal, TestScans.between(random, leastRate, mostRate));
		final float[] deltaU = new float[directions * length * channels];
		for (int i = 0; i < deltaU.length; i++)
			deltaU[i] = (float) (scan.delta().get(i) * random.nextGaussian());
		final Map<String, float[]> found = run(scan, deltaU);
		final Map<InfluenceIndex, float[]> expected = new ReferenceIndexEngine().compute(List.of(scan), INDICES, Progress.NONE).get(0);
		for (final InfluenceIndex index : INDICES)
			for (int i = 0; i < directions * length; i++) {
				// The propagated part is a difference, and has the digits of the whole.
				final double scale = expected.get(index == InfluenceIndex.JACOBIAN_PROPAGATED ? InfluenceIndex.JACOBIAN : index)[i];
				assertEquals(expected.get(index)[i], found.get(index.key())[i], TOLERANCE * scale, index.key() + " at " + i);
			}
		assertY(scan, deltaU, found.get("y"));
	}

	private static void assertY(final SelectiveScan scan, final float[] deltaU, final float[] y) {
		for (int direction = 0; direction < scan.directions(); direction++)
			for (int channel = 0; channel < scan.channels(); channel++) {
				final double[] state = new double[scan.states()];
				double magnitude = 0;
				for (int token = 0; token < scan.length(); token++) {
					final int row = direction * scan.length() + token;
					final int at = row * scan.channels() + channel;
					double sum = 0;
					for (int n = 0; n < state.length; n++) {
						final double a = scan.a().get((direction * scan.states() + n) * scan.channels() + channel);
						state[n] = Math.exp(scan.delta().get(at) * a) * state[n] + scan.b().get(row * scan.states() + n) * (double) deltaU[at];
						sum += scan.c().get(row * scan.states() + n) * state[n];
						magnitude = Math.max(magnitude, Math.abs(scan.c().get(row * scan.states() + n) * state[n]));
					}
					assertEquals(sum, y[at], TOLERANCE * magnitude, "y at token " + token);
				}
			}
	}

	private static Map<String, float[]> run(final SelectiveScan scan, final float[] deltaU) throws OrtException {
		final OrtEnvironment environment = OrtEnvironment.getEnvironment();
		final long[] ofChannels = { 1, scan.directions(), scan.length(), scan.channels() };
		final long[] ofStates = { 1, scan.directions(), scan.length(), scan.states() };
		try (OrtSession session = environment.createSession(model(scan).toByteArray());
				OnnxTensor delta = OnnxTensor.createTensor(environment, scan.delta(), ofChannels);
				OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(deltaU), ofChannels);
				OnnxTensor b = OnnxTensor.createTensor(environment, scan.b(), ofStates);
				OnnxTensor c = OnnxTensor.createTensor(environment, scan.c(), ofStates);
				OrtSession.Result result = session.run(Map.of("delta", delta, "deltaU", input, "b", b, "c", c)))
		{
			final Map<String, float[]> values = new HashMap<>();
			result.forEach(entry -> values.put(entry.getKey(), ((OnnxTensor) entry.getValue()).getFloatBuffer().array()));
			assertTrue(values.get("y").length == deltaU.length);
			return values;
		}
	}

	private static ModelProto model(final SelectiveScan scan) {
		final GraphBuilder graph = GraphBuilder.create();
		final float[] a = new float[scan.a().capacity()];
		scan.a().duplicate().get(0, a);
		final Value delta = graph.input("delta", "b", "k", "l", "d");
		final Value deltaU = graph.input("deltaU", "b", "k", "l", "d");
		final DeviceScanNodes nodes = new DeviceScanNodes(new Operators(graph), new DeviceScanNodes.Scan(delta, graph.input("b", "b", "k", "l", "n"),
			graph.input("c", "b", "k", "l", "n"), graph.weight("a", a, scan.directions(), scan.states(), scan.channels()), scan.directions(), scan
				.channels(), scan.states()));
		graph.output(nodes.y(deltaU, "y"));
		INDICES.forEach(index -> graph.output(nodes.index(index, index.key())));
		return graph.model("scan", "", "").toBuilder().addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(DeviceScanNodes.DOMAIN).setVersion(1))
			.build();
	}
}
