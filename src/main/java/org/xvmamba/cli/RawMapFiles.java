package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.TileExplanation;
import org.xvmamba.image.TilingMode;

/** The maps of one plane as they were computed, a {@code .npy} file for each tile, block and index. */
final class RawMapFiles {

	private RawMapFiles() {}

	/**
	 * @param raw folder to be made; of an image in tiles, each has a folder of its own in it
	 * @param explanation whose maps are written, [directions, H, W]
	 * @param progress told of every tile, and asked for cancellation
	 */
	static void write(final Path raw, final Explanation explanation, final Progress progress) throws IOException {
		final List<TileExplanation> tiles = explanation.tiles();
		final int digits = Integer.toString(tiles.size() - 1).length();
		for (int i = 0; i < tiles.size(); i++) {
			progress.throwIfCancelled();
			progress.report("Writing maps", i, tiles.size());
			final Path ofTile = explanation.plan().mode() == TilingMode.WHOLE ? raw : raw.resolve(String.format(Locale.ROOT, "tile-%0" + digits +
				"d", i));
			Files.createDirectories(ofTile);
			for (final BlockMaps block : tiles.get(i).blocks())
				for (final MapIndex index : block.maps().keySet())
					Npy.write(ofTile.resolve(block.block().name() + "." + index.key() + ".npy"), flat(block.maps().get(index)), block.block()
						.directions(), block.gridHeight(), block.gridWidth());
		}
		if (!tiles.isEmpty()) progress.report("Writing maps", tiles.size(), tiles.size());
	}

	private static float[] flat(final float[][] directions) {
		final int length = directions[0].length;
		final float[] flat = new float[directions.length * length];
		for (int i = 0; i < directions.length; i++)
			System.arraycopy(directions[i], 0, flat, i * length, length);
		return flat;
	}
}
