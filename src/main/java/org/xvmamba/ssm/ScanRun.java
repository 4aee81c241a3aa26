package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

import org.xvmamba.Progress;
import org.xvmamba.scan.Permutation;

/**
 * One run of the {@link FusedScanEngine}, cut into work items. The items of an image come direction by direction, block by block; whatever they
 * leave is added up in that order, so that the sums don't depend on who finished first.
 */
record ScanRun(ScanProjections projections, ScanParameters parameters, List<Permutation> orders, ScanRequest request, FloatBuffer output,
	ChannelBlocks blocks, Progress progress)
{

	int itemsPerImage() {
		return projections.directions() * blocks.count();
	}

	/** Scans: one channel block of one direction of one image. */
	void scan(final BlockWalker walker, final int firstImage, final int item, final List<ItemSlot> slots) {
		final int block = item % blocks.count();
		final int direction = item / blocks.count() % projections.directions();
		final int image = firstImage + item / itemsPerImage();
		final ItemSlot slot = slots.get(item);
		slot.prepare(projections.length(), blocks.widthOf(block), request);
		walker.scan(this, image, direction, block, slot);
	}

	/** Adds up the directions' outputs of one channel block of one image, and writes the sum. */
	void addDirections(final int firstImage, final int item, final List<ItemSlot> slots) {
		final int block = item % blocks.count();
		final int image = item / blocks.count();
		final int width = blocks.widthOf(block);
		final int firstSlot = image * itemsPerImage() + block;
		final float[] sum = slots.get(firstSlot).output;
		for (int direction = 1; direction < projections.directions(); direction++)
			ScanLoops.add(slots.get(firstSlot + direction * blocks.count()).output, sum, projections.length() * width);
		final int firstToken = (firstImage + image) * projections.length();
		for (int token = 0; token < projections.length(); token++)
			output.put((firstToken + token) * projections.channels() + blocks.first(block), sum, token * width, width);
	}

	/** The indices of the mean token: of one direction of one image. */
	Map<InfluenceIndex, float[]> meanToken(final int image, final int direction) {
		return MeanToken.of(projections, parameters, image, direction).indices(request.ofMeanToken(), progress);
	}

	/**
	 * What was asked for, of one image, from what its work items have left.
	 *
	 * @param meanTokens of each direction
	 */
	ScanResult result(final List<ItemSlot> slots, final List<Map<InfluenceIndex, float[]>> meanTokens) {
		final ChannelMeans means = new ChannelMeans(slots.stream().map(slot -> slot.sums).toList(), blocks.count(), projections.length(),
			projections.channels());
		return new ScanResult(means.of(request.indices()), MeanToken.join(meanTokens, request.ofMeanToken()),
			request.stateNorms() ? means.stateNorms() : new float[0]);
	}
}
