package org.xvmamba.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.xvmamba.Progress;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Region;
import org.xvmamba.model.ModelLibrary;

/** The drawn pictures of test-images, what they show, and what the shipped models say to them. */
final class DrawnPictures {

	static final Path MODELS = Path.of("models");

	private static final Path FOLDER = Path.of("test-images");

	private DrawnPictures() {}

	/**
	 * A picture, drawn for one of the shipped models.
	 *
	 * @param file its name
	 * @param model the name of the model's folder
	 * @param label the class it belongs to
	 */
	record Drawn(String file, String model, String label) {}

	static List<Drawn> all() throws IOException {
		return rows("classes.csv").stream().map(row -> new Drawn(row[0], row[1], row[2])).toList();
	}

	/** Where in the picture lies what makes its class; empty where there is nothing to find. */
	static List<Region> evidence(final String file) throws IOException {
		return rows("truth.csv").stream().filter(row -> row[0].equals(file)).map(DrawnPictures::region).toList();
	}

	static Explanation explain(final Drawn drawn) {
		final ExplainOptions options = ExplainOptions.of(Map.of(ExplainOptions.MODEL, drawn.model(), ExplainOptions.DEVICE, "cpu"));
		return Explainer.standard(new ModelLibrary(List.of(MODELS))).explain(ImagePlusPictures.of(ImageFiles.open(FOLDER.resolve(drawn.file())),
			null), options, Progress.NONE);
	}

	private static List<String[]> rows(final String table) throws IOException {
		return Files.readAllLines(FOLDER.resolve(table)).stream().skip(1).map(line -> line.split(",")).toList();
	}

	private static Region region(final String[] row) {
		final int left = Integer.parseInt(row[2]);
		final int top = Integer.parseInt(row[3]);
		return new Region(left, top, Integer.parseInt(row[4]) - left, Integer.parseInt(row[5]) - top);
	}
}
