package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;

/** What we write, and what we bring along, is a model description by BioImage.IO's rules. */
class BioImageIoRulesTest {

	@TempDir
	private Path temporary;

	@Test
	void whatTheImporterWritesKeepsTheRules() throws IOException {
		BioImageIoRules.check(TestModels.tiny(temporary.resolve("tiny")).path());
		BioImageIoRules.check(TestModels.tiny(temporary.resolve("scaled"), 0.25).path());
		BioImageIoRules.check(TestModels.of("vim-16.pth", temporary.resolve("vim"), 80).path());
	}

	@ParameterizedTest
	@MethodSource("modelsThatComeAlong")
	void theModelsThatComeAlongKeepTheRules(final Path folder) throws IOException {
		BioImageIoRules.check(folder);
	}

	static List<Path> modelsThatComeAlong() throws IOException {
		try (Stream<Path> folders = Files.list(Path.of("models"))) {
			final List<Path> models = folders.filter(folder -> Files.exists(folder.resolve(ModelFolder.DESCRIPTION_FILE))).sorted().toList();
			assertFalse(models.isEmpty());
			return models;
		}
	}

	@Test
	void theCheckItselfNoticesAWrongField() throws IOException {
		final Path folder = TestModels.tiny(temporary.resolve("wrong")).path();
		final Path description = folder.resolve("rdf.yaml");
		final String right = Files.readString(description);
		for (final String[] wrong : new String[][] { { "name: tiny model", "name: tiny" }, { "opset_version: 17", "opset_version: 6" }, { "id: image",
				"id: Image" }, { "doi: 10.", "doi: 9." }, { "size: 64", "size: 65" }, { "type: float32", "type: float" } })
		{
			assertTrue(right.contains(wrong[0]), wrong[0]);
			Files.writeString(description, right.replace(wrong[0], wrong[1]));
			assertThrows(AssertionError.class, () -> BioImageIoRules.check(folder), wrong[1]);
		}
	}

	@Test
	void aGreySampleBecomesAnRgbOneOfTheSameValues() throws IOException {
		final BufferedImage grey = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
		for (int x = 0; x < 20; x++)
			grey.getRaster().setSample(x, 3, 0, 10 * x);
		ImageIO.write(grey, "png", temporary.resolve("grey.png").toFile());
		assertEquals("sample.png", SamplePicture.copy(temporary.resolve("grey.png"), temporary));
		final BufferedImage sample = ImageIO.read(temporary.resolve("sample.png").toFile());
		assertEquals(3, sample.getRaster().getNumBands());
		for (int x = 0; x < 20; x++)
			assertEquals(10 * x * 0x010101, sample.getRGB(x, 3) & 0xffffff);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tiny", "", "a/b/c/d", "Größe des Kerns" })
	void aNameThatIsNotAllowedIsRefused(final String name) {
		final String message = assertThrows(UserException.class, () -> new ModelCredits(name, "", List.of(), "")).getMessage();
		assertTrue(message.contains("5 to 128"), message);
	}

	@Test
	void aLicenceIsAnIdentifier() {
		assertThrows(UserException.class, () -> new ModelCredits("a model", "", List.of(), "my own licence"));
	}

	@Test
	void aNameIsMadeOfThatOfTheFile() {
		assertEquals("blood smear Net", ModelCredits.nameOf(Path.of("blood-smear_Net.pth")));
		assertEquals("net model", ModelCredits.nameOf(Path.of("net.safetensors")));
		assertEquals("model", ModelCredits.nameOf(Path.of("ü.pth")));
		assertEquals(128, ModelCredits.nameOf(Path.of("a".repeat(300))).length());
	}
}
