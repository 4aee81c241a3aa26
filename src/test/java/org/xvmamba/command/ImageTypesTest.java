package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.xvmamba.command.ImageKinds.Kind;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.ExplanationWindows;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.image.Region;
import org.xvmamba.model.TestModels;

import ij.ImagePlus;

/** Every kind of image is explained, or refused with one sentence; docs/image-types.md says which. */
class ImageTypesTest {

	private static final Path TABLE = Path.of("docs", "image-types.md");

	private static final String HEADER = """
		# Images tried, and what became of them

		Each row is a drawn image of that kind, given to `X-VMamba Explain...` with a model of 64 x 64 pixels input. A test makes this table and compares it with this
		file; where they differ, it leaves the new one in `target/image-types.md`.

		| image | outcome | what the model was shown |
		|---|---|---|
		""";

	@TempDir
	private Path folder;

	@Test
	void everyKindIsExplainedOrRefusedInOneSentence() throws Exception {
		final String model = TestModels.tiny(folder.resolve("tiny")).path().toString();
		final StringBuilder table = new StringBuilder(HEADER);
		try (Context context = new Context(CommandService.class)) {
			for (final Kind kind : ImageKinds.all()) {
				final ImagePlus image = kind.image().get();
				final Map<String, Object> inputs = new HashMap<>(kind.options());
				inputs.putAll(Map.of("image", image, "model", model));
				final CommandModule module = context.service(CommandService.class).run(ExplainCommand.class, true, inputs).get();
				table.append("| ").append(kind.name()).append(options(kind)).append(" | ").append(module.isCanceled() ? refused(kind, module)
					: explained(kind, image)).append(" |\n");
			}
		}
		Files.writeString(Path.of("target", "image-types.md"), table);
		assertEquals(Files.readString(TABLE), table.toString());
	}

	private static String options(final Kind kind) {
		final StringBuilder text = new StringBuilder();
		kind.options().keySet().stream().sorted().forEach(key -> text.append(" `").append(key).append('=').append(kind.options().get(key)).append(
			'`'));
		return text.toString();
	}

	private static String refused(final Kind kind, final CommandModule module) {
		final String sentence = module.getCancelReason();
		assertFalse(sentence.isBlank() || sentence.contains("\n") || sentence.contains("Exception"), kind.name() + ": " + sentence);
		assertTrue(sentence.endsWith("."), kind.name() + ": " + sentence);
		return "refused: " + sentence + " |";
	}

	private static String explained(final Kind kind, final ImagePlus image) {
		final Explanation explanation = ExplainedImage.require(image).explanation();
		assertTrue(image.getProp(ExplanationWindows.PROVENANCE).contains("image.pixel_values: " + explanation.picture().conversion()));
		final Set<Explanation> planes = planes(image);
		planes.forEach(plane -> requireMap(kind, plane));
		final long empty = planes.stream().filter(Explanation::isEmpty).count();
		return "explained: " + explanation.plan().mode().key() + tiles(explanation) + (planes.size() == 1 ? "" : ", " + planes.size() + " planes") +
			(empty == 0 ? "" : ", " + empty + " of them empty") + place(image, explanation) + " | " + explanation.picture().conversion();
	}

	private static Set<Explanation> planes(final ImagePlus image) {
		final int before = image.getCurrentSlice();
		final Set<Explanation> planes = Collections.newSetFromMap(new IdentityHashMap<>());
		for (int plane = 1; plane <= image.getStackSize(); plane++) {
			image.setSlice(plane);
			planes.add(ExplainedImage.require(image).explanation());
		}
		image.setSlice(before);
		return planes;
	}

	private static String tiles(final Explanation explanation) {
		final int count = explanation.plan().tiles().size() + explanation.plan().leftOut().size();
		return count == 1 ? "" : ", " + count + " tiles";
	}

	private static String place(final ImagePlus image, final Explanation explanation) {
		final Region region = explanation.picture().region();
		if (region.width() == image.getWidth() && region.height() == image.getHeight()) return "";
		return ", " + region.width() + " x " + region.height() + " pixels at (" + region.x() + ", " + region.y() + ")" + (explanation.picture().mask()
			.isAll() ? "" : ", empty outside of the shape");
	}

	/** A value at each pixel that was selected and not left out as glass, and none elsewhere. */
	private static void requireMap(final Kind kind, final Explanation explanation) {
		final int width = explanation.picture().width();
		final float[] map = MapRenderer.of(explanation, explanation.shown()).render(width, explanation.picture().height());
		for (int i = 0; i < map.length; i++) {
			final int x = i % width;
			final int y = i / width;
			final boolean inTile = explanation.plan().tiles().stream().anyMatch(tile -> x >= tile.x() && y >= tile.y() && x < tile.x() + tile.width() &&
				y < tile.y() + tile.height());
			assertEquals(inTile && explanation.picture().mask().contains(x, y), Float.isFinite(map[i]), kind.name() + " at " + x + ", " + y);
		}
	}
}
