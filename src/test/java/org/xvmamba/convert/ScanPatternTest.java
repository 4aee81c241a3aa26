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
		assertEquals(54, expected.size());
		for (final Map.Entry<String, double[]> entry : expected.entrySet()) {
			final String[] name = entry.getKey().split("[-x]");
			final List<ScanOrder> orders = orders(name[0]);
			final double[] visited = orders.stream().flatMapToInt(order -> Arrays.stream(order.over(Integer.parseInt(name[1]), Integer.parseInt(
				name[2])).toArray())).asDoubleStream().toArray();
			assertArrayEquals(entry.getValue(), visited, entry.getKey());
		}
	}

	private static List<ScanOrder> orders(final String name) {
		return switch (name) {
			case "vim" -> ScanOrders.VIM;
			case "plainmamba" -> ScanOrders.PLAIN_MAMBA;
			case "cascade0", "cascade1", "cascade2", "cascade3" -> ScanPattern.CASCADE_2D.scans().get(name.charAt(7) - '0');
			default -> ScanPattern.of(name).scans().get(0);
		};
	}
}
