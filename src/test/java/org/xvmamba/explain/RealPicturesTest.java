package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.xvmamba.Progress;
import org.xvmamba.SharedData;
import org.xvmamba.UserException;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.model.ModelLibrary;

/** Every real and every broken picture, explained with the shipped model or refused with one sentence. */
class RealPicturesTest {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Whole, but of formats that neither ImageJ nor ImageIO knows. */
	private static final Set<String> NOT_READ = Set.of("JPEG2000.dcm", "SC_rgb_rle_2frame.dcm", "BigTIFF.tif", "cmu1_he_512.ome.zarr");

	@Test
	void eachIsExplainedOrRefusedInOneSentence() throws IOException {
		final List<Path> files = files(SharedData.require("pictures"));
		final Explainer explainer = Explainer.standard(new ModelLibrary(List.of(Path.of("models"))));
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final List<String> refused = new ArrayList<>();
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		System.setErr(System.out);
		try {
			for (final Path file : files)
				assertTimeoutPreemptively(PATIENCE, () -> explain(file, explainer, refused), file::toString);
		}
		finally {
			System.setOut(out);
			System.setErr(err);
			explainer.releaseModel();
		}
		assertFalse(printed.toString(StandardCharsets.UTF_8).contains("\tat "), () -> printed.toString(StandardCharsets.UTF_8));
		out.println(files.size() + " pictures: " + (files.size() - refused.size()) + " explained, " + refused.size() +
			" refused with a sentence each");
	}

	private static void explain(final Path file, final Explainer explainer, final List<String> refused) {
		try {
			final ExplanationSeries series = explainer.explain(ImagePlusPictures.series(ImageFiles.open(file), null, PictureOptions.DEFAULTS),
				ExplainOptions.of(Map.of("model", "blood smear", "blocks", "last")), Progress.NONE);
			assertEquals(1, series.first().prediction().classes().stream().mapToDouble(score -> score.probability()).sum(), 1e-9, file::toString);
			final MapRenderer map = MapRenderer.of(series.first(), series.first().shown());
			assertTrue(Float.isFinite(map.min()) && map.min() <= map.max(), file::toString);
		}
		catch (final UserException exc) {
			final String sentence = exc.getMessage();
			assertTrue(sentence.endsWith(".") && sentence.lines().count() == 1 && sentence.contains(file.getFileName().toString()), () -> file +
				": " + sentence);
			assertTrue(NOT_READ.contains(file.getFileName().toString()) || file.getParent().endsWith("bad"), sentence);
			refused.add(sentence);
		}
	}

	/** A Zarr image is a folder of chunks. */
	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(file -> file.toString().endsWith(".zarr") || Files.isRegularFile(file) && !file.toString().contains(".zarr") && !file
				.endsWith("README.md")).sorted().toList();
		}
	}
}
