package org.xvmamba.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.xvmamba.Progress;
import org.xvmamba.UserException;

import ij.process.AutoThresholder;

/**
 * Leaves out tiles that show glass or background. Tissue is what has more colour than glass: its saturation, in the mean colour of boxes of
 * some pixels, lies above a threshold by Otsu's method. That is for stained tissue in bright field; black counts as background.
 * <p>
 * Otsu parts any picture in two, also one of glass alone, or one of tissue alone; and where pale and strongly stained tissue differ more than
 * glass and tissue do, it parts those. So the threshold is held between 13 and 38 of 255 (0.05 and 0.15;
 * white glass was found at 0 to 0.06, blood cells and stained sections from 0.1 on).
 */
public final class TissueTiles {

	/** A tile with a smaller share of tissue is left out. */
	public static final double LEAST_SHARE = 0.1;

	private static final int LEAST_THRESHOLD = 13;
	private static final int GREATEST_THRESHOLD = 38;

	/** Stands in a plan's reason before what the tiles lack. */
	private static final String LEFT_OUT_FOR = " tiles left out for ";

	private TissueTiles() {}

	/**
	 * @param picture what shall be explained; each of its pixels is read once, piece by piece
	 * @param plan its tiles
	 * @param progress told of the work, and asked for cancellation
	 * @return a plan of those tiles that have at least a share of {@value #LEAST_SHARE} of tissue on the picture, with the others in
	 *         {@link TilePlan#leftOut()}; its reason says how many and by what threshold. A plan for the whole picture stays as it is, and
	 *         its reason says that nothing could be left out
	 * @throws UserException when no tile has so much tissue
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static TilePlan keep(final Picture picture, final TilePlan plan, final Progress progress) {
		final TilePlan kept = keepIfAny(picture, plan, progress);
		if (kept.tiles().isEmpty()) throw none(picture, kept);
		return kept;
	}

	/** As {@link #keep}, for one of several planes: a plan without tiles where none has so much tissue. */
	public static TilePlan keepIfAny(final Picture picture, final TilePlan plan, final Progress progress) {
		if (plan.mode() == TilingMode.WHOLE) return plan.because("leaving out glass is for tiles, and had no effect");
		final SaturationView view = SaturationView.of(picture, plan.span(), progress);
		// Of a picture of one saturation, ImageJ's Otsu gives a number far below 0.
		final int otsu = Math.max(0, new AutoThresholder().getThreshold(AutoThresholder.Method.Otsu, view.histogram()));
		final int threshold = Math.min(Math.max(otsu, LEAST_THRESHOLD), GREATEST_THRESHOLD);
		final List<Region> kept = new ArrayList<>();
		final List<Region> leftOut = new ArrayList<>();
		for (final Region tile : plan.tiles())
			(view.shareAbove(threshold, tile) >= LEAST_SHARE ? kept : leftOut).add(tile);
		final String tissue = String.format(Locale.ROOT, "less than %.0f %% tissue, that is, saturation above %.2f (Otsu's threshold %.2f)", 100 *
			LEAST_SHARE, saturation(threshold), saturation(otsu));
		return plan.keeping(kept, leftOut, leftOut.size() + " of " + plan.tiles().size() + LEFT_OUT_FOR + tissue);
	}

	/**
	 * @param picture that was looked at
	 * @param plan that {@link #keepIfAny} gave, without tiles
	 * @return the sentence that says so
	 */
	public static UserException none(final Picture picture, final TilePlan plan) {
		final String tissue = plan.reason().substring(plan.reason().lastIndexOf(LEFT_OUT_FOR) + LEFT_OUT_FOR.length());
		return new UserException("No tile of '" + picture.name() + "'" + plane(picture) + " shows tissue: all " + plan.leftOut().size() + " have " +
			tissue + "; explain images without colour, or all of an image, with tissue=false.");
	}

	private static String plane(final Picture picture) {
		return picture.plane().equals(PlanePosition.FIRST) ? "" : " at " + picture.plane().inWords();
	}

	private static double saturation(final int step) {
		return step / (SaturationView.STEPS - 1.0);
	}
}
