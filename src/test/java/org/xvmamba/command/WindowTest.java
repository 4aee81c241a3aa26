package org.xvmamba.command;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test in a real ImageJ window; each test begins and ends without any other windows. Without a screen it is skipped. */
abstract class WindowTest {

	/** For the files of one class of tests. */
	@TempDir
	static Path folder;

	@BeforeAll
	static void openImageJ() throws Exception {
		ImageJWindow.open(folder.resolve("ImageJ"));
	}

	@BeforeEach
	@AfterEach
	void clear() {
		ImageJWindow.clear();
	}
}
