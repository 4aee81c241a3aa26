package org.xvmamba.ssm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.xvmamba.Progress;

/** The indices of scans all of whose tokens are the mean token. Linear in L, in double precision, in the caller's thread. */
public final class MeanTokens {

	private MeanTokens() {}

	/**
	 * @param scan whose Δ, B and C are replaced by their means over the tokens, direction by direction
	 * @param indices which of them; may be empty
	 * @param progress asked for cancellation
	 * @return of each index its raw values, [K · L] in scan order, direction by direction
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static Map<InfluenceIndex, float[]> indices(final SelectiveScan scan, final Set<InfluenceIndex> indices, final Progress progress) {
		if (indices.isEmpty()) return Map.of();
		final List<Map<InfluenceIndex, float[]>> directions = IntStream.range(0, scan.directions()).mapToObj(direction -> MeanToken.of(scan,
			direction).indices(indices, progress)).toList();
		return MeanToken.join(directions, indices);
	}
}
