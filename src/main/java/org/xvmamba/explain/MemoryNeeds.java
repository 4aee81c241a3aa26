package org.xvmamba.explain;

import java.util.List;

import org.xvmamba.UserException;
import org.xvmamba.image.Picture;
import org.xvmamba.image.TilePlan;
import org.xvmamba.ssm.BlockDescription;

/** What an explanation takes of the memory: asked before the work begins, not after hours. */
final class MemoryNeeds {

	/** What the taps of one batch may take: more than a few tiles at once make nothing faster on a CPU. */
	private static final long BATCH_BYTES = 64L << 20;

	private static final int MOST_TILES_PER_BATCH = 8;

	/** What Java's objects around the values of one block on one tile take, about. */
	private static final long OBJECTS_BYTES = 512;

	private MemoryNeeds() {}

	/** @return how many tiles the model shall see at once, at least 1 */
	static int tilesPerBatch(final int inputSize, final List<BlockDescription> blocks) {
		long bytes = 1;
		for (final BlockDescription block : blocks)
			bytes += tokens(block, inputSize) * block.directions() * (block.channels() + 2L * block.states()) * Float.BYTES;
		return (int) Math.max(1, Math.min(MOST_TILES_PER_BATCH, BATCH_BYTES / bytes));
	}

	/** @throws UserException when the maps of all tiles of all planes can't stand in memory at the same time */
	static void requireRoom(final TilePlan plan, final List<BlockDescription> blocks, final int indices, final int planes) {
		if (blocks.isEmpty()) return;
		final double needed = maps(plan, blocks, indices, planes);
		// What nobody uses any more counts as taken until it is collected.
		if (needed > free()) System.gc();
		final double free = free();
		if (needed > free) throw new UserException("The maps of " + plan.tiles().size() + " tiles" + (planes > 1 ? " on each of " + planes +
			" planes" : "") + " need " + megabytes(needed) + " MB of memory, and Java has " + megabytes(free) +
			" MB left; take fewer blocks or indices (blocks=last and one index need " + megabytes(maps(plan, blocks.subList(blocks.size() - 1,
				blocks.size()), 1, planes)) + " MB), select a smaller part of the image, use tiling=whole, or give Java more memory.");
	}

	/** All maps in bytes, and one map of the largest block once more, to be looked at. */
	private static double maps(final TilePlan plan, final List<BlockDescription> blocks, final int indices, final int planes) {
		double bytes = 0;
		long largest = 0;
		for (final BlockDescription block : blocks) {
			bytes += (double) tokens(block, plan.inputSize()) * block.directions() * Float.BYTES * indices + OBJECTS_BYTES;
			largest = Math.max(largest, tokens(block, plan.inputSize()) * Float.BYTES);
		}
		return (bytes * planes + largest) * plan.tiles().size();
	}

	private static double free() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - (double) runtime.totalMemory() + runtime.freeMemory();
	}

	/** @return the sentence for memory that ran out all the same */
	static UserException exhausted(final Picture picture, final TilePlan plan, final OutOfMemoryError error) {
		return new UserException("The memory does not suffice to explain '" + picture.name() + "' of " + picture.width() + " x " + picture
			.height() + " pixels in " + plan.tiles().size() + " tile(s): Java may use " + megabytes(Runtime.getRuntime().maxMemory()) +
			" MB; select a smaller part of the image or fewer blocks, close other images, or give Java more memory.", error);
	}

	private static long tokens(final BlockDescription block, final int inputSize) {
		return block.tokens(block.gridSize(inputSize), block.gridSize(inputSize));
	}

	private static long megabytes(final double bytes) {
		return Math.round(bytes / (1 << 20));
	}
}
