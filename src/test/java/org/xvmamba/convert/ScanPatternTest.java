package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;

/** The scan orders of all families, index by index, against those that PyTorch computes. */
class ScanPatternTest {

	@Test
	void everyDirectionVisitsTheTokensAsInPyTorch() throws IOException {
		final Map<String, double[]> expected = Fixtures.arrays("scan-orders.npz");
		assertEquals(24, expected.size());
		for (final Map.Entry<String, double[]> entry : expected.entrySet()) {
			final String[] name = entry.getKey().split("[-x]");
			final List<ScanOrder> orders = name[0].equals("vim") ? ScanOrders.VIM : ScanPattern.of(name[0]).orders();
			final double[] visited = orders.stream().flatMapToInt(order -> Arrays.stream(order.over(Integer.parseInt(name[1]), Integer.parseInt(
				name[2])).toArray())).asDoubleStream().toArray();
			assertArrayEquals(entry.getValue(), visited, entry.getKey());
		}
	}
}
