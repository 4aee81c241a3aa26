package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.evaluate.EvaluationOptions;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

/** The command with explicit inputs, as Fiji runs it, without a screen. */
class EvaluateMapsCommandTest {

	@TempDir
	static Path folder;

	private static String model;
	private static Context context;

	@BeforeAll
	static void importModel() {
		model = TestModels.tiny(folder.resolve("tiny")).path().toString();
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void disposeContext() {
		context.close();
	}

	@Test
	void theIndexIsExplainedWithoutAnOverlay() {
		final String help = new CommandInfo(EvaluateMapsCommand.class).getInput("index").getDescription();
		assertTrue(help.contains("jacobian") && !help.contains("overlay"), help);
	}

	@Test
	void macroKeysAreTheOptionsAndWhereImagesAndTruthAre() {
		final List<String> keys = List.copyOf(CommandInputs.keys(new CommandInfo(EvaluateMapsCommand.class)));
		assertEquals(List.copyOf(EvaluationOptions.of(Map.of()).toMap().keySet()), keys.subList(0, keys.size() - 3));
		assertEquals(List.of("folder", "labels", "truth"), keys.subList(keys.size() - 3, keys.size()));
		for (final String key : keys) {
			final ModuleItem<?> input = new CommandInfo(EvaluateMapsCommand.class).getInput(key);
			assertFalse(input.isPersisted() || input.getLabel().isBlank() || input.getDescription().isBlank(), key);
		}
	}

	@Test
	void testsAFolderWithTruthWithoutAnOpenImage() throws Exception {
		final CommandModule module = run(Map.of("folder", "test-images", "truth", "test-images/truth.csv"));
		assertFalse(module.isCanceled(), module.getCancelReason());
	}

	@Test
	void aSelectionIsTruthForAllPlanes() throws Exception {
		final ImagePlus stack = IJ.createImage("stack", "RGB ramp", 64, 64, 3);
		stack.setRoi(new Roi(10, 10, 20, 20));
		assertFalse(run(Map.of("image", stack, "truth", "selection")).isCanceled());
		stack.deleteRoi();
		assertRefused("has no area selected that could be the truth", Map.of("image", stack, "truth", "selection"));
		assertRefused("allowed is: selection, manager, or nothing", Map.of("image", stack, "truth", "test-images/truth.csv"));
		assertRefused("is for a folder of images", Map.of("image", stack, "labels", "labels.csv"));
	}

	@Test
	void whatIsMissingIsSaid() throws Exception {
		assertRefused("There is no truth at 'nowhere'", Map.of("folder", "test-images", "truth", "nowhere"));
		assertEquals("No image is open and no folder is given; open an image, or give a folder of images.", assertThrows(UserException.class,
			() -> new EvaluateMapsCommand().run(null, Progress.NONE)).getMessage());
		assertRefused("protocols=wishes is not possible; allowed is: all, deletion", Map.of("folder", "test-images", "protocols", "wishes"));
	}

	private static void assertRefused(final String expected, final Map<String, Object> inputs) throws Exception {
		final CommandModule module = run(inputs);
		assertTrue(module.isCanceled() && module.getCancelReason().contains(expected), module.getCancelReason());
	}

	private static CommandModule run(final Map<String, Object> inputs) throws Exception {
		final Map<String, Object> all = new HashMap<>(Map.of("model", model, "protocols", "localisation", "baselines", "none"));
		all.putAll(inputs);
		return context.service(CommandService.class).run(EvaluateMapsCommand.class, false, all).get();
	}
}
