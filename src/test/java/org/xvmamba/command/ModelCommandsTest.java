package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.scijava.task.event.TaskEvent;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.ExplanationWindows;
import org.xvmamba.display.MapOverlay;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.model.HandMadeGraph;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.TestModels;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.NewImage;
import ij.macro.Interpreter;

/** The commands about models, run in a context, as in Fiji. */
class ModelCommandsTest {

	@TempDir
	private Path folder;
	private Context context;

	@BeforeEach
	void createContext() {
		context = new Context(CommandService.class, TaskService.class);
	}

	@AfterEach
	void dispose() {
		WindowManager.closeAllWindows();
		ModelPlaces.added().forEach(ModelPlaces::forget);
		context.close();
	}

	@Test
	void importsWithAllThatCanBeSaid() throws Exception {
		final Path target = folder.resolve("mine");
		assertNull(run(ImportModelCommand.class, Map.of("folder", target.toString(), "classes", "a, b, c, d, e", "name", "my own model", "size", "64",
			"normalisation", "0.25/0.5,0.4,0.3", "micrometres", "0.5", "explain", false)));
		final ModelDescription model = ModelFolder.open(target).description();
		assertEquals("my own model", model.name());
		assertEquals(List.of("a", "b", "c", "d", "e"), model.classes());
		assertEquals(64, model.inputSize());
		assertEquals(0.25, model.normalisation().mean().get(2), 1e-12);
		assertEquals(0.3, model.normalisation().standardDeviation().get(2), 1e-12);
		assertEquals(0.5, model.micrometresPerPixel().getAsDouble());
	}

	@Test
	void namesAndPlacesAreMadeOfTheFile() throws Exception {
		final Path target = folder.resolve("new");
		assertNull(run(ImportModelCommand.class, Map.of("folder", target.toString())));
		assertEquals("tiny model", ModelFolder.open(target).description().name());
		assertEquals(ModelPlaces.usual(), ModelPlaces.library().folders().get(ModelPlaces.library().folders().size() - 1).toAbsolutePath()
			.normalize());
	}

	@Test
	void explainsTheOpenImageAtOnce() throws Exception {
		Interpreter.batchMode = true;
		try {
			final ImagePlus image = NewImage.createRGBImage("cells", 90, 70, 1, NewImage.FILL_RANDOM);
			image.show();
			assertNull(run(ImportModelCommand.class, Map.of("folder", folder.resolve("new").toString(), "size", "64")));
			assertTrue(image.getProp(ExplanationWindows.PROVENANCE).contains("tiny model"));
		}
		finally {
			Interpreter.batchMode = false;
		}
	}

	@Test
	void aModelWithoutBlocksPredictsAndTakesAnEarlierMapAway() throws Exception {
		final Path plain = Files.createDirectory(folder.resolve("plain"));
		new HandMadeGraph().writePlain(plain.resolve("model.onnx"), false);
		Files.writeString(plain.resolve("rdf.yaml"), """
			{format_version: 0.5.3, type: model, name: from the zoo, weights: {onnx: {source: model.onnx}}, inputs: [{id: raw, axes: [{type: batch},
			{type: channel, channel_names: [r, g, b]}, {type: space, id: y, size: 32}, {type: space, id: x, size: 32}]}],
			outputs: [{id: out, axes: [{type: batch}, {type: channel, channel_names: [red, green, blue]}]}]}
			""");
		final ImagePlus image = NewImage.createRGBImage("leaf", 40, 40, 1, NewImage.FILL_BLACK);
		image.getProcessor().setColor(Color.GREEN);
		image.getProcessor().fill();
		assertNull(run(ExplainCommand.class, Map.of("image", image, "model", TestModels.tiny(folder.resolve("tiny")).path().toString())));
		assertTrue(MapOverlay.opacity(image).isPresent());
		assertNull(run(ExplainCommand.class, Map.of("image", image, "model", plain.toString(), "index", "jacobian,cam")));
		assertEquals("green", image.getProp(ExplanationWindows.PREDICTED));
		assertTrue(image.getProp(ExplanationWindows.PROVENANCE).contains("can predict, but not be explained"));
		assertFalse(MapOverlay.opacity(image).isPresent());
		assertFalse(ExplainedImage.of(image).isPresent());
		final String why = run(PlotLayersCommand.class, Map.of("image", image));
		assertTrue(why.startsWith("The model 'from the zoo' can predict, but not be explained: "), why);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		checkpoint    |                     | The option checkpoint is empty
		checkpoint    | nowhere.pth         | There is no checkpoint 'nowhere.pth'
		family        | resnet              | Unknown model family 'resnet'
		family        | vim                 | The tensor 'pos_embed' is missing
		classes       | one,two             | not 5 names joined by commas
		name          | a/b                 | can't be named 'a/b'
		size          | 12.5                | size=12.5 is not possible
		size          | 8                   | too small for the network
		normalisation | 0.5                 | The normalisation '0.5' is not possible
		normalisation | 0.5/0               | The normalisation '0.5/0' is not possible
		micrometres   | -1                  | micrometres=-1 is not possible
		scan          | unidi               | The scan pattern 'unidi' can't be chosen
		scan          | cascade2d           | can't be chosen
		""")
	void aWrongValueIsOneSentenceAndLeavesNothing(final String key, final String value, final String part) throws Exception {
		final String reason = run(ImportModelCommand.class, Map.of("folder", folder.resolve("new").toString(), key, value == null ? "" : value));
		assertTrue(reason.contains(part) && reason.endsWith(".") && reason.lines().count() == 1, reason);
		assertNothing();
	}

	@Test
	void cancellingLeavesNothing() throws Exception {
		final CancelAtOnce listener = new CancelAtOnce();
		final var keep = context.service(EventService.class).subscribe(listener);
		assertFalse(keep.isEmpty());
		assertEquals("", run(ImportModelCommand.class, Map.of("folder", folder.resolve("new").toString())));
		assertNothing();
	}

	/** Presses the cancel button of each task that Fiji shows. */
	public static final class CancelAtOnce {

		@EventHandler
		void cancel(final TaskEvent event) {
			final Task task = event.getTask();
			if (!task.isCanceled()) task.cancel("enough");
		}
	}

	@Test
	void listsTestsAddsAndRemoves() throws Exception {
		final Path models = Files.createDirectory(folder.resolve("models"));
		TestModels.tiny(models.resolve("one"));
		TestModels.tiny(models.resolve("two"));
		Files.writeString(models.resolve("two").resolve("rdf.yaml"), "type: cake");
		assertNull(run(ModelsCommand.class, Map.of("add", models.toString())));
		assertEquals(List.of(models), ModelPlaces.added());
		assertTrue(ModelPlaces.library().names().containsAll(List.of("one", "two", "blood-smear")));
		assertNull(run(ModelsCommand.class, Map.of("selftest", models.resolve("one").toString(), "list", true)));
		assertTrue(run(ModelsCommand.class, Map.of("remove", "three")).contains("There is no model 'three'; installed are "));
		assertNull(run(ModelsCommand.class, Map.of("remove", "two")));
		assertEquals(List.of("one"), names(models));
		assertNull(run(ModelsCommand.class, Map.of("forget", models.toString())));
		assertFalse(ModelPlaces.library().names().contains("one"));
		assertTrue(run(ModelsCommand.class, Map.of("forget", models.toString())).contains("was not added"));
		assertTrue(run(ModelsCommand.class, Map.of("add", folder.resolve("nowhere").toString())).contains("There is no folder"));
	}

	@Test
	void theLibraryTellsWhatAMacroCanName() {
		assertTrue(new ModelLibrary(List.of(Path.of("models"))).installed().stream().anyMatch(model -> ModelLibrary.isNamed(model, "Blood_Smear")));
	}

	private String run(final Class<? extends Command> command, final Map<String, Object> inputs) throws Exception {
		final Map<String, Object> all = new HashMap<>(inputs);
		if (command == ImportModelCommand.class) all.putIfAbsent("checkpoint", Fixtures.file("tiny.pth").toString());
		final CommandModule module = context.service(CommandService.class).run(command, true, all).get();
		return module.isCanceled() ? module.getCancelReason() : null;
	}

	private void assertNothing() throws IOException {
		assertEquals(List.of(), names(folder));
	}

	private static List<String> names(final Path of) throws IOException {
		try (Stream<Path> files = Files.list(of)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
