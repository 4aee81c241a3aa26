package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.AttentionProbe.Trajectory;

/**
 * States along the scans of a tile.
 *
 * @param probe of the tile; its answers are not needed any more
 * @param scans for each block, for each direction asked for
 */
public record StateSurvey(AttentionProbe probe, List<OfScan> scans) {

	/**
	 * One scan.
	 *
	 * @param block position in the probe's list of blocks
	 * @param direction 0 to K - 1
	 * @param trajectory its states
	 */
	public record OfScan(int block, int direction, Trajectory trajectory) {}

	/** Copies the list. */
	public StateSurvey {
		scans = List.copyOf(scans);
	}

	/**
	 * Follows the states.
	 *
	 * @param probe of a tile
	 * @param options directions count
	 * @param progress told of the blocks, and asked for cancellation
	 * @return the states
	 * @throws UserException when a block has not the direction asked for, or states are not known
	 */
	public static StateSurvey of(final AttentionProbe probe, final ExploreOptions options, final Progress progress) {
		final List<OfScan> scans = new ArrayList<>();
		for (int block = 0; block < probe.blocks().size(); block++) {
			progress.report("Following states", block, probe.blocks().size());
			for (final int direction : options.scansOf(probe.blocks().get(block)))
				scans.add(new OfScan(block, direction, probe.trajectory(block, direction, progress)));
		}
		return new StateSurvey(probe, scans);
	}
}
