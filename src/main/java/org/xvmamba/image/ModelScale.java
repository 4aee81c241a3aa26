package org.xvmamba.image;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import org.xvmamba.image.Picture.PixelSize;

/**
 * The scale at which a model shall see a picture: that of its training, where both scales are known.
 *
 * @param span pixels of the picture that become the model's input
 * @param known whether the model's scale and the picture's are both known, believed and asked for
 * @param reason why so, in words; empty where the model states no scale
 */
public record ModelScale(TileSpan span, boolean known, String reason) {

	/** Pictures further away than this from the model's scale rather have a wrong scale, such as the dots per inch of a scanner or printer. */
	private static final double GREATEST_RATIO = 16;

	private static final MathContext DIGITS = new MathContext(4);

	private static final Map<String, Double> MICROMETRES = Map.ofEntries(Map.entry("nm", 1e-3), Map.entry("nanometer", 1e-3), Map.entry("µm",
		1.0), Map.entry("\u03bcm", 1.0), Map.entry("um", 1.0), Map.entry("micron", 1.0), Map.entry("microns", 1.0), Map.entry("micrometer", 1.0), Map
			.entry("mm", 1e3), Map.entry("millimeter", 1e3), Map.entry("cm", 1e4), Map.entry("centimeter", 1e4), Map.entry("m", 1e6), Map.entry(
				"meter", 1e6), Map.entry("inch", 25_400.0), Map.entry("in", 25_400.0));

	/**
	 * @param size of the picture's pixels
	 * @param trained micrometres per pixel on which the model was trained, where it says so
	 * @param inputSize pixels along each axis of the model's input
	 * @param asked whether the picture shall be resampled to the model's scale
	 * @return the scale; sizes of tiles are rounded to whole pixels of the picture, which changes the scale by less than half a pixel a tile
	 */
	public static ModelScale of(final PixelSize size, final OptionalDouble trained, final int inputSize, final boolean asked) {
		if (trained.isEmpty()) return own(inputSize, "");
		final double wanted = trained.getAsDouble();
		final OptionalDouble unit = micrometres(size.unit());
		final String model = "the model was trained at " + number(wanted) + " µm a pixel";
		if (unit.isEmpty()) return own(inputSize, model + ", but the image has no scale in a unit of length, so nothing is resampled");
		final double across = size.width() * unit.getAsDouble();
		final double down = size.height() * unit.getAsDouble();
		final String both = model + ", and the image has " + number(across) + (across == down ? "" : " x " + number(down));
		if (!asked) return own(inputSize, both + ", but nothing is resampled, as asked");
		if (!isBelievable(wanted / across) || !isBelievable(wanted / down)) return own(inputSize, both +
			", which is too far away to be believed, so nothing is resampled");
		final TileSpan span = new TileSpan(rounded(inputSize * wanted / across), rounded(inputSize * wanted / down));
		return new ModelScale(span, true, both + (span.isResampled(inputSize) ? ", so tiles of " + span + " pixels are resampled to " + inputSize +
			" x " + inputSize : ", which is the same"));
	}

	private static ModelScale own(final int inputSize, final String reason) {
		return new ModelScale(TileSpan.unscaled(inputSize), false, reason);
	}

	private static OptionalDouble micrometres(final String unit) {
		final Double micrometres = MICROMETRES.get(unit.strip().toLowerCase(Locale.ROOT));
		return micrometres == null ? OptionalDouble.empty() : OptionalDouble.of(micrometres);
	}

	private static boolean isBelievable(final double ratio) {
		return ratio <= GREATEST_RATIO && ratio >= 1 / GREATEST_RATIO;
	}

	private static int rounded(final double length) {
		return (int) Math.max(1, Math.round(length));
	}

	private static String number(final double value) {
		return Double.isFinite(value) ? new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString() : Double.toString(value);
	}
}
