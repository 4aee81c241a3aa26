package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.Prediction;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;

class ReportTest {

	private static final String EVIL = "<script>alert('x')</script> & \"more\"";

	@TempDir
	private Path folder;

	private final ImagePlus image = IJ.createImage("cells", "RGB ramp", 64, 48, 1);

	@Test
	void hasEverythingThatAReaderNeeds() throws Exception {
		final String page = write(TestExplanations.of(image, null, 0.5, Map.of("index", "jacobian,gramian")));
		for (final String part : new String[] { "<title>Explanation of cells</title>", "The model says <b>with cell</b>, with a probability of 95.3 %",
			"Not for diagnosis", "No index depends on the class", "Legend: Jacobian index", "Gramian index of all blocks and scan directions",
			"stage 1, block 0", "Grid 2 x 2", "direction 3 (column-major-reversed)", "SSM branch 50.0 % of the block", "model, sha256</th><td>abc" })
			assertTrue(page.contains(part), () -> part + " is missing in\n" + page.replaceAll("base64,[^\"]*", ""));
		assertFalse(page.contains("Less than 10.0 %") || page.contains("Classes of the tiles"), "there is no reason for it");
		final Document document = parse(page);
		assertEquals(1, document.getElementsByTagName("h1").getLength());
		assertEquals(2 + 1 + 2 * (1 + 2 * 5), document.getElementsByTagName("img").getLength(), "image, map, scales, maps of two indices");
	}

	@Test
	void picturesHaveATextAndCanBeRead() throws Exception {
		final Document document = parse(write(TestExplanations.of(image, null, 0.5, Map.of("tiling", "tiles"))));
		for (int i = 0; i < document.getElementsByTagName("img").getLength(); i++) {
			final Element element = (Element) document.getElementsByTagName("img").item(i);
			final byte[] png = Base64.getDecoder().decode(element.getAttribute("src").replace("data:image/png;base64,", ""));
			assertEquals(element.getAttribute("width"), Integer.toString(ImageIO.read(new ByteArrayInputStream(png)).getWidth()));
			assertTrue(element.hasAttribute("alt"), "an empty one says that the picture is an ornament");
		}
		for (int i = 0; i < document.getElementsByTagName("th").getLength(); i++)
			assertTrue(((Element) document.getElementsByTagName("th").item(i)).getAttribute("scope").matches("row|col"));
	}

	@Test
	void needsNothingFromElsewhere() throws IOException {
		final String page = write(TestExplanations.of(image, null, 0.5, Map.of()));
		assertFalse(Pattern.compile("<script|<link|<iframe|https?://|@import|url\\(|\\son\\w+=", Pattern.CASE_INSENSITIVE).matcher(page).find());
		assertTrue(page.contains("default-src 'none'"));
	}

	@Test
	void namesAreNoMarkup() throws Exception {
		image.setTitle(EVIL);
		final Explanation plain = TestExplanations.of(image, null, 0.5, Map.of());
		final Map<String, Object> provenance = new LinkedHashMap<>(plain.provenance());
		provenance.put("notes", List.of(EVIL, Map.of(EVIL, EVIL)));
		provenance.put(EVIL, EVIL + '\0' + '\ud800');
		final Explanation evil = new Explanation(plain.picture(), plain.model(), plain.options(), plain.plan(), Prediction.of(List.of(EVIL, "b"),
			new double[] { 3, 1 }), plain.tiles(), plain.blocks(), plain.indices(), plain.device(), provenance);
		final String page = write(evil);
		assertFalse(page.contains("<script") || page.contains("alert('x')"));
		assertEquals("Explanation of " + EVIL, parse(page).getElementsByTagName("title").item(0).getTextContent());
		assertEquals(EVIL, parse(page).getElementsByTagName("b").item(0).getTextContent());
		assertTrue(page.contains("\ufffd\ufffd"));
	}

	@Test
	void aSmallShareIsAWarning() throws IOException {
		final String page = write(TestExplanations.of(image, null, 0.04, Map.of()));
		assertTrue(page.contains("Less than 10.0 % goes through the SSM branch on this image in: stage 0, block 0; stage 1, block 0"));
		assertTrue(page.contains("<span class=\"small\">SSM branch 4.0 %"));
	}

	@Test
	void tilesHaveAMapAndAreRanked() throws IOException {
		final String page = write(TestExplanations.of(image, new Region(8, 8, 40, 30), 0.5, Map.of("tiling", "tiles")));
		assertTrue(page.contains("of which 40 x 30 from (8, 8) on were looked at"));
		assertTrue(page.contains("with cell: 6 tiles") && page.contains("Highest tiles of with cell"));
		final Matcher last = Pattern.compile("row\" class=\"number\">6</th><td class=\"number\">40</td><td class=\"number\">24</td>").matcher(page);
		assertTrue(last.find(), "places are those in the image");
	}

	@Test
	void aPlaneWithoutTissueIsSaidToBeOne() throws Exception {
		final ImagePlus glass = IJ.createImage("glass", "RGB white", 64, 48, 1);
		final String page = write(glass, TestExplanations.of(glass, null, 0.5, Map.of("tiling", "tiles", "tissue", "true", "index",
			"jacobian,gramian")));
		final Document document = parse(page);
		assertEquals(1, document.getElementsByTagName("img").getLength(), "the image alone");
		assertTrue(page.contains("Nothing was explained on this plane: no tile shows tissue."), page.replaceAll("base64,[^\"]*", ""));
		assertFalse(page.contains("The model says") || page.contains("NaN") || page.contains("Legend"), page.replaceAll("base64,[^\"]*", ""));
		assertTrue(page.contains("Not for diagnosis") && page.contains("model, sha256</th><td>abc"));
	}

	@Test
	void mapsThatDependOnTheClassAreSaidTo() throws IOException {
		final String page = write(TestExplanations.of(image, null, 0.5, Map.of("index", "jacobian,cam")));
		assertFalse(page.contains("No index depends on the class"));
		assertEquals(3, page.split("weighted by it depend on the class, here on with cell\\.").length, "above the pictures and below");
	}

	@Test
	void largePicturesAreShrunkAndSaidToBe() throws Exception {
		final ImagePlus large = IJ.createImage("large", "RGB ramp", 3200, 100, 1);
		final String page = write(large, TestExplanations.of(large, null, 0.5, Map.of("tiling", "whole")));
		assertTrue(page.contains("Shrunk to 1600 pixels for this page."));
		assertEquals("1600", ((Element) parse(page).getElementsByTagName("img").item(0)).getAttribute("width"));
	}

	@Test
	void onlyAnEarlierReportIsReplaced() throws IOException {
		final Explanation explanation = TestExplanations.of(image, null, 0.5, Map.of());
		write(explanation);
		write(explanation);
		for (final byte[] content : List.of("<html>mine</html>".getBytes(), new byte[] { -1, -2, 0, 5 })) {
			final Path mine = Files.write(folder.resolve("mine.html"), content);
			final String message = assertThrows(UserException.class, () -> Report.write(mine, image, explanation, Progress.NONE)).getMessage();
			assertTrue(message.contains("something else than an earlier report"), message);
			assertEquals(content.length, Files.size(mine));
		}
	}

	@Test
	void aStoppedReportLeavesNothing() throws IOException {
		final Progress stopped = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// nobody is listening
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> Report.write(folder.resolve("report.html"), image, TestExplanations.of(image, null, 0.5, Map
			.of()), stopped));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(), files.toList());
		}
	}

	@Test
	void ofAStackThePlaneOnTheScreenIsReported() throws IOException {
		final ImagePlus stack = IJ.createImage("stack", "8-bit ramp", 20, 20, 3);
		stack.setSlice(2);
		final ExplainedImage explained = ExplainedImage.keep(stack, List.of(TestExplanations.series(stack, null, 0.5, Map.of()), TestExplanations
			.series(stack, new Region(2, 2, 9, 9), 0.5, Map.of())));
		final Path file = folder.resolve("stack.html");
		Report.write(file, explained, Progress.NONE);
		assertTrue(Files.readString(file).contains("Plane: slice 2, frame 1"));
		assertEquals(3, Files.readString(file).split("<article>").length, "both selections");
		stack.setSlice(3);
		final String message = assertThrows(UserException.class, () -> Report.write(file, explained, Progress.NONE)).getMessage();
		assertTrue(message.contains("slice 3, frame 1, was not explained; go to slice 2, frame 1"), message);
	}

	private String write(final Explanation explanation) throws IOException {
		return write(image, explanation);
	}

	private String write(final ImagePlus source, final Explanation explanation) throws IOException {
		final Path file = folder.resolve("new").resolve("report.html");
		Report.write(file, source, explanation, Progress.NONE);
		try (Stream<Path> files = Files.list(file.getParent())) {
			assertEquals(List.of(file), files.toList());
		}
		return Files.readString(file);
	}

	/** Our pages are XML, but for elements that HTML doesn't close. */
	private static Document parse(final String page) throws Exception {
		final String xml = page.replace("<!DOCTYPE html>", "").replaceAll("<(meta|img|br)([^>]*)>", "<$1$2/>").replaceAll("(?s)<style>.*</style>",
			"");
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes("UTF-8")));
	}
}
