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
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
	void aRowWithoutABoxIsNoTruth() throws IOException {
		final Path boxes = Files.writeString(folder.resolve("boxes.csv"),
			"image,class,xmin,ymin,xmax,ymax\na.png,normal,,,,\nb.png,x,3,4,10,9\nb.png,x,, ,\"\",\n");
		final TruthFiles truth = TruthFiles.of(boxes, RoiFiles::read);
		assertEquals(List.of("b.png"), namesWith(source -> source.read().truth().isPresent(), Optional.of(boxes), truth));
		assertEquals(List.of("b.png"), namesWith(ImageSource::hasTruth, Optional.of(boxes), truth));
		Files.writeString(boxes, "image,xmin,ymin,xmax,ymax\na.png,,,,\n");
		assertEquals(List.of(), namesWith(ImageSource::hasTruth, Optional.empty(), TruthFiles.of(boxes, RoiFiles::read)));
	}

	@Test
	void masksAndRegionsAreTruth() throws IOException {
		Files.createDirectories(folder.resolve("truth"));
		final ByteProcessor mask = new ByteProcessor(40, 30);
		mask.set(5, 6, 255);
		save(new ImagePlus("mask", mask), "truth/a.png");
		Files.write(folder.resolve("truth/b.roi"), RoiEncoder.saveAsByteArray(new OvalRoi(10, 10, 8, 8)));
		final List<ImageSource> sources = sources(Optional.empty(), truth("truth"));
		final PixelMask ofMask = sources.get(0).read().truth().orElseThrow();
		assertTrue(ofMask.contains(5, 6) && !ofMask.contains(6, 6));
		final PixelMask ofRoi = sources.get(4).read().truth().orElseThrow();
		assertTrue(ofRoi.contains(14, 14) && !ofRoi.contains(10, 10), "an oval has no corners");
		assertTrue(sources.get(1).read().truth().isEmpty());
		Files.write(folder.resolve("truth/c.roi"), RoiEncoder.saveAsByteArray(new PointRoi(3, 3)));
		assertUnreadable(1, "only areas can be truth");
	}

	@Test
	void aMaskFitsItsImage() throws IOException {
		Files.createDirectories(folder.resolve("truth"));
		save(IJ.createImage("small", "8-bit white", 20, 15, 1), "truth/a.png");
		assertUnreadable(0, "has 20 x 15 pixels, and its image 40 x 30; give a mask of the image's size");
		final ImagePlus slices = IJ.createImage("c", "8-bit black", 40, 30, 3);
		slices.getStack().getProcessor(2).set(7, 7, 1);
		new FileSaver(slices).saveAsTiffStack(folder.resolve("truth/c.tif").toString());
		final List<ImageSource> sources = sources(Optional.empty(), truth("truth"));
		assertFalse(sources.get(1).read().truth().orElseThrow().contains(7, 7));
		Files.delete(folder.resolve("truth/c.tif"));
		assertTrue(sources.get(2).read().truth().orElseThrow().contains(7, 7), "a mask for each plane, all from one reading");
		new FileSaver(IJ.createImage("c", "8-bit black", 40, 30, 2)).saveAsTiffStack(folder.resolve("truth/c.tif").toString());
		assertUnreadable(1, "has 2 planes, and its image 3; give one for all, or one for each");
	}

	@Test
	void truthBesideTheImagesIsNoImageAndNoImageIsTruth() throws IOException {
		Files.createDirectories(folder.resolve("images/masks"));
		save(IJ.createImage("mask", "8-bit white", 40, 30, 1), "images/masks/a.png");
		assertEquals(List.of("a.png", "c.tif:1", "c.tif:2", "c.tif:3", "b.png"), sources(Optional.empty(), truth("images/masks")).stream().map(
			ImageSource::name).toList());
		Files.delete(folder.resolve("images/masks/a.png"));
		Files.write(folder.resolve("images/a.roi"), RoiEncoder.saveAsByteArray(new OvalRoi(10, 10, 8, 8)));
		final PixelMask truth = sources(Optional.empty(), truth("images")).get(0).read().truth().orElseThrow();
		assertTrue(truth.contains(14, 14) && !truth.contains(0, 29), "the image is not its own mask");
	}

	@Test
	void filesOfTheSameNameAreToldApartByTheirFolders() throws IOException {
		save(IJ.createImage("a", "RGB ramp", 40, 30, 1), "images/inside/a.png");
		final Path labels = Files.writeString(folder.resolve("labels.csv"), "file,label\ninside/a.png,inner\nimages/a.png,outer\n");
		final List<ImageSource> sources = sources(Optional.of(labels), TruthFiles.NONE);
		assertEquals(List.of("a.png", "c.tif:1", "c.tif:2", "c.tif:3", "inside/a.png", "b.png"), sources.stream().map(ImageSource::name).toList());
		assertEquals(Optional.of("outer"), sources.get(0).read().label());
		assertEquals(Optional.of("inner"), sources.get(4).read().label());
		Files.createDirectories(folder.resolve("truth/inside"));
		save(IJ.createImage("mask", "8-bit white", 40, 30, 1), "truth/inside/a.png");
		assertTrue(sources(Optional.empty(), truth("truth")).get(4).read().truth().isPresent());
		assertTrue(sources(Optional.empty(), truth("truth")).get(0).read().truth().isEmpty());
		Files.writeString(labels, "file,label\na,any\n");
		assertRefused(() -> sources(Optional.of(labels), TruthFiles.NONE), "has 'a', which can mean ", "give the folder in the name");
		Files.writeString(labels, "file,label\nhere/b.png,x\nthere/b.png,y\n");
		assertRefused(() -> sources(Optional.of(labels), TruthFiles.NONE), "has both 'here/b.png' and 'there/b.png', which can mean the image '", "keep one of them");
	}

	@Test
	void namesMayHaveDots() throws IOException {
		save(IJ.createImage("tile", "RGB ramp", 40, 30, 1), "images/tile.0.5.png");
		save(IJ.createImage("tile", "RGB ramp", 40, 30, 1), "images/tile.0.png");
		Files.createDirectories(folder.resolve("truth/v1.0"));
		save(IJ.createImage("mask", "8-bit white", 40, 30, 1), "truth/v1.0/tile.0.5.png");
		assertEquals(List.of("tile.0.5.png"), namesWith(source -> source.read().truth().isPresent(), Optional.empty(), truth("truth")));
		for (final String name : List.of("tile.0.5.png", "tile.0.5"))
			assertEquals(List.of("tile.0.5.png"), namesWith(source -> source.read().label().isPresent(), Optional.of(Files.writeString(folder.resolve(
				"labels.csv"), "file,label\n" + name + ",x\n")), TruthFiles.NONE), name);
	}

	private List<String> namesWith(final Predicate<ImageSource> wanted, final Optional<Path> labels, final TruthFiles truth) {
		return sources(labels, truth).stream().filter(wanted).map(ImageSource::name).toList();
	}

	@Test
	void namesThatFitNothingAreRefused() throws IOException {
		final Path labels = Files.writeString(folder.resolve("labels.csv"), "file,label\nz.png,any\n");
		assertRefused(() -> sources(Optional.of(labels), TruthFiles.NONE), "names none of the images, such as 'a.png', but others, such as 'z.png'");
		Files.writeString(labels, "file,label\na.png,one\na.png,other\n");
		assertRefused(() -> sources(Optional.of(labels), TruthFiles.NONE), "'one' and 'other' for 'a.png'");
		Files.createDirectories(folder.resolve("nothing"));
		assertRefused(() -> ImageFileSources.of(List.of(folder.resolve("nothing")), Optional.empty(), TruthFiles.NONE), "has no image", ".png");
	}

	@Test
	void malformedTablesAreRefusedInASentence() throws IOException {
		assertRefused("file,class\na.png,x\n", "has no column xmin");
		assertRefused("file,xmin,ymin,xmax,ymax\na.png,1,2,three,4\n", "'three', which is no number");
		assertRefused("file,xmin,ymin,xmax,ymax\na.png,1,2,3,4\nb.png,1,,3,\n",
			"has no ymin and no ymax in row 2; give all four, or leave all four empty where there is no box");
		assertRefused("file,xmin,ymin,xmax,ymax\na.png,1,2\n", "row 1 has 3 values");
		assertRefused("file,xmin,ymin,xmax,ymax\na.png,9,2,3,4\n", "row 1 a box that ends before it begins, x from 9 to 3, y from 2 to 4");
		assertRefused("", "is empty");
		assertThrows(UserException.class, () -> TruthFiles.of(folder.resolve("nowhere"), RoiFiles::read));
	}

	private void assertRefused(final String table, final String expected) throws IOException {
		final Path file = Files.writeString(folder.resolve("bad.csv"), table);
		assertRefused(() -> TruthFiles.of(file, RoiFiles::read), expected);
	}

	private static void assertRefused(final Executable work, final String... expected) {
		final String said = assertThrows(UserException.class, work).getMessage();
		for (final String part : expected)
			assertTrue(said.contains(part), said);
	}

	private void assertUnreadable(final int source, final String expected) {
		assertRefused(sources(Optional.empty(), truth("truth")).get(source)::read, expected);
	}

	private TruthFiles truth(final String path) {
		return TruthFiles.of(folder.resolve(path), RoiFiles::read);
	}

	private List<ImageSource> sources(final Optional<Path> labels, final TruthFiles truth) {
		return ImageFileSources.of(List.of(folder.resolve("images")), labels, truth);
	}

	private void save(final ImagePlus image, final String name) {
		assertTrue(new FileSaver(image).saveAsPng(folder.resolve(name).toString()));
	}
}
