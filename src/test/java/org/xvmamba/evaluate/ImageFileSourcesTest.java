package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.UserException;
import org.xvmamba.display.RoiFiles;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;

/** Images, labels and truth from files. */
class ImageFileSourcesTest {

	@TempDir
	Path folder;

	@BeforeEach
	void makeImages() throws IOException {
		Files.createDirectories(folder.resolve("images/inside"));
		save(IJ.createImage("a", "RGB ramp", 40, 30, 1), "images/a.png");
		save(IJ.createImage("b", "RGB ramp", 40, 30, 1), "images/inside/b.png");
		new FileSaver(IJ.createImage("c", "8-bit ramp", 40, 30, 3)).saveAsTiffStack(folder.resolve("images/c.tif").toString());
		Files.writeString(folder.resolve("images/readme.txt"), "no image");
	}

	@Test
	void takesImagesOfFoldersInsideAndPlanesOfStacks() {
		assertEquals(List.of("a.png", "c.tif:1", "c.tif:2", "c.tif:3", "b.png"), sources(Optional.empty(), TruthFiles.NONE).stream().map(
			ImageSource::name).toList());
	}

	@Test
	void labelsGoByNameWithOrWithoutFolderAndExtension() throws IOException {
		final Path labels = Files.writeString(folder.resolve("labels.csv"), "Image,Label\nsome/where/a.jpg,\"cell, white\"\nb,none\n");
		final List<ImageSource> sources = sources(Optional.of(labels), TruthFiles.NONE);
		assertEquals(Optional.of("cell, white"), sources.get(0).read().label());
		assertEquals(Optional.empty(), sources.get(1).read().label());
		assertEquals(Optional.of("none"), sources.get(4).read().label());
	}

	@Test
	void boxesAreTruthWithExclusiveUpperBounds() throws IOException {
		final Path boxes = Files.writeString(folder.resolve("boxes.csv"), "file,class,xmin,ymin,xmax,ymax\na.png,x,3,4,10,9\na.png,x,20,20,22,22\n");
		final List<ImageSource> sources = sources(Optional.empty(), TruthFiles.of(boxes, RoiFiles::read));
		final PixelMask truth = sources.get(0).read().truth().orElseThrow();
		assertTrue(truth.contains(3, 4) && truth.contains(9, 8) && truth.contains(21, 21));
		assertFalse(truth.contains(10, 8) || truth.contains(9, 9) || truth.contains(2, 4));
		assertTrue(sources.get(4).read().truth().isEmpty());
	}

	@Test
	void masksAndRegionsAreTruth() throws IOException {
		Files.createDirectories(folder.resolve("truth"));
		final ByteProcessor mask = new ByteProcessor(40, 30);
		mask.set(5, 6, 255);
		save(new ImagePlus("mask", mask), "truth/a.png");
		Files.write(folder.resolve("truth/b.roi"), RoiEncoder.saveAsByteArray(new OvalRoi(10, 10, 8, 8)));
		final TruthFiles truth = TruthFiles.of(folder.resolve("truth"), RoiFiles::read);
		final PixelMask ofMask = truth.of("a.png").orElseThrow();
		assertTrue(ofMask.contains(5, 6) && !ofMask.contains(6, 6) && !ofMask.contains(90, 6));
		final PixelMask ofRoi = truth.of("b.png").orElseThrow();
		assertTrue(ofRoi.contains(14, 14) && !ofRoi.contains(10, 10), "an oval has no corners");
		Files.write(folder.resolve("truth/c.roi"), RoiEncoder.saveAsByteArray(new PointRoi(3, 3)));
		final TruthFiles withPoint = TruthFiles.of(folder.resolve("truth"), RoiFiles::read);
		assertTrue(assertThrows(UserException.class, () -> withPoint.of("c.tif")).getMessage().contains("only areas can be truth"));
	}

	@Test
	void malformedTablesAreRefusedInASentence() throws IOException {
		assertRefused("file,class\na.png,x\n", "has no column xmin");
		assertRefused("file,xmin,ymin,xmax,ymax\na.png,1,2,three,4\n", "'three', which is no number");
		assertRefused("file,xmin,ymin,xmax,ymax\na.png,1,2\n", "row 1 has 3 values");
		assertRefused("", "is empty");
		assertThrows(UserException.class, () -> TruthFiles.of(folder.resolve("nowhere"), RoiFiles::read));
	}

	private void assertRefused(final String table, final String expected) throws IOException {
		final Path file = Files.writeString(folder.resolve("bad.csv"), table);
		final String said = assertThrows(UserException.class, () -> TruthFiles.of(file, RoiFiles::read)).getMessage();
		assertTrue(said.contains(expected), said);
	}

	private List<ImageSource> sources(final Optional<Path> labels, final TruthFiles truth) {
		return ImageFileSources.of(List.of(folder.resolve("images")), labels, truth);
	}

	private void save(final ImagePlus image, final String name) {
		assertTrue(new FileSaver(image).saveAsPng(folder.resolve(name).toString()));
	}
}
