package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;

class ClassNamesTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "{\"1\": \"white cell\", \"0\": \"none\"}", "{\"white cell\": 1, \"none\": 0}", "none\n\n  white cell \n" })
	void readsAllThreeForms(final String text) throws IOException {
		assertEquals(List.of("none", "white cell"), ClassNames.read(file(text), 2));
	}

	@Test
	void saysHowManyAreNeeded() throws IOException {
		assertEquals("'classes' has 1 class names; the network has 3 classes, so give one name for each.", problem("none", 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"0\": \"a\", \"2\": \"b\"}", "{\"a\": 0, \"b\": 0}", "{\"0\": [1], \"1\": \"b\"}",
		"{\"0\": \"a\"", "{\"x\": \"a\", \"y\": \"b\"}" })
	void refusesWhatIsUnclear(final String text) throws IOException {
		assertTrue(problem(text, 2).startsWith("'classes' "), problem(text, 2));
	}

	@Test
	void refusesWhatIsNotText() throws IOException {
		final Path file = Files.write(folder.resolve("classes"), new byte[] { (byte) 0xff, (byte) 0xfe, 0 });
		assertTrue(assertThrows(UserException.class, () -> ClassNames.read(file, 2)).getMessage().contains("UTF-8"));
	}

	@Test
	void saysThatTheFileIsMissing() {
		final Path missing = folder.resolve("missing");
		assertTrue(assertThrows(UserException.class, () -> ClassNames.read(missing, 2)).getMessage().startsWith("There is no file"));
	}

	private String problem(final String text, final int classes) throws IOException {
		final Path file = file(text);
		return assertThrows(UserException.class, () -> ClassNames.read(file, classes)).getMessage();
	}

	private Path file(final String text) throws IOException {
		return Files.writeString(folder.resolve("classes"), text);
	}
}
