package org.xvmamba.display;

import java.util.Arrays;
import java.util.Optional;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapComparison;
import org.xvmamba.explain.MapComparison.Pair;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.ssm.BlockDescription;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** The differences of a comparison as planes of a hyperstack: channel by channel, block after block. A plane is computed when it is looked at. */
final class DifferencePlanes extends RangedPlanes {

	private final MapComparison comparison;
	private final Explanation explanation;
	private final int channels;
	private final int blocks;

	private DifferencePlanes(final MapComparison comparison) {
		super(comparison.first().explanation().picture(), DifferenceColours.lut());
		this.comparison = comparison;
		this.explanation = comparison.first().explanation();
		this.blocks = comparison.byBlock() ? explanation.blocks().size() : 1;
		this.channels = comparison.byBlock() ? 1 + explanation.blocks().stream().mapToInt(BlockDescription::directions).max().orElse(0) : 1;
	}

	/**
	 * Makes a 32-bit hyperstack, as large as the pictures and calibrated like the first: channels are the mean of the directions, then each
	 * direction; slices are the blocks in network order. Each plane is shown as far below as above zero as its greatest difference reaches.
	 *
	 * @param comparison what was compared
	 * @return the hyperstack, not shown
	 */
	static ImagePlus image(final MapComparison comparison) {
		final DifferencePlanes planes = new DifferencePlanes(comparison);
		final ImagePlus image = new LayerImage("Difference of " + planes.explanation.picture().name(), planes);
		image.setDimensions(planes.channels, planes.blocks, 1);
		image.setOpenAsHyperStack(true);
		image.setCalibration(LayerStack.calibration(planes.explanation.picture(), planes));
		image.getCalibration().setValueUnit("difference");
		planes.showRangeOf(1, image.getProcessor());
		return image;
	}

	/** A block with fewer directions than others has fewer channels. */
	private Optional<Pair> pair(final int plane) {
		final int direction = (plane - 1) % channels == 0 ? MapSelection.MEAN : (plane - 1) % channels - 1;
		final int block = comparison.byBlock() ? (plane - 1) / channels : -1;
		return comparison.pairs().stream().filter(pair -> pair.block() == block && pair.direction() == direction).findFirst();
	}

	@Override
	public ImageProcessor getProcessor(final int plane) {
		final FloatProcessor processor = new FloatProcessor(getWidth(), getHeight(), pair(plane).map(pair -> pair.render(getWidth(),
			getHeight())).orElseGet(this::nothing), DifferenceColours.lut());
		showRangeOf(plane, processor);
		return processor;
	}

	@Override
	void showRangeOf(final int plane, final ImageProcessor processor) {
		final double greatest = pair(plane).map(Pair::greatest).orElse(0f);
		final double range = greatest > 0 ? greatest * DifferenceColours.MARGIN : 1;
		processor.setMinAndMax(-range, range);
	}

	private float[] nothing() {
		final float[] nothing = new float[Math.multiplyExact(getWidth(), getHeight())];
		Arrays.fill(nothing, Float.NaN);
		return nothing;
	}

	@Override
	public String getSliceLabel(final int plane) {
		return pair(plane).map(pair -> ComparisonTexts.place(comparison, pair) + ", ±" + MapTexts.number(pair.greatest())).orElse(
			"no such direction");
	}

	@Override
	public int size() {
		return channels * blocks;
	}
}
