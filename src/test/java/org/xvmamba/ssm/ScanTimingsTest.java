package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.ssm.ScanTimings.Timing;
import org.xvmamba.ssm.ScanTimings.Work;

class ScanTimingsTest {

	@Test
	void measuresEveryStageOfEveryWork() {
		final List<Timing> timings = ScanTimings.measure(2, 1, Progress.NONE);
		assertEquals(Work.values().length * 5, timings.size());
		for (final Work work : Work.values()) {
			final List<Timing> ofWork = timings.stream().filter(timing -> timing.work() == work).toList();
			final Timing all = ofWork.get(4);
			assertEquals(ScanTimings.ALL_STAGES, all.stage());
			assertEquals(ofWork.subList(0, 4).stream().mapToDouble(Timing::median).sum(), all.median(), 1e-6);
			// Ten blocks of 4 · N · Σ L D: what the literature's MedMamba-T has.
			assertEquals(81_887_232, all.stateElements());
			assertTrue(all.nanosecondsPerStateElement() > 0);
		}
	}

	@Test
	void stopsOnRequest() {
		assertThrows(CancelledException.class, () -> ScanTimings.measure(1, 1, new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// only the questions matter
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		}));
	}
}
