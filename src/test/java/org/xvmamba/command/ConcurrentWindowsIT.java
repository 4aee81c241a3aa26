package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.xvmamba.display.PredictionTable;
import org.xvmamba.model.TestModels;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.measure.ResultsTable;

/** The command on several images at once, with two models: in their windows stands what would stand there one after the other. */
class ConcurrentWindowsIT extends WindowTest {

	private static final int IMAGES = 4;

	@BeforeAll
	static void makeModel() throws Exception {
		TestModels.tiny(folder.resolve("tiny"));
	}

	@Test
	void eachImageGetsItsOwn() throws Exception {
		try (UncaughtProblems problems = new UncaughtProblems(); Context context = new Context(CommandService.class)) {
			final CommandService commands = context.service(CommandService.class);
			final Map<String, Object> alone = new LinkedHashMap<>();
			for (int number = 0; number < IMAGES; number++) {
				begin(commands, number).get();
				alone.putAll(shown(number));
			}
			final int rows = rows();
			ImageJWindow.clear();

			final List<Future<CommandModule>> together = new ArrayList<>();
			for (int number = 0; number < IMAGES; number++)
				together.add(begin(commands, number));
			for (final Future<CommandModule> one : together)
				assertFalse(one.get().isCanceled(), () -> "It was cancelled.");
			for (int number = 0; number < IMAGES; number++)
				shown(number).forEach((what, value) -> {
					if (value instanceof int[] pixels) assertArrayEquals((int[]) alone.get(what), pixels, what);
					else assertArrayEquals((float[]) alone.get(what), (float[]) value, what);
				});
			assertEquals(rows, rows());
			problems.requireNone();
		}
	}

	private static Future<CommandModule> begin(final CommandService commands, final int number) {
		final ImagePlus image = ImageJWindow.showCells("cells " + number, 300 + 80 * number, 250);
		return commands.run(ExplainCommand.class, true, Map.of("image", image, "model", number % 2 == 0 ? Path.of("models", "blood-smear")
			.toString() : folder.resolve("tiny").toString(), "tiling", "tiles", "index", "jacobian,gramian"));
	}

	private static int rows() {
		return ResultsTable.getResultsTable(PredictionTable.TITLE).size();
	}

	/** @return the map over an image and the planes of its hyperstacks */
	private static Map<String, Object> shown(final int number) {
		final String name = "cells " + number;
		final Map<String, Object> shown = new LinkedHashMap<>();
		final ImagePlus image = WindowManager.getImage(name);
		final BufferedImage map = ((ImageRoi) image.getOverlay().get(0)).getProcessor().getBufferedImage();
		shown.put(name, map.getRGB(0, 0, map.getWidth(), map.getHeight(), null, 0, map.getWidth()));
		assertNotNull(WindowManager.getImage("Legend of " + name));
		for (final String index : List.of("Jacobian", "Gramian")) {
			final ImagePlus layers = WindowManager.getImage(index + " index of " + name);
			for (int plane = 1; plane <= layers.getStackSize(); plane++)
				shown.put(layers.getTitle() + " " + plane, layers.getStack().getProcessor(plane).getPixels());
		}
		return shown;
	}
}
