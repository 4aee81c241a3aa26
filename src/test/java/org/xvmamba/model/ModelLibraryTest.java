package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.UserException;

class ModelLibraryTest {

	private static final List<String> PROPERTIES = List.of(ModelLibrary.FOLDERS_PROPERTY, "imagej.dir", "ij.dir", "plugins.dir");

	@TempDir
	private Path temporary;

	@AfterEach
	void forgetProperties() {
		PROPERTIES.forEach(System::clearProperty);
	}

	@Test
	void looksInTheFoldersOfTheProperty() throws IOException {
		final Path first = Files.createDirectory(temporary.resolve("first"));
		TestModels.tiny(temporary.resolve("second").resolve("blood-smear"));
		System.setProperty(ModelLibrary.FOLDERS_PROPERTY, first + File.pathSeparator + temporary.resolve("second"));
		assertEquals(temporary.resolve("second").resolve("blood-smear"), ModelLibrary.standard(Optional.empty()).find("blood smear").path());
	}

	@Test
	void looksInTheFolderOfImageJ() {
		final Path model = TestModels.tiny(temporary.resolve("models").resolve("cells")).path();
		assertEquals(model, ModelLibrary.standard(Optional.of(temporary)).find("cells").path());
		System.setProperty("ij.dir", temporary.toString());
		assertEquals(model, ModelLibrary.standard(Optional.empty()).find("cells").path());
		System.clearProperty("ij.dir");
		System.setProperty("plugins.dir", temporary.resolve("plugins").toString());
		assertEquals(model, ModelLibrary.standard(Optional.empty()).find("Cells").path());
		System.setProperty("plugins.dir", temporary.toString());
		assertEquals(model, ModelLibrary.standard(Optional.empty()).find("tiny model").path());
	}

	@Test
	void aBrokenModelDoesNotHideTheOthers() throws IOException {
		final Path broken = Files.createDirectory(temporary.resolve("broken"));
		Files.writeString(broken.resolve("rdf.yaml"), "type: [");
		TestModels.tiny(temporary.resolve("good"));
		final ModelLibrary library = new ModelLibrary(List.of(temporary));
		assertEquals(List.of("broken", "good"), library.names());
		assertEquals("tiny model", library.find("tiny model").description().name());
		assertMessage("can't be read as YAML", () -> library.find("broken"));
	}

	@Test
	void anUnknownNameListsWhatIsThereAndWhereItLooked() {
		final Path nowhere = temporary.resolve("nowhere");
		assertMessage("There is no model 'x': no model is installed (looked for in " + nowhere, () -> new ModelLibrary(List.of(nowhere)).find(
			"x"));
		assertMessage("There is no model folder", () -> new ModelLibrary(List.of(nowhere)).find(temporary.resolve("x").toString()));
	}

	private static void assertMessage(final String part, final Runnable work) {
		final String message = assertThrows(UserException.class, work::run).getMessage();
		assertTrue(message.contains(part), message);
	}
}
