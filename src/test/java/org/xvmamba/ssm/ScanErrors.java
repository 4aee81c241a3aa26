package org.xvmamba.ssm;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import org.xvmamba.ssm.TestBlocks.Block;
import org.xvmamba.ssm.TestBlocks.Scanned;

/**
 * How far one image's scan is from float64. Errors are relative to the value itself where all that is summed has one sign; else to what the
 * formula gives with magnitudes in the place of u, B, C and the skip.
 *
 * @param output the largest of all tokens, relative to the largest magnitude of an output of that image
 * @param outputByToken the same, but relative to each output's own magnitude
 * @param stateNorm relative to the magnitude
 * @param indices relative to the value, but for the propagated part, which is measured by the whole Jacobian index
 */
record ScanErrors(double output, double outputByToken, double stateNorm, Map<InfluenceIndex, Double> indices) {

	static ScanErrors of(final Block block, final Scanned scanned, final int image) {
		final ReferenceScan exact = block.reference(image);
		final ReferenceScan magnitudes = block.magnitudes().reference(image);
		final ScanResult result = scanned.results().get(image);
		final float[] output = Arrays.copyOfRange(scanned.output(), image * exact.output().length, (image + 1) * exact.output().length);
		final double[] largest = new double[output.length];
		Arrays.fill(largest, Arrays.stream(magnitudes.output()).max().orElseThrow());
		final Map<InfluenceIndex, Double> indices = new EnumMap<>(InfluenceIndex.class);
		result.indices().forEach((index, values) -> indices.put(index, FusedIndexEngineTest.largestError(values, exact.indices().get(index),
			scale(index, exact))));
		return new ScanErrors(FusedIndexEngineTest.largestError(output, exact.output(), largest), FusedIndexEngineTest.largestError(output, exact
			.output(), magnitudes.output()), FusedIndexEngineTest.largestError(result.stateNorms(), exact.stateNorms(), magnitudes.stateNorms()),
			indices);
	}

	/** The same figures by name. */
	Map<String, Double> all() {
		final Map<String, Double> all = new TreeMap<>();
		all.put("output by the largest magnitude", output);
		all.put("output by each token's magnitude", outputByToken);
		all.put("state norm", stateNorm);
		indices.forEach((index, error) -> all.put(index.key(), error));
		return all;
	}

	private static double[] scale(final InfluenceIndex index, final ReferenceScan exact) {
		return switch (index) {
			case JACOBIAN_PROPAGATED -> exact.indices().get(InfluenceIndex.JACOBIAN);
			default -> exact.indices().get(index);
		};
	}
}
