package org.xvmamba.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.xvmamba.Progress;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.convert.RandomMedMamba;

/** Model folders for tests. */
public final class TestModels {

	/** Input size of {@link #tiny}. */
	public static final int TINY_SIZE = 64;

	private TestModels() {}

	/** @return a request to import the small fixture checkpoint, of five classes and five blocks */
	public static ImportRequest tinyRequest(final Path folder) {
		return request(Fixtures.file("tiny.pth"), folder, TINY_SIZE);
	}

	/** @return that checkpoint, imported */
	public static ModelFolder tiny(final Path folder) {
		return ModelImporter.importCheckpoint(tinyRequest(folder), Progress.NONE).folder();
	}

	/** @return that checkpoint, imported as trained on a scale */
	public static ModelFolder tiny(final Path folder, final double micrometresPerPixel) {
		final ImportRequest plain = tinyRequest(folder);
		return ModelImporter.importCheckpoint(new ImportRequest(plain.checkpoint(), folder, plain.conversion(), plain.classNames(), plain.credits(),
			plain.inputSize(), OptionalDouble.of(micrometresPerPixel), plain.card(), plain.sample()), Progress.NONE).folder();
	}

	/** @return a network that takes long enough to be stopped */
	public static ModelFolder slow(final Path folder) {
		return slow(folder, 32);
	}

	/** @return the same for inputs of a size: already one tile takes long */
	public static ModelFolder slow(final Path folder, final int size) {
		return ModelImporter.write(RandomMedMamba.build(List.of(1, 1), List.of(64, 128), 2, 1), request(Path.of("random"), folder, size),
			Progress.NONE).folder();
	}

	/** @return another fixture checkpoint, imported for inputs of that size */
	public static ModelFolder of(final String fixture, final Path folder, final int size) {
		return ModelImporter.importCheckpoint(request(Fixtures.file(fixture), folder, size), Progress.NONE).folder();
	}

	private static ImportRequest request(final Path checkpoint, final Path folder, final int size) {
		return new ImportRequest(checkpoint, folder, ConversionOptions.DEFAULT, Optional.empty(), new ModelCredits("tiny model", "", List.of("Somebody"), "MIT"),
			OptionalInt.of(size), OptionalDouble.empty(), Optional.empty(), Optional.empty());
	}
}
