package org.xvmamba.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.HighestTiles;
import org.xvmamba.explain.HighestTiles.RankedTile;
import org.xvmamba.explain.Prediction;
import org.xvmamba.explain.TileExplanation;
import org.xvmamba.image.Region;

/** The content of {@code prediction.json}: classes of the plane, of each tile, and where each class is highest. */
final class PredictionFile {

	/** The name of the file. */
	static final String NAME = "prediction.json";

	private PredictionFile() {}

	/**
	 * @param explanation of one plane
	 * @return what {@link ResultFolder#writeJson} can write
	 */
	static Map<String, Object> of(final Explanation explanation) {
		final Map<String, Object> all = json(explanation.prediction());
		all.put("tiles", explanation.tiles().stream().map(PredictionFile::json).toList());
		if (ClassMap.isPossible(explanation)) all.put("highest_tiles", highestTiles(explanation));
		if (!explanation.plan().leftOut().isEmpty()) all.put("left_out", explanation.plan().leftOut().stream().map(PredictionFile::json).toList());
		return all;
	}

	private static Map<String, Object> json(final TileExplanation tile) {
		final Map<String, Object> json = json(tile.region());
		json.putAll(json(tile.prediction()));
		return json;
	}

	private static List<Map<String, Object>> highestTiles(final Explanation explanation) {
		final List<Map<String, Object>> ofClasses = new ArrayList<>();
		for (int position = 0; position < explanation.prediction().classes().size(); position++) {
			final Map<String, Object> ofClass = new LinkedHashMap<>();
			ofClass.put("name", explanation.prediction().classes().get(position).name());
			ofClass.put("tiles", HighestTiles.of(explanation, position).stream().map(PredictionFile::json).toList());
			ofClasses.add(ofClass);
		}
		return ofClasses;
	}

	/** The number is the position in the list of tiles, from 0, as in the names of the raw maps' folders. */
	private static Map<String, Object> json(final RankedTile tile) {
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("tile", tile.tile());
		json.putAll(json(tile.region()));
		json.put("probability", tile.score().probability());
		return json;
	}

	private static Map<String, Object> json(final Region region) {
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("x", region.x());
		json.put("y", region.y());
		json.put("width", region.width());
		json.put("height", region.height());
		return json;
	}

	/**
	 * @param prediction of a plane or a tile
	 * @return its classes, and the one that is predicted; null where there is none
	 */
	static Map<String, Object> json(final Prediction prediction) {
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("classes", prediction.isNone() ? List.of() : prediction.classes());
		json.put("predicted", prediction.isNone() ? null : prediction.best().name());
		return json;
	}
}
