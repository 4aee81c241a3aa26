package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.ssm.TestScans.Shape;

class ReferenceIndexEngineTest {

	@Test
	void threeTokensByHand() {
		// One channel, one state, A = -ln 2 and Δ = 1, 2, 1: Ā = 1/2, 1/4, 1/2.
		final SelectiveScan scan = new SelectiveScan(1, 3, 1, 1, floats(1, 2, 1), floats(3, -1, 2), floats(1, -2, 4), floats(-(float) Math.log(
			2)));
		final Map<InfluenceIndex, double[]> indices = ReferenceIndexEngine.compute(scan, Progress.NONE);
		// Q = 4/2 = 2 after the last token, (2 + 2)/4 = 1 after the second.
		assertClose(new double[] { 3 * (1 + 1), 2 * (2 + 2), 2 * 4 }, indices.get(InfluenceIndex.JACOBIAN));
		assertClose(new double[] { 3 * 1, 2 * 2, 2 * 4 }, indices.get(InfluenceIndex.JACOBIAN_DIRECT));
		assertClose(new double[] { 3 * 1, 2 * 2, 0 }, indices.get(InfluenceIndex.JACOBIAN_PROPAGATED));
		assertClose(new double[] { 9 / 0.75, 16 / 0.9375, 64 / 0.75 }, indices.get(InfluenceIndex.GRAMIAN));
		// Responses: 3·(1, -2/4, 4/4/2), -2·(-2, 4/2), 2·4.
		assertClose(new double[] { 3 * (1 + 0.5 + 0.5), 2 * (2 + 2), 8 }, indices.get(InfluenceIndex.ABSOLUTE));
		assertClose(new double[] { 3 * Math.sqrt(1 + 0.25 + 0.25), 2 * Math.sqrt(8), 8 }, indices.get(InfluenceIndex.ENERGY));
	}

	@Test
	void oneStateIsTheExactAbsoluteJacobian() {
		final SelectiveScan scan = TestScans.realistic(new Shape(2, 60, 7, 1), 4);
		assertClose(absoluteByDefinition(scan), ReferenceIndexEngine.compute(scan, Progress.NONE).get(InfluenceIndex.JACOBIAN));
	}

	@Test
	void severalStatesBoundTheAbsoluteJacobianFromAbove() {
		final SelectiveScan scan = TestScans.realistic(new Shape(1, 60, 7, 16), 5);
		final double[] exact = absoluteByDefinition(scan);
		final double[] bound = ReferenceIndexEngine.compute(scan, Progress.NONE).get(InfluenceIndex.JACOBIAN);
		for (int i = 0; i < exact.length; i++)
			assertTrue(exact[i] <= bound[i], "token " + i + ": " + exact[i] + " > " + bound[i]);
	}

	@Test
	void directAndPropagatedAddUp() {
		final Map<InfluenceIndex, double[]> indices = ReferenceIndexEngine.compute(TestScans.realistic(new Shape(3, 20, 4, 5), 6), Progress.NONE);
		final double[] sum = new double[60];
		for (int i = 0; i < sum.length; i++)
			sum[i] = indices.get(InfluenceIndex.JACOBIAN_DIRECT)[i] + indices.get(InfluenceIndex.JACOBIAN_PROPAGATED)[i];
		assertClose(indices.get(InfluenceIndex.JACOBIAN), sum);
	}

	@Test
	void givesOnlyWhatIsAskedForAndStopsOnRequest() {
		final ReferenceIndexEngine engine = new ReferenceIndexEngine();
		final List<SelectiveScan> scans = List.of(TestScans.realistic(new Shape(2, 5, 3, 2), 7));
		assertEquals(Set.of(InfluenceIndex.GRAMIAN), engine.compute(scans, Set.of(InfluenceIndex.GRAMIAN), Progress.NONE).get(0).keySet());
		assertThrows(IllegalArgumentException.class, () -> engine.compute(scans, Set.of(), Progress.NONE));
		final Progress stopped = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// only the questions matter
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> engine.compute(scans, Set.of(InfluenceIndex.GRAMIAN), stopped));
	}

	/** Σ_{t≥l} |Σ_n C_t φ(t,l) B̄_l| in the mean over the channels, straight from its definition: quadratic in L. */
	static double[] absoluteByDefinition(final SelectiveScan scan) {
		final double[] sums = new double[scan.directions() * scan.length()];
		for (int direction = 0; direction < scan.directions(); direction++)
			for (int l = 0; l < scan.length(); l++)
				for (int channel = 0; channel < scan.channels(); channel++)
					for (int t = l; t < scan.length(); t++)
						sums[direction * scan.length() + l] += Math.abs(response(scan, direction, channel, l, t)) / scan.channels();
		return sums;
	}

	@Test
	void theAbsoluteIndexIsItsDefinition() {
		final SelectiveScan scan = TestScans.realistic(new Shape(2, 60, 7, 5), 8);
		assertClose(absoluteByDefinition(scan), ReferenceIndexEngine.compute(scan, Progress.NONE).get(InfluenceIndex.ABSOLUTE));
	}

	@Test
	void theEnergyIndexIsItsQuadraticDefinition() {
		final SelectiveScan scan = TestScans.realistic(new Shape(2, 60, 7, 5), 8);
		assertClose(energyByDefinition(scan), ReferenceIndexEngine.compute(scan, Progress.NONE).get(InfluenceIndex.ENERGY));
	}

	/** sqrt(Σ_{t≥l} (Σ_n C_t φ(t,l) B̄_l)²) in the mean over the channels, straight from its definition: quadratic in L. */
	static double[] energyByDefinition(final SelectiveScan scan) {
		final double[] means = new double[scan.directions() * scan.length()];
		for (int direction = 0; direction < scan.directions(); direction++)
			for (int l = 0; l < scan.length(); l++)
				for (int channel = 0; channel < scan.channels(); channel++) {
					double energy = 0;
					for (int t = l; t < scan.length(); t++) {
						final double response = response(scan, direction, channel, l, t);
						energy += response * response;
					}
					means[direction * scan.length() + l] += Math.sqrt(energy) / scan.channels();
				}
		return means;
	}

	/** ∂y_t/∂u_l of one channel: Σ_n C_t φ(t,l) B̄_l with φ(t,l) = exp(A Σ_{j=l+1..t} Δ_j). */
	private static double response(final SelectiveScan scan, final int direction, final int channel, final int l, final int t) {
		double time = 0;
		for (int j = l + 1; j <= t; j++)
			time += scan.delta().get((direction * scan.length() + j) * scan.channels() + channel);
		final int from = direction * scan.length() + l;
		final int to = direction * scan.length() + t;
		double response = 0;
		for (int state = 0; state < scan.states(); state++) {
			final double bBar = (double) scan.delta().get(from * scan.channels() + channel) * scan.b().get(from * scan.states() + state);
			final double rate = scan.a().get((direction * scan.states() + state) * scan.channels() + channel);
			response += scan.c().get(to * scan.states() + state) * Math.exp(rate * time) * bBar;
		}
		return response;
	}

	private static FloatBuffer floats(final float... values) {
		return FloatBuffer.wrap(values);
	}

	private static void assertClose(final double[] expected, final double[] actual) {
		assertEquals(expected.length, actual.length);
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], actual[i], 1e-6 * expected[i], "token " + i);
	}
}
