package org.xvmamba.display;

import java.util.Arrays;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.ssm.BlockDescription;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** The planes of a {@link LayerStack}: channel by channel, block after block, frame after frame. Nothing is kept but the maps on their own grids. */
final class LayerPlanes extends RangedPlanes {

	private final ExplanationSeries series;
	private final Explanation explanation;
	private final MapIndex index;
	private final int channels;

	LayerPlanes(final ExplanationSeries series, final MapIndex index) {
		super(series.first().picture(), ColourScale.INFERNO.lut());
		this.series = series;
		this.explanation = series.first();
		if (!explanation.indices().contains(index)) throw new IllegalArgumentException("The " + index.label() +
			" was not computed; computed were " + explanation.indices() + ".");
		this.index = index;
		this.channels = 1 + explanation.blocks().stream().mapToInt(BlockDescription::directions).max().orElse(0);
	}

	/** @return 1 for the mean, and 1 for each direction */
	int channels() {
		return channels;
	}

	/** @return which map a plane shows; planes count from 1 */
	MapSelection selection(final int plane) {
		final int channel = (plane - 1) % channels;
		return new MapSelection(index, (plane - 1) / channels % explanation.blocks().size(), channel == 0 ? MapSelection.MEAN : channel - 1);
	}

	@Override
	public ImageProcessor getProcessor(final int plane) {
		final FloatProcessor processor = new FloatProcessor(getWidth(), getHeight(), values(plane), ColourScale.INFERNO.lut());
		showRangeOf(plane, processor);
		return processor;
	}

	private float[] values(final int plane) {
		if (exists(plane)) return renderer(plane).render(getWidth(), getHeight());
		final float[] nothing = new float[Math.multiplyExact(getWidth(), getHeight())];
		Arrays.fill(nothing, Float.NaN);
		return nothing;
	}

	@Override
	void showRangeOf(final int plane, final ImageProcessor processor) {
		if (!exists(plane)) return;
		final MapRenderer renderer = renderer(plane);
		processor.setMinAndMax(renderer.min(), renderer.max());
	}

	private MapRenderer renderer(final int plane) {
		return MapRenderer.of(series.planes().get((plane - 1) / frameSize()), selection(plane));
	}

	/** A block with fewer directions than others has fewer channels; one without the index has none. */
	private boolean exists(final int plane) {
		final MapSelection selection = selection(plane);
		return selection.direction() < explanation.blocks().get(selection.block()).directions() && has(selection.block());
	}

	private boolean has(final int block) {
		return explanation.blocksWith(index).contains(block);
	}

	@Override
	public String getSliceLabel(final int plane) {
		final MapSelection selection = selection(plane);
		final BlockDescription block = explanation.blocks().get(selection.block());
		final String direction = exists(plane) ? MapTexts.shortDirection(block, selection.direction()) : has(selection
			.block()) ? "no such direction" : "left out";
		final Explanation ofPlane = series.planes().get((plane - 1) / frameSize());
		return MapTexts.block(block) + ", " + direction + (ofPlane.isEmpty() ? ", no tissue" : "") + (series.planes().size() > 1 ? ", " + ofPlane
			.picture().plane().inWords() : "") + ", " + index.key() + ", " + MapTexts.grid(explanation, block).replace(" ", "");
	}

	@Override
	public int size() {
		return frameSize() * series.planes().size();
	}

	private int frameSize() {
		return channels * explanation.blocks().size();
	}
}
