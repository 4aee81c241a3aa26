package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.Progress;
import org.xvmamba.explain.DrawnPictures.Drawn;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SelfTest;

/** Holds every shipped model to its own test and to the pictures drawn for it. */
class ShippedModelsTest {

	private static final long MOST_BYTES = 8_000_000;

	static Stream<String> models() {
		return new ModelLibrary(List.of(DrawnPictures.MODELS)).names().stream();
	}

	static Stream<Drawn> pictures() throws IOException {
		return DrawnPictures.all().stream();
	}

	@ParameterizedTest
	@MethodSource("models")
	void passesItsOwnTest(final String name) {
		assertTrue(SelfTest.run(ModelFolder.open(DrawnPictures.MODELS.resolve(name)), Progress.NONE).explainable());
	}

	@ParameterizedTest
	@MethodSource("models")
	void isSmallAndSaysWhatItIsNotFor(final String name) throws IOException {
		assertTrue(Files.size(DrawnPictures.MODELS.resolve(name).resolve("model.onnx")) < MOST_BYTES);
		assertTrue(Files.readString(DrawnPictures.MODELS.resolve(name).resolve("README.md")).toLowerCase(Locale.ROOT).contains(
			"not for diagnosis"));
	}

	@ParameterizedTest
	@MethodSource("models")
	void hasADrawnPictureOfEachClass(final String name) throws IOException {
		final List<String> drawn = DrawnPictures.all().stream().filter(picture -> picture.model().equals(name)).map(Drawn::label).distinct()
			.sorted().toList();
		assertEquals(ModelFolder.open(DrawnPictures.MODELS.resolve(name)).description().classes().stream().sorted().toList(), drawn);
	}

	@ParameterizedTest
	@MethodSource("pictures")
	void readsTheDrawnPicture(final Drawn drawn) {
		assertEquals(drawn.label(), DrawnPictures.explain(drawn).prediction().best().name());
	}
}
