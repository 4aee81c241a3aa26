package org.xvmamba.display;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.xvmamba.explain.MapRenderer;
import org.xvmamba.image.Picture;

/** Raw maps of any kind as a hyperstack that lies on the image. Nothing is kept but the maps on their own grids. */
final class RenderedStack extends RangedPlanes {

	/**
	 * One plane.
	 *
	 * @param label of the slice
	 * @param map what it shows, made when it is looked at; null shows nothing
	 */
	record LabelledMap(String label, Supplier<MapRenderer> map) {}

	private final List<LabelledMap> maps;

	private RenderedStack(final Picture picture, final List<LabelledMap> maps) {
		super(picture, ColourScale.INFERNO.lut());
		this.maps = List.copyOf(maps);
	}

	/**
	 * @param maps channel by channel, slice by slice, frame by frame
	 * @param info of the image
	 * @return the hyperstack, not shown
	 */
	static ImagePlus of(final String title, final Picture picture, final List<LabelledMap> maps, final int channels, final int slices,
		final String info)
	{
		final RenderedStack stack = new RenderedStack(picture, maps);
		final ImagePlus image = new LayerImage(title, stack);
		image.setDimensions(channels, slices, maps.size() / channels / slices);
		image.setOpenAsHyperStack(maps.size() > 1);
		image.setCalibration(LayerStack.calibration(picture, stack));
		image.setProperty("Info", info);
		return image;
	}

	@Override
	public ImageProcessor getProcessor(final int plane) {
		final float[] values = new float[Math.multiplyExact(getWidth(), getHeight())];
		final Supplier<MapRenderer> map = maps.get(plane - 1).map();
		if (map == null) {
			Arrays.fill(values, Float.NaN);
			return new FloatProcessor(getWidth(), getHeight(), values, ColourScale.INFERNO.lut());
		}
		final MapRenderer renderer = map.get();
		final FloatProcessor processor = new FloatProcessor(getWidth(), getHeight(), renderer.render(getWidth(), getHeight()),
			ColourScale.INFERNO.lut());
		processor.setMinAndMax(renderer.min(), renderer.max());
		return processor;
	}

	@Override
	void showRangeOf(final int plane, final ImageProcessor processor) {
		final Supplier<MapRenderer> map = maps.get(plane - 1).map();
		if (map == null) return;
		final MapRenderer renderer = map.get();
		processor.setMinAndMax(renderer.min(), renderer.max());
	}

	@Override
	public String getSliceLabel(final int plane) {
		return maps.get(plane - 1).label();
	}

	@Override
	public int size() {
		return maps.size();
	}
}
