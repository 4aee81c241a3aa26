package org.xvmamba.evaluate;

import java.util.Optional;

import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.Picture;

/** An image that maps are tested on. It is read when it is its turn, and not kept. */
public interface ImageSource {

	/** @return of the image, for tables; unique among those that are tested together */
	String name();

	/** @return whether anything is said of where the evidence lies; told without reading the image */
	boolean hasTruth();

	/**
	 * @return the image and what is known of it
	 * @throws org.xvmamba.UserException when it can't be read; the image is left out then
	 */
	Content read();

	/**
	 * @param picture the pixels
	 * @param truth where the evidence lies, in the picture's pixels; empty where that is not known, or nothing is there
	 * @param label name of the true class, where it is known
	 */
	record Content(Picture picture, Optional<PixelMask> truth, Optional<String> label) {}
}
