package org.xvmamba.display;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import ij.ImagePlus;
import ij.WindowManager;

/** The images that are open. */
public final class OpenImages {

	private OpenImages() {}

	/** @return all of them, those of batch mode as well, in the order in which they were opened */
	public static List<ImagePlus> all() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? List.of() : Arrays.stream(ids).mapToObj(WindowManager::getImage).filter(Objects::nonNull).toList();
	}
}
