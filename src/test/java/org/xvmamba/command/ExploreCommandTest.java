package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.WindowManager;

/** The commands that explore attention, run without a screen as Fiji runs them, also from a macro in batch mode. */
public class ExploreCommandTest {

	private static final Map<String, Class<? extends ScreenCommand>> COMMANDS = Map.of("attention", AttentionCommand.class, "orders",
		CompareOrdersCommand.class, "embedding", EmbeddingCommand.class, "states", StateTrajectoryCommand.class, "explorer",
		ExploreAttentionCommand.class);

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

	@AfterEach
	void closeImages() {
		WindowManager.closeAllWindows();
	}

	/** For macros: a command's name, then keys and values by turns. */
	public static String run(final String command, final String options) throws Exception {
		final Map<String, Object> inputs = new HashMap<>(Map.of("image", WindowManager.getCurrentImage(), "model", model));
		MacroOptions.parse(options).values().forEach(inputs::put);
		final CommandModule module = context.service(CommandService.class).run(COMMANDS.get(command), true, inputs).get();
		return String.valueOf(module.getCancelReason());
	}

	@Test
	void theIndexIsExplainedWithoutAnOverlay() {
		final String help = new CommandInfo(CompareOrdersCommand.class).getInput("index").getDescription();
		assertTrue(help.contains("jacobian") && !help.contains("overlay"), help);
	}

	@Test
	void attentionLeavesItsHyperstackOpen() {
		assertEquals("null Attention row of cells 5 1 2", macro("attention", "points=10,20;80,60 directions=all blocks=last"));
	}

	@Test
	void rolloutsAndMatricesToo() {
		assertEquals("null Attention rollout of cells 1 5 1", macro("attention", "points=10,20 line=rollout"));
		assertTrue(macro("attention", "line=matrix directions=all blocks=4").matches("null Attention matrix (\\d+) x \\1 of cells 5 1 1"));
	}

	@Test
	void thePointsOfASelectionAreAskedAbout() {
		final Object result = IJ.runMacro("setBatchMode(true); newImage('cells', 'RGB ramp', 90, 70, 1); makeSelection('point', newArray(3, 40, 60), " +
			"newArray(5, 6, 7)); r = call('" + ExploreCommandTest.class.getName() + ".run', 'attention', 'blocks=last'); selectImage(nImages); getDimensions(w, h, c, z, t); " +
			"return r + ' ' + t;");
		assertEquals("null 3", result);
	}

	@Test
	void otherOrdersAreFrames() {
		assertEquals("null Jacobian index by scan order of cells 5 1 3", macro("orders", "orders=snake,hilbert blocks=last"));
	}

	@Test
	void embeddingsAndStatesArePlots() {
		assertTrue(macro("embedding", "blocks=last method=pca").startsWith("null PCA of stage 3, block 0, merged directions"));
		assertTrue(macro("states", "blocks=last directions=0").startsWith("null States of stage 3, block 0, direction 0 (row-major)"));
	}

	@Test
	void anErrorIsOneSentence() {
		assertTrue(macro("attention", "points=here").startsWith("The option points=here is not possible; allowed is: selection, or pairs x,y"));
		assertTrue(macro("states", "directions=merged").contains("can't be merged"));
	}

	@Test
	void theExplorerNeedsAScreenAndTellsWhatDoesNot() {
		assertTrue(macro("explorer", "x=1 y=2").startsWith("X-VMamba Explore Attention... opens a window, and needs a screen"));
		assertTrue(macro("explorer", "x=90").startsWith("The option x=90 is not possible; allowed is: a pixel of the image, 0 to 89"));
		assertTrue(macro("explorer", "block=first").startsWith("The option block=first is not possible; allowed is: last, or the number"));
		assertTrue(macro("explorer", "mode=matrix").startsWith("The option mode=matrix is not possible; allowed is: row, column."));
		assertTrue(macro("explorer", "direction=all").startsWith("The option direction=all is not possible; allowed is: merged, or the number"));
	}

	@Test
	void everyInputHasALabelAndADefault() {
		for (final Class<? extends ScreenCommand> command : List.copyOf(COMMANDS.values()))
			for (final ModuleItem<?> input : new CommandInfo(command).inputs()) {
				if (!input.getType().equals(String.class)) continue;
				assertTrue(!input.isPersisted() && !input.getLabel().isBlank() && !input.getDescription().isBlank(), input.getName());
				assertEquals(input.getName().toLowerCase(), input.getName());
				final CommandModule module = module(command);
				assertNotNull(module.getInput(input.getName()), input.getName());
			}
	}

	private static CommandModule module(final Class<? extends ScreenCommand> command) {
		try {
			return new CommandModule(new CommandInfo(command));
		}
		catch (final Exception exc) {
			throw new AssertionError(exc);
		}
	}

	private static String macro(final String command, final String options) {
		final String result = IJ.runMacro("setBatchMode(true); newImage('cells', 'RGB ramp', 90, 70, 1); r = call('" + ExploreCommandTest.class
			.getName() + ".run', '" + command + "', '" + options + "'); selectImage(nImages); getDimensions(w, h, c, z, t); return r + ' ' + getTitle() + ' ' + c + ' ' + z + " +
			"' ' + t;");
		assertNotNull(result, "The macro did not come to its end.");
		return result;
	}
}
