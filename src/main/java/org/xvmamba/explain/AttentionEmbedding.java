package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.analysis.AttentionOffsets;
import org.xvmamba.analysis.Embedding;
import org.xvmamba.analysis.PrincipalComponents;
import org.xvmamba.ssm.BlockDescription;

/**
 * Patches and blocks placed in planes by their attention: what is alike lies close together (after the idea of arXiv 2502.20764; what is
 * compared is this project's definition).
 *
 * @param probe of the tile; its answers are not needed any more
 * @param options what was asked
 * @param patches for each block, for each direction asked for
 * @param blocks the same blocks and directions, each as one point of the between-blocks view
 */
public record AttentionEmbedding(AttentionProbe probe, ExploreOptions options, List<Patches> patches, Blocks blocks) {

	/**
	 * The cells of one block.
	 *
	 * @param block position in the probe's list of blocks
	 * @param direction 0 to K - 1, or {@link org.xvmamba.ssm.HiddenAttention#MERGED}
	 * @param landmarks number of tokens whose attention made a cell's values
	 * @param places [axis][cell]: x, then y
	 */
	public record Patches(int block, int direction, int landmarks, double[][] places) {}

	/**
	 * Blocks by {@link AttentionOffsets}.
	 *
	 * @param offsets for each entry of {@code patches}, its distribution
	 * @param places in the same order
	 */
	public record Blocks(List<double[]> offsets, PrincipalComponents places) {}

	/** Copies the list. */
	public AttentionEmbedding {
		patches = List.copyOf(patches);
	}

	/**
	 * Places the cells of each block, and the blocks.
	 *
	 * @param probe of a tile
	 * @param options directions, sign and method count
	 * @param progress told of the blocks, and asked for cancellation
	 * @return the places
	 * @throws UserException when a block has too few cells, or not the direction asked for
	 */
	public static AttentionEmbedding of(final AttentionProbe probe, final ExploreOptions options, final Progress progress) {
		final List<Patches> patches = new ArrayList<>();
		final List<double[]> offsets = new ArrayList<>();
		for (int block = 0; block < probe.blocks().size(); block++) {
			final Progress part = new SeriesProgress(progress, "block", block, probe.blocks().size());
			requireCells(probe, block);
			for (final int direction : options.directionsOf(probe.blocks().get(block))) {
				final PatchPoints points = probe.points(block, direction, options.sign(), part);
				patches.add(new Patches(block, direction, points.landmarks().length, options.method().of(points.values(), points.count(), points
					.landmarks().length, part)));
				offsets.add(probe.offsets(block, direction, part));
			}
		}
		return new AttentionEmbedding(probe, options, patches, new Blocks(List.copyOf(offsets), AttentionOffsets.place(offsets, progress)));
	}

	private static void requireCells(final AttentionProbe probe, final int block) {
		final int cells = probe.grid(block) * probe.grid(block);
		if (cells < Embedding.FEWEST) throw new UserException("The grid of " + probe.blocks().get(block).name() + " has " + cells +
			" cells, and fewer than " + Embedding.FEWEST + " can't be placed; choose other blocks.");
	}

	/** @return the block that an entry of {@link #patches()} is of */
	public BlockDescription blockOf(final Patches entry) {
		return probe.blocks().get(entry.block());
	}
}
