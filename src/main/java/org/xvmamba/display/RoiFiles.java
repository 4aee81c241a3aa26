package org.xvmamba.display;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.xvmamba.UserException;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;

import ij.gui.Roi;
import ij.io.RoiDecoder;

/** Regions of interest as ImageJ saves them. */
public final class RoiFiles {

	private RoiFiles() {}

	/**
	 * @param file {@code .roi}, or {@code .zip} of such, as the ROI Manager saves them
	 * @return its regions
	 * @throws UserException when it can't be read, or a region is no area
	 */
	public static List<Selection> read(final Path file) {
		final List<Selection> selections = new ArrayList<>();
		try {
			if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) return List.of(selection(Files.readAllBytes(file), file));
			try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
				for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
					if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".roi")) selections.add(selection(zip.readAllBytes(), file));
			}
		}
		catch (final IOException exc) {
			throw new UserException("The regions in '" + file + "' can't be read: " + exc.getMessage() + ".", exc);
		}
		return selections;
	}

	private static Selection selection(final byte[] bytes, final Path file) throws IOException {
		final Roi roi = new RoiDecoder(bytes, file.getFileName().toString()).getRoi();
		if (roi == null || !roi.isArea()) throw new UserException("The file '" + file + "' holds " + (roi == null ? "no region" : "a " + roi
			.getTypeAsString()) + "; only areas can be truth.");
		final Rectangle bounds = roi.getBounds();
		return new Selection("", new Region(bounds.x, bounds.y, bounds.width, bounds.height), roi.getMask());
	}
}
