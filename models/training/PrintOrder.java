import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.xvmamba.scan.OrderPlan;
import org.xvmamba.scan.Permutation;
import org.xvmamba.scan.ScanOrders;

/** Prints the plugin's scan order of a name over a grid, a line for each of four directions: java -cp JAR PrintOrder.java NAME HEIGHT WIDTH */
final class PrintOrder {

	private PrintOrder() {}

	public static void main(final String[] arguments) {
		final int height = Integer.parseInt(arguments[1]);
		final int width = Integer.parseInt(arguments[2]);
		final List<Permutation> own = Collections.nCopies(ScanOrders.CROSS_SCAN.size(), ScanOrders.ROW_MAJOR.over(height, width));
		try {
			for (final Permutation order : OrderPlan.byName(arguments[0]).over(own, height, width))
				System.out.println(Arrays.toString(order.toArray()));
		}
		catch (final IllegalArgumentException exc) {
			System.err.println(exc.getMessage());
			System.exit(2);
		}
	}
}
