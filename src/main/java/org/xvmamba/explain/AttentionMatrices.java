package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.image.Picture;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

/**
 * What every token of a tile reads from every other.
 *
 * @param picture what was looked at
 * @param options what was asked
 * @param probe of the tile; closed
 * @param matrices block by block, direction by direction
 */
public record AttentionMatrices(Picture picture, ExploreOptions options, AttentionProbe probe, List<Matrix> matrices) {

	/** The most that all matrices together may take. */
	private static final long MOST_BYTES = 256L << 20;

	/**
	 * One matrix. The arrays are shared: do not write into them.
	 *
	 * @param block what was scanned
	 * @param direction 0 to K - 1, or {@link org.xvmamba.ssm.HiddenAttention#MERGED}
	 * @param values [t][l]: what token t reads from token l; the grid's cells row by row, then tokens that are no cells
	 */
	public record Matrix(BlockDescription block, int direction, float[][] values) {}

	/** Copies the list. */
	public AttentionMatrices {
		matrices = List.copyOf(matrices);
	}

	/**
	 * Computes them all: each costs a row a token.
	 *
	 * @param explainer that has the model
	 * @param picture what to look at
	 * @param options blocks, directions, sign and order count
	 * @param point in pixels of the image; of an image in tiles, the tile under it is asked
	 * @param progress told of the rows of every block, and asked for cancellation
	 * @return the matrices
	 * @throws UserException when the model can't be used, a block has too many tokens, or all matrices together take too much memory
	 */
	public static AttentionMatrices of(final Explainer explainer, final Picture picture, final ExploreOptions options, final Point point,
		final Progress progress)
	{
		try (AttentionProbe probe = explainer.probe(picture, options.onAllBlocks(), options.order(), point.x() - picture.region().x(), point.y() -
			picture.region().y(), progress))
		{
			final List<Integer> wanted = options.positions(probe.blocks());
			requirePossible(probe, wanted);
			requireRoom(probe, wanted, options);
			final List<Matrix> matrices = new ArrayList<>();
			for (int i = 0; i < wanted.size(); i++) {
				final BlockDescription block = probe.blocks().get(wanted.get(i));
				final Progress part = new SeriesProgress(progress, "block", i, wanted.size());
				for (final int direction : options.directionsOf(block))
					matrices.add(new Matrix(block, direction, probe.matrix(wanted.get(i), direction, options.sign(), part)));
			}
			return new AttentionMatrices(picture, options, probe, matrices);
		}
	}

	/**
	 * @param probe of all blocks
	 * @param wanted positions of blocks
	 * @throws UserException when one of them has more than {@link HiddenAttention#MOST_MATRIX_TOKENS} tokens, naming those that have not
	 */
	static void requirePossible(final AttentionProbe probe, final List<Integer> wanted) {
		final Optional<Integer> tooLarge = wanted.stream().filter(block -> !isPossible(probe, block)).findFirst();
		if (tooLarge.isEmpty()) return;
		final String possible = IntStream.range(0, probe.blocks().size()).filter(block -> isPossible(probe, block)).mapToObj(Integer::toString)
			.collect(Collectors.joining(","));
		final int tokens = probe.tokens(tooLarge.get());
		throw new UserException("The attention matrix of " + probe.blocks().get(tooLarge.get()).name() + " has " + tokens + " x " + tokens +
			" entries; matrices and rollouts are made of at most " + HiddenAttention.MOST_MATRIX_TOKENS + " tokens, so take " + (possible.isEmpty() ? ""
				: "blocks=" + possible + ", or ") + "line=row or line=column.");
	}

	private static boolean isPossible(final AttentionProbe probe, final int block) {
		return probe.tokens(block) <= HiddenAttention.MOST_MATRIX_TOKENS;
	}

	private static void requireRoom(final AttentionProbe probe, final List<Integer> wanted, final ExploreOptions options) {
		final long bytes = wanted.stream().mapToLong(block -> (long) Float.BYTES * probe.tokens(block) * probe.tokens(block) * options.directionsOf(
			probe.blocks().get(block)).size()).sum();
		if (bytes > MOST_BYTES) throw new UserException("The attention matrices of these " + wanted.size() + " blocks take " + (bytes >> 20) +
			" MB; " + (MOST_BYTES >> 20) + " MB are allowed, so choose fewer blocks, or fewer directions.");
	}
}
