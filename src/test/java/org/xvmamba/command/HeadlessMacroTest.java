package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleException;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.WindowManager;

/**
 * A macro without a screen. Fiji's patched ImageJ finds commands in its menu then; here the macro calls the command by way of a static
 * method, and the rest is as there: a command of a context, in a thread of its own, while a macro runs in batch mode.
 */
public class HeadlessMacroTest {

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

	/** For macros. */
	public static String explain(final String index) throws Exception {
		final CommandModule module = context.service(CommandService.class).run(ExplainCommand.class, true, Map.of("image", WindowManager
			.getCurrentImage(), "model", model, "index", index)).get();
		return String.valueOf(module.getCancelReason());
	}

	@Test
	void imagesAreLeftOpenForTheMacro() {
		assertEquals("null Jacobian index of cells 5 Legend of cells", macro("jacobian", "selectImage('Jacobian index of cells');" +
			"getDimensions(w, h, c, z, t); a = getTitle() + ' ' + c; selectImage('Legend of cells'); return r + ' ' + a + ' ' + getTitle();"));
	}

	@Test
	void thePredictionIsAPropertyOfTheImage() {
		assertEquals("class 0", macro("jacobian", "selectImage('cells'); p = Property.get('X-VMamba predicted'); return p;").replaceAll("\\d+",
			"0"));
	}

	/** For macros. */
	public static String compare() throws Exception {
		final CommandModule module = context.service(CommandService.class).run(CompareCommand.class, true, Map.of("image", WindowManager
			.getCurrentImage())).get();
		return String.valueOf(module.getCancelReason());
	}

	/** For macros. */
	public static String report(final String path) throws Exception {
		final CommandModule module = context.service(CommandService.class).run(ReportCommand.class, true, Map.of("image", WindowManager
			.getCurrentImage(), "path", path)).get();
		return String.valueOf(module.getCancelReason());
	}

	@Test
	void comparisonAndReportNeedNoScreen() {
		final Path file = folder.resolve("report.html");
		assertEquals("null null null Difference of cells 25", macro("jacobian,gramian", "selectImage('cells'); o = call('" + HeadlessMacroTest.class
			.getName() + ".report', '" + file + "'); r = r + ' ' + o + ' ' + call('" + HeadlessMacroTest.class.getName() +
			".compare'); selectImage('Difference of cells'); return r + ' ' + getTitle() + ' ' + nSlices;"));
		assertTrue(Files.exists(file));
	}

	@Test
	void anErrorIsOneSentenceAndLeavesNothing() {
		final String result = macro("hessian", "return r + ' ' + (nImages - n);");
		assertTrue(result.startsWith("The option index=hessian is not possible; allowed is: jacobian,") && result.endsWith(". 0"), result);
	}

	/** For macros. */
	public static String evaluate() throws Exception {
		final CommandModule module = context.service(CommandService.class).run(EvaluateMapsCommand.class, true, Map.of("image", WindowManager
			.getCurrentImage(), "model", model, "protocols", "deletion,sanity", "baselines", "random")).get();
		return String.valueOf(module.getCancelReason());
	}

	@Test
	void anEvaluationLeavesItsPlotsForTheMacro() {
		final String result = IJ.runMacro("setBatchMode(true); newImage('cells', 'RGB ramp', 90, 70, 1); n = nImages; r = call('" +
			HeadlessMacroTest.class.getName() + ".evaluate'); a = nImages - n; selectImage('Randomised weights, cells'); return r + ' ' + a + ' ' + getTitle();");
		assertEquals("null 4 Randomised weights, cells", result);
	}

	/** For macros. */
	public static String plot() throws Exception {
		final CommandModule module = context.service(CommandService.class).run(PlotOrdersCommand.class, true, Map.of("image", WindowManager
			.getCurrentImage())).get();
		return String.valueOf(module.getCancelReason());
	}

	@Test
	void aPlotIsLeftForTheMacro() {
		assertEquals("null Jacobian index by scan order, cells", macro("jacobian", "selectImage('cells'); p = call('" + HeadlessMacroTest.class
			.getName() + ".plot'); selectImage('Jacobian index by scan order, cells'); return p + ' ' + getTitle();"));
	}

	/** For macros. */
	public static String resolve() throws ModuleException {
		final CommandModule module = new CommandModule(context.service(CommandService.class).getCommand(ExplainCommand.class));
		new ScreenInputs().process(module);
		return Boolean.toString(module.isInputResolved("opacity"));
	}

	@Test
	void aMacroMayLeaveOptionsAway() throws ModuleException {
		assertEquals("true", IJ.runMacro("return call('" + HeadlessMacroTest.class.getName() + ".resolve');"));
		assertEquals("false", resolve(), "Without a macro, the dialog asks.");
	}

	private static String macro(final String index, final String rest) {
		final String result = IJ.runMacro("setBatchMode(true); newImage('cells', 'RGB ramp', 90, 70, 1); n = nImages; r = call('" + HeadlessMacroTest.class
			.getName() + ".explain', '" + index + "'); " + rest);
		assertNotNull(result, "The macro did not come to its end.");
		return result;
	}
}
