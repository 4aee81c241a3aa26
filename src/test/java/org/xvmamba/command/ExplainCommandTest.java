package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.task.TaskService;
import org.xvmamba.display.MapOverlay;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;

/** The SciJava side: commands run in a context, as in Fiji, with explicit inputs. */
class ExplainCommandTest {

	@TempDir
	static Path folder;

	private static String model;
	private static Context context;

	@BeforeAll
	static void importModel() {
		model = TestModels.tiny(folder.resolve("tiny")).path().toString();
		context = new Context(CommandService.class, TaskService.class);
	}

	@AfterAll
	static void disposeContext() {
		context.close();
	}

	/** With a screen, legends are shown. */
	@AfterEach
	void closeWindows() {
		WindowManager.closeAllWindows();
	}

	@Test
	void laysTheMapOverTheSelection() throws Exception {
		final ImagePlus image = image();
		image.setRoi(new Roi(30, 20, 64, 48));
		final CommandModule module = run(ExplainCommand.class, Map.of("image", image, "model", model, "stack", false, "opacity", 40));

		assertFalse(module.isCanceled(), module.getCancelReason());
		assertEquals(new Rectangle(30, 20, 64, 48), image.getOverlay().get(0).getBounds());
		assertEquals(40, MapOverlay.opacity(image).orElseThrow());
		assertTrue(image.getProp("X-VMamba provenance").contains("sha256"));
		assertFalse(image.getProp("X-VMamba predicted").isBlank());
	}

	@Test
	void withoutOverlayTheImageStaysAsItWas() throws Exception {
		final ImagePlus image = image();
		final CommandModule module = run(ExplainCommand.class, Map.of("image", image, "model", model, "overlay", false, "stack", false));

		assertFalse(module.isCanceled(), module.getCancelReason());
		assertNull(image.getOverlay());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "index|hessian|jacobian, jacobian-direct", "blocks|first|all, last", "directions|7|direction",
		"tiling|wide|auto, whole, tiles", "device|tpu|auto, cpu", "model|no such model|no such model", "scaling|5-1|display, data", "channels|4|There is no channel 4 in the image", "blocks|77|77" })
	void refusesWithOneSentence(final String key, final String value, final String named) throws Exception {
		final Map<String, Object> inputs = new HashMap<>(Map.of("image", image(), "model", model, "stack", false));
		inputs.put(key, value);
		final CommandModule module = run(ExplainCommand.class, inputs);

		assertTrue(module.isCanceled());
		assertTrue(module.getCancelReason().contains(named), module.getCancelReason());
		assertFalse(module.getCancelReason().contains("\n"), module.getCancelReason());
	}

	@Test
	void outsideOfAShapeTheMapIsTransparent() throws Exception {
		final ImagePlus image = image();
		image.setRoi(new OvalRoi(30, 20, 64, 48));
		final CommandModule module = run(ExplainCommand.class, Map.of("image", image, "model", model, "stack", false));

		assertFalse(module.isCanceled(), module.getCancelReason());
		assertEquals(new Rectangle(30, 20, 64, 48), image.getOverlay().get(0).getBounds());
		assertTrue(image.getProp("X-VMamba provenance").contains("image.shape: not a rectangle"));
	}

	@Test
	void explainsAllPlanesOfAStack() throws Exception {
		final ImagePlus stack = IJ.createImage("stack", "8-bit ramp", 70, 64, 3);
		final CommandModule module = run(ExplainCommand.class, Map.of("image", stack, "model", model, "stack", false, "planes", "all"));
		assertFalse(module.isCanceled(), module.getCancelReason());
		assertEquals(3, stack.getOverlay().size());
		assertEquals(3, stack.getOverlay().get(2).getPosition());
	}

	@Test
	void withoutRoiManagerThereAreNoSelectionsInIt() throws Exception {
		final CommandModule module = run(ExplainCommand.class, Map.of("image", image(), "model", model, "rois", "manager"));
		assertEquals("The ROI Manager is not open; add selections to it (press t), or use rois=selection.", module.getCancelReason());
	}

	@Test
	void refusesASelectionOutsideTheImage() throws Exception {
		final ImagePlus image = image();
		image.setRoi(new Roi(500, 500, 10, 10));
		final CommandModule module = run(ExplainCommand.class, Map.of("image", image, "model", model));
		assertTrue(module.getCancelReason().contains("lies outside of the image"), module.getCancelReason());
	}

	@Test
	void refusesToWorkOnNothing() throws Exception {
		assertEquals(ScreenCommand.NO_IMAGE, run(ExplainCommand.class, Map.of()).getCancelReason());
		assertEquals(ScreenCommand.NO_IMAGE, run(OverlayOpacityCommand.class, Map.of()).getCancelReason());
	}

	@Test
	void changesTheOpacityOfAMap() throws Exception {
		final ImagePlus image = image();
		final Module refused = run(OverlayOpacityCommand.class, Map.of("image", image, "opacity", 10));
		assertTrue(((CommandModule) refused).getCancelReason().startsWith("No map lies over the image"));

		run(ExplainCommand.class, Map.of("image", image, "model", model, "stack", false));
		assertFalse(run(OverlayOpacityCommand.class, Map.of("image", image, "opacity", 10)).isCanceled());
		assertEquals(10, MapOverlay.opacity(image).orElseThrow());
		assertTrue(run(OverlayOpacityCommand.class, Map.of("image", image, "opacity", 101)).getCancelReason().contains("0 to 100"));
		assertEquals(10, MapOverlay.opacity(image).orElseThrow());
	}

	private static ImagePlus image() {
		return IJ.createImage("ramp", "RGB ramp", 128, 96, 1);
	}

	private static CommandModule run(final Class<? extends ScreenCommand> command, final Map<String, Object> inputs)
		throws InterruptedException, ExecutionException
	{
		return context.service(CommandService.class).run(command, true, inputs).get();
	}
}
