package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.install.ChildJvm;
import org.xvmamba.model.TestModels;

import ij.IJ;

/** The check with a model that lies in a folder that a person has added, and nowhere else. */
public class DeviceCheckCommandTest {

	@TempDir
	private Path folder;

	/**
	 * Runs in a JVM of its own, whose working folder has no models.
	 *
	 * @param folder that is added
	 */
	public static void main(final String... folder) {
		ModelPlaces.add(Path.of(folder[0]));
		ImageJ1Command.module(DeviceCheckCommand.class.getName()).run(); // without a window, ImageJ's log goes to the standard output
		ModelPlaces.forget(Path.of(folder[0]).toAbsolutePath().normalize());
		IJ.log("done");
	}

	@Test
	void findsModelsInAddedFolders() throws Exception {
		TestModels.tiny(folder.resolve("models of mine").resolve("my-model"));
		final Path empty = Files.createDirectory(folder.resolve("empty"));
		final ChildJvm.Ending ending = ChildJvm.run(folder, empty, List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
			DeviceCheckCommandTest.class.getName(), folder.resolve("models of mine").toString()));
		assertEquals(0, ending.exitCode(), ending.output());
		assertTrue(ending.output().contains("Trial on the CPU: CPU ("), ending.output());
		assertTrue(ending.output().contains("done"), ending.output());
	}
}
