package org.xvmamba.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.swing.JDialog;

import org.xvmamba.model.ModelLibrary;

import ij.IJ;
import ij.Prefs;

/** What a person does in ImageJ before and while something is explained; {@link FootprintIT} looks at what it leaves. */
final class FootprintProgram {

	private static final Path MAPS = Path.of("/proc/self/maps");

	private FootprintProgram() {}

	/** @param arguments ImageJ's folder, the file in which Java logs the classes that it loads, and an image */
	public static void main(final String... arguments) throws Exception {
		ImageJWindow.open(Path.of(arguments[0]));
		IJ.openImage(arguments[2]).show();
		final Thread command = ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		ImageJWindow.click(dialog, "Cancel");
		command.join();
		for (final String line : Files.readAllLines(Path.of(arguments[0], "plugins.config.txt")))
			Class.forName(line.replaceAll(".*\\(\"(.*)\"\\).*", "$1"));
		System.out.println("models: " + ModelLibrary.standard(Optional.empty()).names());
		tell("before", Path.of(arguments[1]));
		System.out.println("macro: " + IJ.runMacro("run('X-VMamba Explain...', 'model=[blood smear]'); run('X-VMamba View...', 'block=0'); return 'done';"));
		tell("after", Path.of(arguments[1]));
		ImageJWindow.clear();
		Prefs.savePreferences();
		System.exit(0);
	}

	private static void tell(final String when, final Path loadedClasses) throws IOException {
		System.out.println(when + ": native " + names(MAPS) + ", classes " + names(loadedClasses));
	}

	/** @return which of the libraries with native parts a file names */
	private static List<String> names(final Path file) throws IOException {
		final String text = Files.readString(file);
		return Stream.of("onnxruntime", "nd4j", "javacpp").filter(text::contains).toList();
	}
}
