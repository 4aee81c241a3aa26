package org.xvmamba.display;

import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.analysis.AttentionOffsets;
import org.xvmamba.explain.AttentionMap;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.AttentionProbe.Trajectory;
import org.xvmamba.explain.PatchPoints;
import org.xvmamba.explain.ValueRange;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

/** What an explorer's windows are told about the open tile. For the explorer's worker only, but for what it has given. */
final class ExplorerAnswers implements AutoCloseable {

	private static final double LOWER_PERCENT = 1;
	private static final double UPPER_PERCENT = 99;

	private final ExplorerTile tile;
	private final Map<AttentionProbe, Map<Integer, double[]>> offsets = new HashMap<>();

	ExplorerAnswers(final ExplorerTile tile) {
		this.tile = tile;
	}

	/**
	 * @return what passes between the patch under the point and all others
	 * @throws UserException when the model has no such block or direction, or can't be asked
	 */
	ExplorerMap map(final ExplorerState state, final Progress progress) {
		final AttentionProbe probe = tile.probe(state, progress);
		final ExplorerState possible = possible(state, probe.blocks());
		final int token = ExplorerTile.token(probe, possible);
		return new ExplorerMap(possible, probe.line(possible.block(), possible.direction(), token, possible.line(), possible.sign(), progress),
			probe.paths(possible.block()).get(possible.scan()));
	}

	private static ExplorerState possible(final ExplorerState state, final List<BlockDescription> blocks) {
		final ExplorerState known = state.block() == ExplorerState.LAST ? state.withBlock(blocks.size() - 1) : state;
		if (known.block() >= blocks.size()) throw new UserException("The option block=" + known.block() +
			" is not possible; allowed is: last, or 0 to " + (blocks.size() - 1) + ".");
		final int directions = blocks.get(known.block()).directions();
		if (known.direction() >= directions) throw new UserException("The option direction=" + known.direction() +
			" is not possible; allowed is: merged, or 0 to " + (directions - 1) + " in " + blocks.get(known.block()).name() + ".");
		return known;
	}

	/** @return whether the tile is still open; what is asked about another one is not worth while any more */
	boolean isOpen(final ExplorerMap shown) {
		return tile.isOpen(shown.probe());
	}

	/** @return the same patch with merged directions, then in each */
	List<AttentionMap> directions(final ExplorerMap shown, final Progress progress) {
		final List<AttentionMap> maps = new ArrayList<>();
		final AttentionMap map = shown.map();
		for (int direction = HiddenAttention.MERGED; direction < map.description().directions(); direction++) {
			progress.throwIfCancelled();
			maps.add(direction == map.direction() ? map : shown.probe().line(map.block(), direction, map.token(), shown.state().line(), map
				.sign(), progress));
		}
		return maps;
	}

	/** @return the states along the path that is shown */
	static Trajectory states(final ExplorerMap shown, final Progress progress) {
		return shown.probe().trajectory(shown.map().block(), shown.state().scan(), progress);
	}

	/** @return the block's cells as points of many values */
	static PatchPoints points(final ExplorerMap shown, final Progress progress) {
		return shown.probe().points(shown.map().block(), shown.map().direction(), shown.map().sign(), progress);
	}

	/** @return [axis][block]: all blocks by where they look, directions merged; what was found before an interruption is kept */
	double[][] blocks(final ExplorerMap shown, final Progress progress) {
		offsets.keySet().removeIf(probe -> probe != shown.probe());
		final Map<Integer, double[]> known = offsets.computeIfAbsent(shown.probe(), probe -> new HashMap<>());
		final int count = shown.probe().blocks().size();
		for (int block = 0; block < count; block++)
			if (!known.containsKey(block)) known.put(block, shown.probe().offsets(block, HiddenAttention.MERGED, progress));
		return AttentionOffsets.place(IntStream.range(0, count).mapToObj(known::get).toList(), progress).scores();
	}

	/** @return for each cell of the block, its colour */
	Color[] colours(final ExplorerMap shown, final Progress progress) {
		final int grid = shown.map().grid();
		return switch (shown.state().colours()) {
			case POSITION -> IntStream.range(0, grid * grid).mapToObj(cell -> new Color(60 + 195 * (cell % grid) / grid, 90, 60 + 195 * (cell /
				grid) / grid)).toArray(Color[]::new);
			case IMAGE -> PatchColours.of(shown);
			case ATTENTION -> scaled(grid * grid, cell -> shown.map().values()[cell]);
			case INFLUENCE -> {
				final float[] influence = tile.influence(shown, progress);
				yield scaled(grid * grid, cell -> influence[cell]);
			}
		};
	}

	private static Color[] scaled(final int count, final IntToDoubleFunction value) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) value.applyAsDouble(i);
		final ValueRange range = ValueRange.between(values, LOWER_PERCENT, UPPER_PERCENT);
		return IntStream.range(0, count).mapToObj(i -> new Color(ColourScale.VIRIDIS.rgb(Math.round(range.share(values[i]) * (ColourScale.STEPS -
			1))))).toArray(Color[]::new);
	}

	@Override
	public void close() {
		tile.close();
		offsets.clear();
	}
}
