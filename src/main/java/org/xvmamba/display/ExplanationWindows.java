package org.xvmamba.display;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.ssm.InfluenceIndex;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.Calibration;

/** Shows an explanation: all that its options ask for. */
public final class ExplanationWindows {

	/** Image property of an explained image with the provenance of its latest explanation. */
	public static final String PROVENANCE = "X-VMamba provenance";

	/** Image property with the name of the predicted class; a macro reads it by {@code Property.get}. */
	public static final String PREDICTED = "X-VMamba predicted";

	private ExplanationWindows() {}

	/**
	 * Lays the map over the image and opens its legend, the layer hyperstacks and the table of predictions. In batch mode or without a screen
	 * the images are left open for the macro. Afterwards the hyperstack is the active image, or, without one, the image.
	 *
	 * @param image the image that was explained
	 * @param series what was found on it; legend and properties tell of the plane that the image shows
	 */
	public static void show(final ImagePlus image, final ExplanationSeries series) {
		final Explanation explanation = series.at(PlanePosition.current(image));
		image.setProp(PROVENANCE, ProvenanceText.of(explanation));
		image.setProp(PREDICTED, explanation.prediction().best().name());
		PredictionTable.show(series);
		final List<ImagePlus> shown = new ArrayList<>(List.of(image));
		if (explanation.options().overlay()) {
			MapOverlay.lay(image, series);
			shown.add(LegendWindow.show(image, explanation));
		}
		if (explanation.options().stack()) for (final InfluenceIndex index : explanation.indices())
			shown.add(openLayers(image, series, index, shown));
		WindowPlaces.place(WindowManager.getWindow(PredictionTable.TITLE), image.getWindow(), shown.toArray(ImagePlus[]::new));
		activate(explanation.options().stack() ? shown.get(shown.size() - explanation.indices().size()) : image);
	}

	private static ImagePlus openLayers(final ImagePlus image, final ExplanationSeries series, final InfluenceIndex index,
		final List<ImagePlus> shown)
	{
		final ImagePlus layers = layers(image, series, index);
		open(layers);
		WindowPlaces.place(layers.getWindow(), shown.get(shown.size() - 1).getWindow(), shown.toArray(ImagePlus[]::new));
		return layers;
	}

	/** Shows an image. Without a screen, only a macro can find images; elsewhere there is nobody to show it to. */
	static void open(final ImagePlus image) {
		if (IJ.isMacro() || !GraphicsEnvironment.isHeadless()) image.show();
	}

	private static void activate(final ImagePlus image) {
		if (WindowManager.getImage(image.getID()) != null) IJ.selectWindow(image.getID());
	}

	/** A person may have set another origin on the image. */
	private static ImagePlus layers(final ImagePlus image, final ExplanationSeries series, final InfluenceIndex index) {
		final ImagePlus layers = LayerStack.of(series, index);
		final Calibration calibration = layers.getCalibration();
		calibration.xOrigin += image.getCalibration().xOrigin;
		calibration.yOrigin += image.getCalibration().yOrigin;
		layers.setProp(PREDICTED, series.at(PlanePosition.current(image)).prediction().best().name());
		return layers;
	}
}
