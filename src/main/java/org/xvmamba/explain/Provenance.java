package org.xvmamba.explain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.xvmamba.ProgramVersion;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.VisionMambaSession;

/** Writes down how an explanation came about, so that it can be judged and made again. */
final class Provenance {

	/** From here on a person should know that the model was trained on another scale. */
	private static final double NOTABLE_SCALE = 1.5;

	private Provenance() {}

	static Map<String, Object> of(final Picture picture, final ExplainOptions options, final TilePlan plan, final SessionCache.Loan loan,
		final List<TileExplanation> tiles, final List<String> notes, final StepTimes times)
	{
		final VisionMambaSession session = loan.session();
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("program", ProgramVersion.NAME + " " + ProgramVersion.get());
		all.put("onnxruntime", session.runtimeVersion());
		all.put("java", System.getProperty("java.version"));
		all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
		all.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		all.put("image", image(picture));
		all.put("model", ordered("name", session.description().name(), "sha256", session.modelChecksum()));
		all.put("options", options.toMap());
		all.put("device", ordered("asked", options.device(), "used", session.device().label(), "reason", session.device().reason()));
		all.put("tiling", ordered("mode", plan.mode().key(), "reason", plan.reason(), "tiles", plan.tiles().size(), "left_out", plan.leftOut()
			.size(), "input_size", plan.inputSize(), "tile_width", plan.span().width(), "tile_height", plan.span().height(), "stride_x", plan
				.stride().width(), "stride_y", plan.stride().height(), "resize", resize(plan)));
		all.put("engine", session.engine());
		all.put("index_engine", session.indexEngine());
		all.put("blocks", blocks(tiles));
		all.put("model_loaded_anew", loan.wasLoaded());
		all.put("notes", notes(picture, plan, session, notes));
		all.put("milliseconds", times.inMilliseconds());
		return all;
	}

	private static Map<String, Object> image(final Picture picture) {
		final Region region = picture.region();
		final PixelSize size = picture.pixelSize();
		return ordered("name", picture.name(), "slice", picture.plane().slice(), "frame", picture.plane().frame(), "x", region.x(), "y",
			region.y(), "width", region.width(), "height", region.height(), "shape", picture.mask().isAll() ? "rectangle"
				: "not a rectangle; empty outside of the selection", "pixel_width", size.width(), "pixel_height", size.height(), "unit", size.unit(),
			"pixel_values", picture.conversion());
	}

	private static List<Map<String, Object>> blocks(final List<TileExplanation> tiles) {
		final List<Map<String, Object>> blocks = new ArrayList<>();
		for (int i = 0; !tiles.isEmpty() && i < tiles.get(0).blocks().size(); i++) {
			final int position = i;
			final BlockMaps maps = tiles.get(0).blocks().get(i);
			final double share = tiles.stream().mapToDouble(tile -> tile.blocks().get(position).ssmShare()).average().orElseThrow();
			blocks.add(ordered("name", maps.block().name(), "grid_height", maps.gridHeight(), "grid_width", maps.gridWidth(), "directions", maps
				.block().scanOrders(), "mean_ssm_share", Double.isNaN(share) ? "not known" : share));
		}
		return blocks;
	}

	private static String resize(final TilePlan plan) {
		return plan.mode() == TilingMode.WHOLE || plan.span().isResampled(plan.inputSize()) ? "bilinear with antialiasing, half-pixel centres" : "none";
	}

	private static List<String> notes(final Picture picture, final TilePlan plan, final VisionMambaSession session,
		final List<String> ofPixels)
	{
		final List<String> notes = new ArrayList<>(ofPixels);
		if (session.description().blocks().isEmpty()) notes.add(session.description().whyNotExplained());
		if (plan.tiles().isEmpty()) notes.add("No tile of this plane shows tissue, so nothing was explained.");
		final OptionalDouble trained = session.description().micrometresPerPixel();
		final PixelSize size = picture.pixelSize();
		if (trained.isPresent() && plan.mode() == TilingMode.TILES && !plan.span().isResampled(plan.inputSize()) && List.of("µm", "um",
			"micron", "microns", "micrometer").contains(size.unit()))
		{
			final double ratio = size.width() / trained.getAsDouble();
			if (ratio > NOTABLE_SCALE || ratio < 1 / NOTABLE_SCALE) notes.add("The image has " + size.width() +
				" µm a pixel, but the model was trained at " + trained.getAsDouble() + " µm a pixel.");
		}
		return notes;
	}

	/** @param keysAndValues a key, its value, a key, its value, ... */
	private static Map<String, Object> ordered(final Object... keysAndValues) {
		final Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		return map;
	}
}
