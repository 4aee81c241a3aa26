package org.xvmamba.image;

/**
 * A width and a height in pixels of the picture: of what one tile shows to the model, or of the way from one tile to the next.
 *
 * @param width in pixels of the picture, at least 1
 * @param height in pixels of the picture, at least 1
 */
public record TileSpan(int width, int height) {

	private static final double PERCENT = 100;

	/** Refuses an empty span. */
	public TileSpan {
		if (width < 1 || height < 1) throw new IllegalArgumentException("A tile of " + width + " x " + height + " pixels is empty.");
	}

	/** @return a tile at the picture's own scale */
	static TileSpan unscaled(final int inputSize) {
		return new TileSpan(inputSize, inputSize);
	}

	/**
	 * @param overlap of neighbouring tiles in percent of a tile
	 * @return the way from one tile of this span to the next, at least one pixel along each axis
	 */
	TileSpan stride(final int overlap) {
		return new TileSpan(stride(width, overlap), stride(height, overlap));
	}

	private static int stride(final int length, final int overlap) {
		return (int) Math.max(1, length - Math.round(length * (overlap / PERCENT)));
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
