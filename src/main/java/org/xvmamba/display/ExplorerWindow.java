package org.xvmamba.display;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import javax.swing.JScrollPane;

import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.gui.Roi;
import ij.plugin.frame.PlugInDialog;

/**
 * The explorer of hidden attention: a window beside an image, linked with it both ways. An image has at most one; it closes with the image. What
 * is asked for is computed outside of the thread of the windows, one thing at a time, and the newest request wins.
 */
public final class ExplorerWindow extends PlugInDialog implements ExplorerLink.Listener {

	private static final long serialVersionUID = 1L;

	private static final Map<ImagePlus, ExplorerWindow> OPEN = new ConcurrentHashMap<>();
	private static final int SCREEN_EDGE = 60;
	private static final int PATIENCE_MILLISECONDS = 50;

	private final transient ImagePlus image;
	private final transient List<BlockDescription> blocks;
	private final transient ExplorerQuestions questions;
	private final transient CompletableFuture<Boolean> firstPicture = new CompletableFuture<>();
	private final transient ExplorerPanels panels;
	private final transient ExplorerLink link;
	private transient ExplorerState state;
	private transient Optional<ExplorerMap> shown = Optional.empty();
	private transient BitSet lit = new BitSet();
	private boolean closed;

	private ExplorerWindow(final ImagePlus image, final List<BlockDescription> blocks, final ExplorerAnswers answers, final ExplorerState first) {
		super("Explorer of " + image.getTitle());
		this.image = image;
		this.blocks = blocks;
		this.state = first;
		panels = new ExplorerPanels(blocks, this);
		questions = new ExplorerQuestions(blocks, answers, panels, this::later, this::tell);
		final JScrollPane scroll = new JScrollPane(panels);
		scroll.setBorder(null);
		add(scroll, BorderLayout.CENTER);
		pack();
		final Rectangle screen = GUI.getMaxWindowBounds(this);
		if (getHeight() > screen.height - SCREEN_EDGE) setSize(getWidth() + scroll.getVerticalScrollBar().getPreferredSize().width, screen.height -
			SCREEN_EDGE);
		if (getWidth() > screen.width) setSize(screen.width, getHeight());
		link = new ExplorerLink(image, this);
		change(every -> first);
	}

	/**
	 * Opens the explorer of an image beside it, in place of an earlier one, and waits for its first picture. Not for the thread of the windows.
	 *
	 * @param image on the screen
	 * @param explainer where the models come from
	 * @param options of which model, tiling, device and picture count, for all blocks
	 * @param first what is shown first
	 * @param progress asked for cancellation
	 * @throws UserException when there is no screen, or the first state is not possible
	 */
	public static void open(final ImagePlus image, final Explainer explainer, final ExplainOptions options, final ExplorerState first,
		final Progress progress)
	{
		if (GraphicsEnvironment.isHeadless() || image.getWindow() == null) throw new UserException(ExplorerTexts.NEEDS_SCREEN);
		close(image);
		final ExplorerTile tile = new ExplorerTile(image, explainer, options);
		final ExplorerAnswers answers = new ExplorerAnswers(tile);
		final CompletableFuture<ExplorerWindow> opened = new CompletableFuture<>();
		try {
			final ExplorerMap map = answers.map(first, progress);
			EventQueue.invokeLater(() -> opened.complete(beside(image, map, answers)));
		}
		catch (final RuntimeException exc) {
			answers.close();
			throw exc;
		}
		await(await(opened, progress).firstPicture, progress);
	}

	private static ExplorerWindow beside(final ImagePlus image, final ExplorerMap first, final ExplorerAnswers answers) {
		final ExplorerWindow window = new ExplorerWindow(image, first.probe().blocks(), answers, first.state());
		OPEN.put(image, window);
		WindowPlaces.place(window, List.of(image));
		makeRoom(window, image);
		window.setVisible(true);
		WindowManager.addWindow(window);
		if (image.getWindow() == null) window.close();
		return window;
	}

	/** On a small screen, both fit side by side only when the image goes to its edge. */
	private static void makeRoom(final ExplorerWindow window, final ImagePlus image) {
		final ImageWindow beside = image.getWindow();
		if (beside == null || !beside.getBounds().intersects(window.getBounds())) return;
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		if (beside.getWidth() + window.getWidth() > screen.width) return;
		beside.setLocation(screen.x, beside.getY());
		window.setLocation(screen.x + beside.getWidth(), Math.max(screen.y, Math.min(beside.getY(), screen.y + screen.height - window.getHeight())));
	}

	private static <T> T await(final CompletableFuture<T> answer, final Progress progress) {
		while (true)
			try {
				progress.throwIfCancelled();
				return answer.get(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException exc) {
				progress.report("Opening the explorer", 0, 1);
			}
			catch (final ExecutionException exc) {
				throw new IllegalStateException(exc);
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
				throw new CancelledException();
			}
	}

	/** Closes the explorer of an image, if it is open. */
	static void close(final ImagePlus image) {
		final ExplorerWindow window = OPEN.get(image);
		if (window != null) EventQueue.invokeLater(window::close);
	}

	/** Asks for something else; the newest wins. */
	void change(final UnaryOperator<ExplorerState> changed) {
		if (closed) return;
		final ExplorerState wanted = possible(changed.apply(state));
		state = wanted;
		panels.show(wanted);
		questions.ask(wanted, this::show);
	}

	/** Another block may have fewer directions. */
	private ExplorerState possible(final ExplorerState wanted) {
		return wanted.direction() < blocks.get(wanted.block()).directions() ? wanted : wanted.withDirection(HiddenAttention.MERGED);
	}

	private void later(final Runnable paint) {
		EventQueue.invokeLater(() -> {
			if (!closed) paint.run();
		});
	}

	private void show(final ExplorerMap map) {
		final Optional<ExplorerMap> before = shown;
		shown = Optional.of(map);
		lit = before.map(old -> ExplorerCells.regrid(lit, old.map().grid(), map.map().grid())).orElse(lit);
		draw();
		panels.show(map);
		questions.askBeside(map);
		firstPicture.complete(true);
	}

	/** Draws on the image again what is shown. */
	void draw() {
		shown.ifPresent(map -> {
			ExplorerOverlay.draw(image, map, lit, panels.isPathWanted());
			panels.patches().mark(lit, map.map().token());
			panels.blocks().mark(new BitSet(), map.map().block());
		});
	}

	/** Lights cells up, in the image and among the points. */
	void light(final BitSet cells) {
		lit = cells;
		draw();
	}

	/** Asks about a cell of the block that is shown. */
	void askAbout(final int cell) {
		shown.ifPresent(map -> {
			if (cell >= map.map().grid() * map.map().grid()) return;
			final Rectangle2D place = ExplorerMap.cell(map.probe(), map.map().block(), cell);
			pointed((int) place.getCenterX(), (int) place.getCenterY());
		});
	}

	/** Walks along the scan that is shown. */
	void walkTo(final int step) {
		shown.filter(map -> step < map.path().length()).ifPresent(map -> askAbout(map.path().tokenAt(step)));
	}

	/** Goes to a patch beside the one that is shown. */
	void step(final int columns, final int rows) {
		shown.ifPresent(map -> {
			final int grid = map.map().grid();
			final int column = map.map().token() % grid + columns;
			final int row = map.map().token() / grid + rows;
			if (column >= 0 && row >= 0 && column < grid && row < grid) askAbout(row * grid + column);
		});
	}

	@Override
	public void pointed(final int x, final int y) {
		if (x == state.x() && y == state.y() && PlanePosition.current(image).equals(state.plane())) return;
		change(now -> now.at(x, y).on(now.region(), PlanePosition.current(image)));
	}

	@Override
	public void selected(final Optional<Roi> area) {
		if (panels.isLive()) {
			lit = new BitSet();
			final Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
			final Optional<Region> region = area.map(roi -> roi.getBounds().intersection(whole)).filter(bounds -> !bounds.isEmpty()).map(
				bounds -> new Region(bounds.x, bounds.y, bounds.width, bounds.height));
			if (!region.equals(state.region())) change(now -> now.on(region, PlanePosition.current(image)));
		}
		else shown.ifPresent(map -> light(area.map(roi -> ExplorerCells.inside(map, roi)).orElseGet(BitSet::new)));
	}

	@Override
	public void updated() {
		final PlanePosition now = PlanePosition.current(image);
		if (panels.isLive() && !now.equals(state.plane())) change(before -> before.on(before.region(), now));
	}

	@Override
	public void closed() {
		close();
	}

	/** Says what could not be done; what was shown before is still shown. */
	void tell(final String problem) {
		later(() -> {
			shown.ifPresent(map -> state = map.state());
			panels.show(state);
			panels.tell(problem);
		});
		if (!firstPicture.isDone()) firstPicture.complete(false);
	}

	@Override
	public void close() {
		if (closed) return;
		closed = true;
		super.close();
		OPEN.remove(image, this);
		link.close();
		questions.close();
		if (image.getWindow() != null) ExplorerOverlay.clear(image);
		shown = Optional.empty();
		firstPicture.complete(false);
	}
}
