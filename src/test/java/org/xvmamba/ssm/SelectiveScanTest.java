package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

class SelectiveScanTest {

	@Test
	void refusesBuffersOfAnotherSize() {
		final FloatBuffer six = FloatBuffer.allocate(6);
		final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new SelectiveScan(1, 2, 3, 4, six, FloatBuffer
			.allocate(8), six, FloatBuffer.allocate(12)));
		assertEquals("C has 6 values; 8 are needed.", refused.getMessage());
	}

	@Test
	void refusesAnEmptyScan() {
		final FloatBuffer none = FloatBuffer.allocate(0);
		assertThrows(IllegalArgumentException.class, () -> new SelectiveScan(1, 0, 3, 4, none, none, none, FloatBuffer.allocate(12)));
	}

	@Test
	void syntheticScansAreMedMambasAndRepeatable() {
		final List<SelectiveScan> scans = SyntheticScans.medMambaTiny(1);
		final long elements = scans.stream().mapToLong(scan -> (long) scan.directions() * scan.length() * scan.channels() * scan.states()).sum();
		assertEquals(10, scans.size());
		assertEquals(81_887_232L, elements, "RUNTIME.md counts 81.9 million exponentials a pass");
		assertEquals(scans.get(9).delta(), SyntheticScans.medMambaTiny(1).get(9).delta());
		assertTrue(scans.stream().allMatch(scan -> scan.delta().isDirect()));
	}
}
