package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.UserException;

class Nd4jFolderTest {

	@TempDir
	Path folder;

	private Properties before;

	@BeforeEach
	void forgetTheFolders() {
		before = (Properties) System.getProperties().clone();
		System.clearProperty(Nd4jFolder.PROPERTY);
		System.clearProperty("ij.dir");
		System.clearProperty("plugins.dir");
	}

	@AfterEach
	void restoreTheFolders() {
		System.setProperties(before);
	}

	@Test
	void isInTheFolderOfImageJ() {
		assertEquals(Path.of("X-VMamba", "nd4j"), Nd4jFolder.path());
		System.setProperty("plugins.dir", folder.resolve("plugins").toString());
		assertEquals(folder.resolve("X-VMamba").resolve("nd4j"), Nd4jFolder.path());
		System.setProperty("plugins.dir", folder.toString());
		assertEquals(folder.resolve("X-VMamba").resolve("nd4j"), Nd4jFolder.path());
		System.setProperty("ij.dir", folder.resolve("Fiji").toString());
		assertEquals(folder.resolve("Fiji").resolve("X-VMamba").resolve("nd4j"), Nd4jFolder.path());
		System.setProperty(Nd4jFolder.PROPERTY, "elsewhere");
		assertEquals(Path.of("elsewhere"), Nd4jFolder.path());
	}

	@Test
	void tellsTheBackEndForGraphicsCards() {
		assertTrue(Nd4jFolder.isForCuda(List.of(Path.of("nd4j-api-1.0.0-M2.1.jar"), Path.of("nd4j-cuda-11.6-1.0.0-M2.1.jar"))));
		assertEquals(false, Nd4jFolder.isForCuda(List.of(Path.of("nd4j-api-1.0.0-M2.1.jar"), Path.of("nd4j-native-1.0.0-M2.1.jar"))));
	}

	@Test
	void listsItsJars() throws IOException {
		System.setProperty(Nd4jFolder.PROPERTY, folder.toString());
		for (final String name : List.of("b.jar", "a.jar", "notes.txt"))
			Files.createFile(folder.resolve(name));
		assertEquals(List.of(folder.resolve("a.jar"), folder.resolve("b.jar")), Nd4jFolder.jars());
	}

	@Test
	void saysWhatToDoWhereThereAreNone() {
		for (final Path empty : List.of(folder, folder.resolve("missing"))) {
			System.setProperty(Nd4jFolder.PROPERTY, empty.toString());
			final String message = assertThrows(UserException.class, Nd4jFolder::jars).getMessage();
			assertTrue(message.contains("'" + empty + "'"), message);
			assertTrue(message.contains("-Dxvmamba.nd4j=FOLDER"), message);
		}
	}
}
