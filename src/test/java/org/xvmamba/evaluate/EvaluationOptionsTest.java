package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.xvmamba.UserException;

class EvaluationOptionsTest {

	@Test
	void everyOptionIsWrittenAsItIsRead() {
		final EvaluationOptions options = EvaluationOptions.of(Map.of("index", "gramian", "maps", "last, blocks,2,uniform-scaled", "protocols",
			"all", "baselines", "rise,cam", "seed", "9", "limit", "50"));
		assertEquals(options, EvaluationOptions.of(options.toMap()));
		assertEquals(List.of("last", "blocks", "2", "uniform-scaled"), options.maps());
		assertEquals(Set.of(Protocol.DELETION, Protocol.PRESERVATION, Protocol.PERTURBATION, Protocol.LOCALISATION, Protocol.STABILITY, Protocol.SHAPE,
			Protocol.SANITY), options.protocols(), "all but the slow ones");
		assertEquals(Set.of(Baseline.RISE, Baseline.CAM), options.baselines());
		assertEquals(Set.of(), EvaluationOptions.of(Map.of("baselines", "none")).baselines());
		assertEquals("none", EvaluationOptions.of(Map.of("baselines", "none")).toMap().get("baselines"));
	}

	@Test
	void slowBaselinesAreMadeAnewWhereThatIsAskedForByName() {
		final EvaluationOptions usual = EvaluationOptions.of(Map.of("protocols", "all", "baselines", "all"));
		assertEquals(Set.of(Baseline.CAM), usual.madeAnew(Protocol.STABILITY_SLOW));
		assertEquals(List.of("The stability of occlusion and rise was not tested: they would be made 8 times more; the protocol stability-slow does that.",
			"Of random weights, occlusion and rise were not made: that takes their whole time for each part of the model; the protocol sanity-slow does it."),
			usual.leftOut());
		final EvaluationOptions slow = EvaluationOptions.of(Map.of("protocols", "stability-slow,sanity", "baselines", "rise,random"));
		assertTrue(slow.protocols().contains(Protocol.STABILITY), "what is slow is the same with more baselines");
		assertEquals(Set.of(Baseline.RISE), slow.madeAnew(Protocol.STABILITY_SLOW));
		assertEquals(Set.of(), slow.madeAnew(Protocol.SANITY_SLOW));
		assertEquals(1, slow.leftOut().size());
		assertEquals(slow, EvaluationOptions.of(slow.toMap()));
	}

	@Test
	void whatIsNotPossibleIsRefusedWithWhatIs() {
		assertRefused("protocols", "wishes", "all, deletion, preservation, perturbation, localisation, stability, stability-slow, shape, sanity, sanity-slow");
		assertRefused("protocols", "none", "at least one");
		assertRefused("baselines", "gradcam", "all, none, random, random-cells, cam, occlusion, rise");
		assertRefused("maps", "first", "last, blocks, a block's number from 0, uniform, uniform-scaled");
		assertRefused("seed", "x", "a whole number");
		assertRefused("limit", "-1", "a whole number from 0");
		assertTrue(assertThrows(UserException.class, () -> EvaluationOptions.of(Map.of("tiling", "whole"))).getMessage().startsWith(
			"Unknown option 'tiling'; the options are model, index, maps, protocols, baselines, device, seed, limit."));
	}

	private static void assertRefused(final String key, final String value, final String allowed) {
		final String said = assertThrows(UserException.class, () -> EvaluationOptions.of(Map.of(key, value))).getMessage();
		assertTrue(said.contains(key + "=" + value) && said.contains(allowed), said);
	}
}
