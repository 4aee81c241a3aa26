package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.ssm.AttentionRollout;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.HiddenAttention;

/**
 * Attention rollout of some patches of a tile: from which patches of a stage's input the patch reads by way of the stage's blocks up to one of
 * them. Absolute attention, directions merged. The matrices of one block, and the product so far, are all that is in memory.
 */
final class StageRollouts {

	private final AttentionProbe probe;
	private final List<Integer> wanted;

	/**
	 * @param probe with all blocks of the model
	 * @param wanted positions of the blocks whose output is looked at, ascending
	 */
	StageRollouts(final AttentionProbe probe, final List<Integer> wanted) {
		this.probe = probe;
		this.wanted = wanted;
	}

	/**
	 * @param points in pixels of the probe's picture
	 * @param progress told of the rows, and asked for cancellation
	 * @return for each point, for each block that is wanted
	 * @throws UserException when a block that is needed has too many tokens
	 */
	List<List<AttentionMap>> of(final List<Point> points, final Progress progress) {
		final List<Integer> needed = IntStream.range(0, probe.blocks().size()).filter(this::isNeeded).boxed().toList();
		AttentionMatrices.requirePossible(probe, wanted);
		final List<List<AttentionMap>> maps = points.stream().map(point -> (List<AttentionMap>) new ArrayList<AttentionMap>()).toList();
		float[][] product = {};
		for (int i = 0; i < needed.size(); i++) {
			final int block = needed.get(i);
			final Progress part = new SeriesProgress(progress, "block", i, needed.size());
			final float[][] matrix = probe.matrix(block, HiddenAttention.MERGED, AttentionSign.ABSOLUTE, part);
			final boolean isFirst = i == 0 || stage(needed.get(i - 1)) != stage(block);
			product = isFirst ? AttentionRollout.of(List.<float[][]>of(matrix), part) : AttentionRollout.followed(product, matrix, part);
			if (wanted.contains(block)) addRows(product, block, points, maps);
		}
		return maps;
	}

	private boolean isNeeded(final int block) {
		return wanted.stream().anyMatch(other -> other >= block && stage(other) == stage(block));
	}

	private int stage(final int block) {
		return probe.blocks().get(block).stage();
	}

	private void addRows(final float[][] product, final int block, final List<Point> points, final List<List<AttentionMap>> maps) {
		for (int i = 0; i < points.size(); i++) {
			final int token = probe.tokenAt(block, points.get(i).x(), points.get(i).y());
			maps.get(i).add(new AttentionMap(probe, block, HiddenAttention.MERGED, token, AttentionMode.ROLLOUT, AttentionSign.ABSOLUTE, product[token]
				.clone()));
		}
	}
}
