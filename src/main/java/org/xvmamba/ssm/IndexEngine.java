package org.xvmamba.ssm;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.Progress;

/** Something that computes influence indices: the fused kernel, or a reference to hold it against. Implementations are thread-safe. */
public interface IndexEngine {

	/** @return a short name for provenance, such as {@code fused} */
	String name();

	/**
	 * Computes the indices of every token, in every direction of every scan.
	 *
	 * @param scans any number of scans, of any sizes
	 * @param indices which indices; at least one
	 * @param progress asked for cancellation between work items
	 * @return for each scan, for each index asked for, its raw values [K · L] in scan order, direction by direction
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	List<Map<InfluenceIndex, float[]>> compute(List<SelectiveScan> scans, Set<InfluenceIndex> indices, Progress progress);
}
