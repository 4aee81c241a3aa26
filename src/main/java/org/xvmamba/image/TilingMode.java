package org.xvmamba.image;

/** How a picture is cut for a model of a given input size. */
public enum TilingMode {

	/** By the picture's size: whole where it is at most four times the model's input along its longer side, else tiles. */
	AUTO("auto"),

	/** The whole picture, resized to the model's input. */
	WHOLE("whole"),

	/** Tiles of the model's input size at the picture's own scale; edge tiles are completed by mirroring. */
	TILES("tiles");

	private final String key;

	TilingMode(final String key) {
		this.key = key;
	}

	/** @return the name in macros and on the command line */
	public String key() {
		return key;
	}
}
