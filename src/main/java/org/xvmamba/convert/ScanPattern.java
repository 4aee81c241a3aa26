package org.xvmamba.convert;

import java.util.Arrays;
import java.util.List;

import org.xvmamba.UserException;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;

/**
 * How the four groups of parameters of a VMamba walk over the grid. A checkpoint does not tell: the same tensors were trained with any of them.
 * The names are those of VMamba's own settings.
 */
public enum ScanPattern {

	/** Rows, columns, and the reverse of both. */
	CROSS_2D("cross2d", List.of(ScanOrders.CROSS_SCAN)),
	/** Rows, with all four groups. */
	UNIDIRECTIONAL("unidi", List.of(List.of(ScanOrders.ROW_MAJOR, ScanOrders.ROW_MAJOR, ScanOrders.ROW_MAJOR, ScanOrders.ROW_MAJOR))),
	/** Rows with the first two groups, and their reverse with the others. */
	BIDIRECTIONAL("bidi", List.of(List.of(ScanOrders.ROW_MAJOR, ScanOrders.ROW_MAJOR, ScanOrders.ROW_MAJOR_REVERSED,
		ScanOrders.ROW_MAJOR_REVERSED))),
	/** Every row on its own with the first two groups, and their sum along every column on its own with the others. */
	CASCADE_2D("cascade2d", ScanOrders.CASCADE.stream().map(List::of).toList());

	private final String key;
	private final List<List<ScanOrder>> scans;

	ScanPattern(final String key, final List<List<ScanOrder>> scans) {
		this.key = key;
		this.scans = scans;
	}

	/** @return the name on the command line, such as {@code cross2d} */
	public String key() {
		return key;
	}

	/** @return the names of all patterns */
	public static List<String> keys() {
		return Arrays.stream(values()).map(ScanPattern::key).toList();
	}

	/**
	 * @param key as {@link #key()} gives it
	 * @return the pattern of that name
	 * @throws UserException naming the known ones, when there is none
	 */
	public static ScanPattern of(final String key) {
		return Arrays.stream(values()).filter(pattern -> pattern.key.equals(key)).findFirst().orElseThrow(() -> new UserException(
			"Unknown scan pattern '" + key + "'; known are " + String.join(", ", keys()) + "."));
	}

	/** @return the scans of a block and the orders of their directions, one for each group of parameters */
	List<List<ScanOrder>> scans() {
		return scans;
	}
}
