package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.io.FileSaver;

/** Macros without a screen, by their real {@code run("X-VMamba ...")} lines: ImageJ is given its table of commands, which it fills with its menu elsewhere. */
class HeadlessReplayTest {

	@TempDir
	private Path folder;

	private static Object menuBefore;

	@BeforeAll
	static void giveImageJTheCommands() throws Exception {
		assertTrue(GraphicsEnvironment.isHeadless());
		final Hashtable<String, String> commands = new Hashtable<>();
		for (final String line : Files.readAllLines(Path.of("plugins.config")))
			if (!line.startsWith("#")) commands.put(line.split("\"")[1], line.substring(line.indexOf("org.")));
		commands.put("Select None", "ij.plugin.Selection(\"none\")");
		commands.put("Restore Selection", "ij.plugin.Selection(\"restore\")");
		commands.put("Flatten", "ij.plugin.OverlayCommands(\"flatten\")");
		menuBefore = setCommands(commands);
	}

	@AfterAll
	static void takeThemBack() throws Exception {
		setCommands(menuBefore);
	}

	@AfterEach
	void closeAll() {
		for (final int id : Objects.requireNonNullElse(WindowManager.getIDList(), new int[0])) {
			WindowManager.getImage(id).changes = false;
			WindowManager.getImage(id).close();
		}
	}

	private static Object setCommands(final Object commands) throws Exception {
		final var field = Menus.class.getDeclaredField("pluginsTable");
		field.setAccessible(true);
		final Object before = field.get(null);
		field.set(null, commands);
		return before;
	}

	@Test
	void theRecordedLinesReplay() {
		assertEquals("4", RecordedLines.valueOf("setBatchMode(true);" + RecordedLines.replay()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Explain_Image.ijm", "View.ijm", "Overlay_Opacity.ijm", "Contours.ijm", "Highest_Tiles.ijm" })
	void theExamplesRun(final String name) throws IOException {
		final String macro = "setBatchMode(true); newImage('example', 'RGB ramp', 500, 400, 1);\n" + Files.readString(Path.of("macros", name)) +
			"\nreturn 'done';";
		assertEquals("done", RecordedLines.valueOf(macro));
	}

	@Test
	void aFolderWithBadFilesIsDoneToItsEndAndReported() throws IOException {
		final Path input = Files.createDirectories(folder.resolve("in [1], it's"));
		final Path output = folder.resolve("out");
		final ImagePlus image = IJ.createImage("good", "RGB ramp", 80, 60, 1);
		new FileSaver(image).saveAsPng(input.resolve("a.png").toString());
		Files.writeString(input.resolve("b \"quoted\", bad.png"), "not a picture");
		new FileSaver(image).saveAsPng(input.resolve("c.png").toString());
		final String ending = IJ.runMacroFile(Path.of("macros", "Explain_Folder.ijm").toAbsolutePath().toString(), input + "|" + output);

		assertEquals("[aborted]", String.valueOf(ending), "It doesn't end well.");
		final List<String> summary = Files.readAllLines(output.resolve("summary.csv"), StandardCharsets.UTF_8);
		assertEquals(4, summary.size(), summary::toString);
		assertTrue(summary.get(1).matches("\"a.png\",explained,\".+\",-"), summary.get(1));
		assertTrue(summary.get(2).startsWith("\"b \"\"quoted\"\", bad.png\",failed,-,\""), summary.get(2));
		assertTrue(Files.exists(output.resolve("c.png-layers.tif")));
		assertFalse(Files.exists(output.resolve("b \"quoted\", bad.png-layers.tif")));
	}

	@Test
	void afterAWrongModelEveryFileIsListed() throws IOException {
		new FileSaver(IJ.createImage("good", "RGB ramp", 80, 60, 1)).saveAsPng(Files.createDirectories(folder.resolve("in")).resolve("a.png")
			.toString());
		IJ.runMacroFile(Path.of("macros", "Explain_Folder.ijm").toAbsolutePath().toString(), folder.resolve("in") + "|" + folder.resolve(
			"out") + "|no such");
		assertTrue(Files.readString(folder.resolve("out").resolve("summary.csv")).contains("There is no model 'no such'"));
	}
}
