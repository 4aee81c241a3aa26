package org.xvmamba.display;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.xvmamba.UserException;
import org.xvmamba.analysis.Embedding;
import org.xvmamba.explain.PatchPoints;
import org.xvmamba.ssm.BlockDescription;

/**
 * What an explorer asks its model, outside of the thread of the windows: maps, and all that stands beside a map, each only where it has become
 * another. Its methods are for the thread of the windows only; answers come back in it.
 */
final class ExplorerQuestions implements AutoCloseable {

	private final List<BlockDescription> blocks;
	private final ExplorerAnswers answers;
	private final ExplorerPanels panels;
	private final Consumer<Runnable> painter;
	private final ExplorerWork work;
	private final ExplorerWork placing;
	private Optional<ExplorerMap> newest = Optional.empty();

	/**
	 * @param blocks of the model
	 * @param answers closed with this
	 * @param panels where answers are shown
	 * @param painter runs something in the thread of the windows, unless they are closed
	 * @param trouble told, in one sentence and in any thread, what could not be done
	 */
	ExplorerQuestions(final List<BlockDescription> blocks, final ExplorerAnswers answers, final ExplorerPanels panels,
		final Consumer<Runnable> painter, final Consumer<String> trouble)
	{
		this.blocks = blocks;
		this.answers = answers;
		this.panels = panels;
		this.painter = painter;
		work = new ExplorerWork("X-VMamba Explorer", trouble);
		placing = new ExplorerWork("X-VMamba Explorer Points", trouble);
	}

	/** Asks for a map, in place of one that was asked for before and is not there yet. */
	void ask(final ExplorerState wanted, final Consumer<ExplorerMap> shown) {
		work.request(ExplorerWork.Kind.MAP, progress -> {
			final ExplorerMap map = answers.map(wanted, progress);
			painter.accept(() -> shown.accept(map));
		});
	}

	/** Asks for what stands beside a map that is shown from now on. */
	void askBeside(final ExplorerMap map) {
		final boolean isSameTile = isAsBefore(map, ExplorerMap::probe);
		final boolean isSameScan = isAsBefore(map, ExplorerQuestions::scan);
		final boolean isSameCloud = isAsBefore(map, ExplorerQuestions::cloud);
		newest = Optional.of(map);
		ask(ExplorerWork.Kind.DIRECTIONS, map, progress -> {
			final var maps = answers.directions(map, progress);
			painter.accept(() -> panels.patch().show(maps));
		});
		if (!isSameScan) askForStates(map);
		if (!isSameCloud) askForPoints(map);
		if (!isSameTile) askForBlocks(map);
		ask(ExplorerWork.Kind.COLOURS, map, progress -> {
			final var colours = answers.colours(map, progress);
			painter.accept(() -> panels.patches().setColours(cell -> colours[Math.min(cell, colours.length - 1)]));
		});
	}

	/** @return what the states along a scan depend on */
	private static Object scan(final ExplorerMap map) {
		return List.of(map.probe(), map.map().block(), map.state().scan());
	}

	/** @return what the points of the patches depend on */
	private static Object cloud(final ExplorerMap map) {
		return List.of(scan(map), map.map().direction(), map.map().sign(), map.state().method());
	}

	/** Of the newest map. */
	private boolean isAsBefore(final ExplorerMap map, final Function<ExplorerMap, Object> property) {
		return newest.filter(old -> property.apply(old).equals(property.apply(map))).isPresent();
	}

	private void ask(final ExplorerWork.Kind kind, final ExplorerMap about, final ExplorerWork.Work question) {
		work.request(kind, progress -> {
			if (answers.isOpen(about)) question.run(progress);
		});
	}

	private void askForStates(final ExplorerMap map) {
		ask(ExplorerWork.Kind.STATES, map, progress -> {
			try {
				final var states = ExplorerAnswers.states(map, progress);
				painter.accept(() -> panels.states().show(states));
			}
			catch (final UserException exc) {
				painter.accept(() -> panels.states().showNone(exc.getMessage()));
			}
		});
	}

	private void askForPoints(final ExplorerMap map) {
		panels.patches().setPlaces(new double[2][0], cell -> "");
		if (map.map().grid() * map.map().grid() < Embedding.FEWEST) return;
		ask(ExplorerWork.Kind.POINTS, map, progress -> {
			final PatchPoints points = ExplorerAnswers.points(map, progress);
			placing.request(ExplorerWork.Kind.POINTS, placed -> {
				final double[][] places = map.state().method().of(points.values(), points.count(), points.landmarks().length, placed);
				painter.accept(() -> {
					if (isAsBefore(map, ExplorerQuestions::cloud)) panels.patches().setPlaces(places, cell -> "");
				});
			});
		});
	}

	private void askForBlocks(final ExplorerMap map) {
		panels.blocks().setPlaces(new double[2][0], block -> "");
		ask(ExplorerWork.Kind.BLOCKS, map, progress -> {
			final double[][] places = answers.blocks(map, progress);
			painter.accept(() -> panels.blocks().setPlaces(places, block -> blocks.get(block).stage() + "." + blocks.get(block).block()));
		});
	}

	/** Stops what runs as soon as it can. */
	@Override
	public void close() {
		placing.close();
		work.close(answers::close);
		newest = Optional.empty();
	}
}
