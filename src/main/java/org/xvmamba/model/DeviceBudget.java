package org.xvmamba.model;

import java.util.List;

import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;

/**
 * What a device can hold at once.
 *
 * @param bytes of its memory that this program may take
 */
record DeviceBudget(long bytes) {

	/** System property that names the megabytes of a graphics card that this program may take, before what the card says. */
	static final String PROPERTY = "xvmamba.gpu.megabytes";

	/** More images at once keep a card no busier, and their pixels stand in Java's memory. */
	static final int MOST_IMAGES = 64;

	private static final long MEGABYTE = 1 << 20;

	/** Where nobody tells how much is free. */
	private static final long USUAL_MEGABYTES = 2048;

	/** Of what is free; other programs want to draw their windows. */
	private static final double SHARE = 0.8;

	/**
	 * So many tensors of a state for each token live at the same time, at most: exponents forwards and backwards, and what the Gramian takes. On the
	 * CPU, MedMamba-T took 2 of them for a prediction, 2.3 with the Jacobian index and 5.1 with both, its other tensors included.
	 */
	private static final int STATE_TENSORS = 6;

	/**
	 * @param freeMegabytes of the card; negative where that isn't known
	 * @return what the property allows; without it, most of what is free
	 * @throws UserException when the property is no positive number
	 */
	static DeviceBudget of(final long freeMegabytes) {
		final String configured = System.getProperty(PROPERTY);
		if (configured == null) return new DeviceBudget(freeMegabytes < 0 ? USUAL_MEGABYTES * MEGABYTE : (long) (SHARE * freeMegabytes * MEGABYTE));
		if (!configured.matches("[1-9]\\d{0,8}")) throw new UserException("The system property " + PROPERTY + "=" + configured +
			" is not possible; allowed is a whole number of megabytes from 1 on.");
		return new DeviceBudget(Long.parseLong(configured) * MEGABYTE);
	}

	/** @return how many images suit the memory, 1 to {@value #MOST_IMAGES} */
	int images(final List<BlockDescription> blocks, final int height, final int width) {
		return (int) Math.max(1, Math.min(MOST_IMAGES, bytes / (STATE_TENSORS * Float.BYTES * states(blocks, height, width))));
	}

	/** @return K · L · D · N of the block in which that is largest, at least 1 */
	static long states(final List<BlockDescription> blocks, final int height, final int width) {
		return blocks.stream().mapToLong(block -> (long) block.tokens(block.gridSize(height), block.gridSize(width)) * block.directions() * block
			.channels() * block.states()).max().orElse(1);
	}
}
