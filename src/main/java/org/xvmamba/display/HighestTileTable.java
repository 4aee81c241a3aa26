package org.xvmamba.display;

import java.awt.Window;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import javax.swing.SwingUtilities;

import org.xvmamba.UserException;
import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.HighestTiles;
import org.xvmamba.explain.HighestTiles.RankedTile;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.text.TextPanel;
import ij.text.TextWindow;

/**
 * The tiles that show most of each class, as a table of ImageJ: over all planes and selections of an image. A click on a row, or the arrow
 * keys and Enter, lead to the tile on the image; the table stays in front, unless it hides the tile.
 */
public final class HighestTileTable {

	/** Title of the window; macros find the table by it. */
	public static final String TITLE = "X-VMamba Highest Tiles";

	/** In the menu and in macros. */
	public static final String COMMAND = TITLE;

	private static final int DECIMALS = 4;
	private static final String CLASS = "Class";
	private static final String RANK = "Rank";
	private static final String IMAGE = "Image";

	private HighestTileTable() {}

	/**
	 * A tile of an image.
	 *
	 * @param explanation of the plane and selection in which it lies
	 * @param tile which
	 */
	record Place(Explanation explanation, RankedTile tile) {

		/** @return the tile in pixels of the image */
		Region inImage() {
			return PredictionTable.inImage(tile.region(), explanation.picture().region());
		}
	}

	/** @return whether an image was cut into several tiles, so that a list of them says something */
	static boolean isPossible(final ExplainedImage explained) {
		return explained.selections().stream().anyMatch(series -> ClassMap.isPossible(series.first()));
	}

	/**
	 * Shows the table: the rows of this image replace earlier ones of it. Without a screen, nothing happens.
	 *
	 * @param explained the image
	 * @throws UserException when the image was not cut into tiles
	 */
	public static void show(final ExplainedImage explained) {
		show(explained, List.of(explained.image()));
	}

	/** The same beside images, the most important first. */
	static void show(final ExplainedImage explained, final List<ImagePlus> beside) {
		requireTiles(explained);
		final boolean isNew = ResultsTable.getResultsTable(TITLE) == null;
		final ResultsTable table = Tables.openOrNew(TITLE);
		final String image = explained.name();
		for (int row = table.size() - 1; row >= 0; row--)
			if (image.equals(table.getStringValue(IMAGE, row))) table.deleteRow(row);
		final List<ClassScore> classes = explained.explanation().prediction().classes();
		for (int position = 0; position < classes.size(); position++)
			addRows(table, image, of(explained, position));
		Tables.show(table, TITLE, beside);
		if (WindowManager.getWindow(TITLE) instanceof TextWindow window && isNew) listen(window.getTextPanel());
	}

	private static void requireTiles(final ExplainedImage explained) {
		if (!isPossible(explained)) throw new UserException("The image '" + explained.image().getTitle() +
			"' was not cut into tiles; run X-VMamba Explain... with tiling=tiles on it first.");
	}

	/** @return the highest tiles of a class over all that was explained of an image, highest first */
	static List<Place> of(final ExplainedImage explained, final int position) {
		final Comparator<Place> order = Comparator.comparingDouble((final Place place) -> place.tile().score().probability()).thenComparingDouble(
			place -> place.tile().score().logit()).reversed();
		return explained.selections().stream().flatMap(series -> series.planes().stream()).flatMap(explanation -> HighestTiles.of(explanation,
			position).stream().map(tile -> new Place(explanation, tile))).sorted(order).limit(HighestTiles.COUNT).toList();
	}

	private static void addRows(final ResultsTable table, final String image, final List<Place> places) {
		for (int i = 0; i < places.size(); i++) {
			final Place place = places.get(i);
			final Region region = place.inImage();
			table.incrementCounter();
			table.addValue(IMAGE, image);
			table.addValue(CLASS, place.tile().score().name());
			table.addValue(RANK, i + 1);
			Tables.number(table, "Probability", place.tile().score().probability(), DECIMALS);
			table.addValue("Selection", place.explanation().picture().name());
			table.addValue("Slice", place.explanation().picture().plane().slice());
			table.addValue("Frame", place.explanation().picture().plane().frame());
			table.addValue("Tile", place.tile().tile() + 1);
			table.addValue("X", region.x());
			table.addValue("Y", region.y());
			table.addValue("Width", region.width());
			table.addValue("Height", region.height());
		}
	}

	/**
	 * Selects one of the highest tiles on its image: there, on its plane, in front, and large enough to be seen.
	 *
	 * @param explained the image
	 * @param className name of the class; empty for the one that is predicted
	 * @param rank from 1
	 * @throws UserException when there is no such class or tile
	 */
	public static void select(final ExplainedImage explained, final String className, final int rank) {
		show(explained, place(explained, className, rank));
	}

	private static void show(final ExplainedImage explained, final Place place) {
		TileOnImage.show(explained.image(), place.inImage(), place.explanation().picture().plane());
	}

	private static Place place(final ExplainedImage explained, final String className, final int rank) {
		requireTiles(explained);
		final List<String> names = explained.explanation().prediction().classes().stream().map(ClassScore::name).toList();
		final String wanted = className.isBlank() ? explained.explanation().prediction().best().name() : className.strip();
		if (!names.contains(wanted)) throw new UserException("The option classname=" + wanted + " is not possible; allowed is: " + String.join(
			", ", names) + ".");
		final List<Place> places = of(explained, names.indexOf(wanted));
		if (rank < 1 || rank > places.size()) throw new UserException("The option rank=" + rank + " is not possible; allowed is: 1 to " + places
			.size() + " for this explanation.");
		return places.get(rank - 1);
	}

	private static void listen(final TextPanel rows) {
		rows.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseReleased(final MouseEvent event) {
				if (!event.isPopupTrigger()) goTo(rows);
			}
		});
		rows.getComponent(0).addKeyListener(new KeyAdapter() { // the panel itself keeps the arrow keys back

			@Override
			public void keyPressed(final KeyEvent event) {
				switch (event.getKeyCode()) {
					case KeyEvent.VK_UP -> move(rows, -1);
					case KeyEvent.VK_DOWN -> move(rows, 1);
					case KeyEvent.VK_ENTER -> {
						goTo(rows);
						event.getComponent().requestFocus(); // for the next row
					}
					default -> { /* ImageJ's own */ }
				}
			}
		});
	}

	private static void move(final TextPanel rows, final int by) {
		final int row = Math.max(0, Math.min(rows.getLineCount() - 1, rows.getSelectionStart() + by));
		rows.setSelection(row, row);
		rows.showRow(row);
	}

	/** The rows may have been sorted or deleted by hand; the image may have been closed, or explained anew. */
	private static void goTo(final TextPanel rows) {
		final ResultsTable table = rows.getResultsTable();
		final int row = rows.getSelectionStart();
		if (table == null || row < 0 || row >= table.size() || row != rows.getSelectionEnd()) return;
		final Optional<ExplainedImage> explained = find(table.getStringValue(IMAGE, row));
		if (explained.isEmpty()) return;
		final String className = table.getStringValue(CLASS, row);
		final int rank = (int) table.getValue(RANK, row);
		final Place place = place(explained.get(), className, rank);
		show(explained.get(), place);
		final Window window = SwingUtilities.getWindowAncestor(rows);
		if (!TileOnImage.onScreen(explained.get().image(), place.inImage()).intersects(window.getBounds())) window.toFront(); // for the next row
		if (Recorder.record) Recorder.record("run", COMMAND, "classname=[" + className + "] rank=" + rank);
	}

	private static Optional<ExplainedImage> find(final String name) {
		return OpenImages.all().stream().map(ExplainedImage::of).flatMap(Optional::stream).filter(explained -> explained.name().equals(name))
			.findFirst();
	}
}
