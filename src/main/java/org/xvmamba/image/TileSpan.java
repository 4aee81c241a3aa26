package org.xvmamba.image;

/**
 * How many pixels of the picture one tile shows to the model.
 *
 * @param width in pixels of the picture, at least 1
 * @param height in pixels of the picture, at least 1
 */
public record TileSpan(int width, int height) {

	/** Refuses an empty span. */
	public TileSpan {
		if (width < 1 || height < 1) throw new IllegalArgumentException("A tile of " + width + " x " + height + " pixels is empty.");
	}

	/** @return a tile at the picture's own scale */
	static TileSpan unscaled(final int inputSize) {
		return new TileSpan(inputSize, inputSize);
	}

	/** @return whether a tile must be resampled to become the model's input of that size */
	public boolean isResampled(final int inputSize) {
		return width != inputSize || height != inputSize;
	}

	@Override
	public String toString() {
		return width + " x " + height;
	}
}
