package org.xvmamba.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.model.CutGraph.CutScan;
import org.xvmamba.model.CutGraph.LoadedSegment;

/**
 * After which segment, or after which scan, nobody reads a tensor any more.
 *
 * @param steps the tensors read for the last time in segment 0, in scan 0, in segment 1, in scan 1 ...
 */
record LastUses(List<Set<String>> steps) {

	/** @param results tensors that are read after the run */
	static LastUses of(final List<LoadedSegment> segments, final List<CutScan> scans, final Set<String> results) {
		final Map<String, Integer> last = new HashMap<>();
		for (int i = 0; i < segments.size(); i++) {
			for (final String name : segments.get(i).inputs())
				last.put(name, 2 * i);
			if (i < scans.size()) for (final String name : scans.get(i).names().inputs())
				last.put(name, 2 * i + 1);
		}
		last.keySet().removeAll(results);
		final List<Set<String>> steps = new ArrayList<>();
		for (int step = 0; step < 2 * segments.size(); step++)
			steps.add(new LinkedHashSet<>());
		last.forEach((name, step) -> steps.get(step).add(name));
		return new LastUses(steps);
	}

	Set<String> ofSegment(final int number) {
		return steps.get(2 * number);
	}

	Set<String> ofScan(final int number) {
		return steps.get(2 * number + 1);
	}
}
