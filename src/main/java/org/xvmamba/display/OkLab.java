package org.xvmamba.display;

/** The perceptual colour space OKLab (B. Ottosson, "A perceptual color space for image processing", 2020), to and from sRGB. */
final class OkLab {

	private OkLab() {}

	/**
	 * @param rgb red, green, blue, 8 bits each
	 * @return lightness 0 to 1, green-red, blue-yellow
	 */
	static double[] of(final int rgb) {
		final double red = linear((rgb >> 16 & 0xff) / 255.0);
		final double green = linear((rgb >> 8 & 0xff) / 255.0);
		final double blue = linear((rgb & 0xff) / 255.0);
		final double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
		final double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
		final double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
		return new double[] { 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
			0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
	}

	/** @return the nearest colour, 8 bits each of red, green, blue */
	static int toRgb(final double lightness, final double greenRed, final double blueYellow) {
		final double l = cube(lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow);
		final double m = cube(lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow);
		final double s = cube(lightness - 0.0894841775 * greenRed - 1.2914855480 * blueYellow);
		return encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16 | encoded(-1.2684380046 * l + 2.6097574011 * m -
			0.3413193965 * s) << 8 | encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
	}

	private static double cube(final double value) {
		return value * value * value;
	}

	private static double linear(final double encoded) {
		return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
	}

	private static int encoded(final double linear) {
		final double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
		return (int) Math.round(255 * Math.min(Math.max(value, 0), 1));
	}
}
