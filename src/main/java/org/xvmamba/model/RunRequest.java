package org.xvmamba.model;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.IndexRequest;

/**
 * What a network shall be run on, and what it shall tell.
 *
 * @param images pixel values 0 to 255, each [3, height, width] with the planes red, green, blue
 * @param height of every image, in pixels
 * @param width of every image, in pixels
 * @param blocks those that shall be explained; none for a prediction alone
 * @param indices of those blocks; what is not affordable for a block is left out there
 * @param plan in which orders the scans of all blocks visit the tokens
 * @param listener told what the scans of {@code blocks} work on
 */
record RunRequest(List<float[]> images, int height, int width, List<BlockDescription> blocks, IndexRequest indices, OrderPlan plan,
	ScanListener listener)
{

	private static final int CHANNELS = 3;
	private static final float WHITE = 255;

	/** Copies the lists, not the pixels; checks that there are as many of these as the size says. */
	RunRequest {
		images = List.copyOf(images);
		blocks = List.copyOf(blocks);
		if (images.isEmpty()) throw new IllegalArgumentException("There is no image to run the network on; at least one is needed.");
		for (final float[] image : images)
			if (image.length != (long) CHANNELS * height * width) throw new IllegalArgumentException("An image has " + image.length +
				" values; " + CHANNELS + " x " + height + " x " + width + " are needed.");
	}

	/** Writes the images, preprocessed, into the network's input. */
	void fill(final FloatBuffer input, final ModelDescription model) {
		final int plane = height * width;
		final InputForm form = model.inputForm();
		final Normalisation normalisation = model.normalisation();
		for (int i = 0; i < images.size(); i++) {
			final float[] pixels = form.prepare(images.get(i));
			final FloatBuffer ofImage = input.slice(i * form.channels() * plane, form.channels() * plane);
			for (int channel = 0; channel < form.channels(); channel++) {
				// In single precision and in this order, as torchvision does it.
				final float mean = normalisation.mean().get(channel).floatValue();
				final float deviation = normalisation.standardDeviation().get(channel).floatValue();
				for (int pixel = 0; pixel < plane; pixel++)
					ofImage.put(form.place(channel, pixel, plane), (pixels[channel * plane + pixel] / WHITE - mean) / deviation);
			}
		}
	}

	/** @throws UserException when the scans shall visit the tokens in other orders than the model's own, which one graph can't */
	void requireOwnOrders(final ModelDescription description) {
		if (!plan.isModel()) throw new UserException("The model '" + description.name() + "' runs here as one graph, whose scan orders " +
			"can't be changed to '" + plan.name() + "'; so do models on a graphics card, and graphs that were not made by the " +
			"command 'import'; use the order 'model', or device=cpu and another model.");
	}

	/** @return what is asked for of a block; nothing where it is not to be explained */
	IndexRequest indices(final BlockDescription block) {
		return blocks.contains(block) ? indices.of(block, block.tokens(block.gridSize(height), block.gridSize(width))) : IndexRequest.NONE;
	}

	/** @return for each direction of a block, its scan order on the block's grid */
	List<Permutation> orders(final BlockDescription block) {
		if (!plan.isModel() && block.scansLines()) throw new UserException("The scan order '" + plan.name() + "' can't take the place of the model's: '" +
			block.name() + "' scans every row or column on its own; choose the order 'model'.");
		final int gridHeight = block.gridSize(height);
		final int gridWidth = block.gridSize(width);
		return plan.over(IntStream.range(0, block.directions()).mapToObj(direction -> block.scan(direction, gridHeight, gridWidth)).toList(),
			gridHeight, gridWidth);
	}
}
