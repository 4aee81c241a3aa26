package org.xvmamba.display;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.PlanePosition;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

/** Shows an explanation: all that its options ask for. */
public final class ExplanationWindows {

	/** Image property of an explained image with the provenance of its latest explanation. */
	public static final String PROVENANCE = "X-VMamba provenance";

	/** Image property with the name of the predicted class; a macro reads it by {@code Property.get}. */
	public static final String PREDICTED = "X-VMamba predicted";

	/** On the screen, along the width. */
	private static final int LEAST_PIXELS = 200;

	private ExplanationWindows() {}

	/**
	 * Lays the maps over the image and opens their legends, the layer hyperstacks and the table of predictions. In batch mode or without a
	 * screen the images are left open for the macro. Of a model that can predict but not be explained there is only the table, and the reason
	 * in the log; an earlier map is taken off the image. Afterwards the first hyperstack is the active image, or, without one, the image.
	 * Explanations that end at the same time are shown one after the other.
	 *
	 * @param image the image that was explained
	 * @param selections what was found on each part of it that was explained, at least one. Legends tell of the plane that the image shows,
	 *          its properties also of the first part
	 */
	public static synchronized void show(final ImagePlus image, final List<ExplanationSeries> selections) {
		final Explanation first = selections.get(0).at(PlanePosition.current(image));
		image.setProp(PROVENANCE, ProvenanceText.of(first));
		image.setProp(PREDICTED, first.prediction().best().name());
		final List<ImagePlus> classMaps = first.options().stack() ? selections.stream().filter(series -> ClassMap.isPossible(series.first())).map(
			ClassMapImage::of).toList() : List.of();
		if (first.withoutMaps().isPresent()) {
			classMaps.forEach(map -> open(map, List.of(image)));
			classMaps.forEach(map -> ExplainedImage.lead(map, image));
			PredictionTable.show(selections, List.of(image));
			MapOverlay.remove(image);
			ExplainedImage.forget(image, first.withoutMaps().get());
			IJ.log(first.withoutMaps().get());
			return;
		}
		final ExplainedImage explained = ExplainedImage.keep(image, selections);
		if (first.options().overlay()) MapOverlay.lay(image, selections, MapView.of(first));
		final List<ImagePlus> shown = new ArrayList<>(List.of(image));
		ImagePlus active = image;
		for (int part = 0; part < selections.size(); part++) {
			final ExplanationSeries series = selections.get(part);
			if (first.options().overlay()) shown.add(LegendWindow.show(image, part, shown, series.at(PlanePosition.current(image)), explained
				.view()));
			if (first.options().stack()) for (final MapIndex index : first.indices()) {
				final ImagePlus layers = openLayers(image, series, index, shown);
				shown.add(layers);
				if (active == image) active = layers;
			}
		}
		shown.stream().skip(1).forEach(explained::alsoFrom);
		classMaps.forEach(map -> open(map, shown));
		classMaps.forEach(explained::alsoFrom);
		PredictionTable.show(selections, shown);
		if (HighestTileTable.isPossible(explained)) HighestTileTable.show(explained, shown);
		activate(active);
	}

	private static ImagePlus openLayers(final ImagePlus image, final ExplanationSeries series, final MapIndex index,
		final List<ImagePlus> shown)
	{
		final ImagePlus layers = layers(image, series, index);
		open(layers, shown);
		return layers;
	}

	/** Shows an image. Without a screen, only a macro can find images; elsewhere there is nobody to show it to. */
	static void open(final ImagePlus image) {
		if (IJ.isMacro() || !GraphicsEnvironment.isHeadless()) image.show();
	}

	/** The same beside other images, the most important first. */
	static void open(final ImagePlus image, final List<ImagePlus> beside) {
		open(image);
		WindowPlaces.place(image.getWindow(), beside);
	}

	/**
	 * Shows a table and images beside the image of which they tell and beside each other; the last of them becomes the active one, for a macro as
	 * well.
	 *
	 * @param source the image, to which the others lead
	 * @param table in place of an earlier one of that title
	 */
	static void open(final ImagePlus source, final ResultsTable table, final String title, final List<ImagePlus> images) {
		final List<ImagePlus> shown = new ArrayList<>(List.of(source));
		for (final ImagePlus image : images) {
			ExplainedImage.lead(image, source);
			open(image);
			enlarge(image);
			WindowPlaces.place(image.getWindow(), shown);
			shown.add(image);
		}
		Tables.show(table, title, shown);
		if (!images.isEmpty()) activate(images.get(images.size() - 1));
	}

	/** An image of few pixels, such as a matrix of few tokens, can't be read at its own size. */
	private static void enlarge(final ImagePlus image) {
		final int times = LEAST_PIXELS / image.getWidth();
		if (image.getWindow() == null || times < 2) return;
		image.getCanvas().setMagnification(times);
		image.getCanvas().setSize(times * image.getWidth(), times * image.getHeight());
		image.getWindow().pack();
	}

	/** @return the active image, where there is one */
	static List<ImagePlus> active() {
		return Optional.ofNullable(WindowManager.getCurrentImage()).stream().toList();
	}

	private static void activate(final ImagePlus image) {
		if (WindowManager.getImage(image.getID()) != null) IJ.selectWindow(image.getID());
	}

	/** A person may have set another origin on the image. */
	private static ImagePlus layers(final ImagePlus image, final ExplanationSeries series, final MapIndex index) {
		final ImagePlus layers = LayerStack.of(series, index);
		final Calibration calibration = layers.getCalibration();
		calibration.xOrigin += image.getCalibration().xOrigin;
		calibration.yOrigin += image.getCalibration().yOrigin;
		layers.setProp(PREDICTED, series.at(PlanePosition.current(image)).prediction().best().name());
		return layers;
	}
}
