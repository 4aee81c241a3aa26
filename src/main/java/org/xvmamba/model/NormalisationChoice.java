package org.xvmamba.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.Normalisation;

/** What a person can say of a network's normalisation, which no checkpoint tells. */
public final class NormalisationChoice {

	/** That with which networks of the family are usually trained. */
	public static final String FAMILY = "family";

	/** Mean and standard deviation 0.5: from -1 to 1. */
	public static final String SYMMETRIC = "symmetric";

	/** The means and standard deviations of ImageNet. */
	public static final String IMAGENET = "imagenet";

	/** From 0 to 1. */
	public static final String UNIT = "unit";

	/** All of these, the usual one first. */
	public static final List<String> NAMES = List.of(FAMILY, SYMMETRIC, IMAGENET, UNIT);

	private static final String NUMBER = "\\d+(\\.\\d+)?";
	private static final String NUMBERS = NUMBER + "(," + NUMBER + "," + NUMBER + ")?";
	private static final Pattern MEAN_AND_DEVIATION = Pattern.compile(NUMBERS + "/" + NUMBERS);
	private static final int COLOURS = 3;

	private NormalisationChoice() {}

	/**
	 * @param choice one of the constants, or mean and standard deviation on the scale 0 to 1: one number, or three joined by commas, then a slash,
	 *          then the same, such as {@code 0.5/0.25}
	 * @return the normalisation; nothing for that of the family
	 * @throws UserException naming what is allowed
	 */
	public static Optional<Normalisation> of(final String choice) {
		return switch (choice.strip()) {
			case FAMILY -> Optional.empty();
			case SYMMETRIC -> Optional.of(new Normalisation(Collections.nCopies(COLOURS, 0.5), Collections.nCopies(COLOURS, 0.5)));
			case IMAGENET -> Optional.of(new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
			case UNIT -> Optional.of(new Normalisation(Collections.nCopies(COLOURS, 0.0), Collections.nCopies(COLOURS, 1.0)));
			default -> Optional.of(numbers(choice.replace(" ", "")));
		};
	}

	private static Normalisation numbers(final String choice) {
		if (!MEAN_AND_DEVIATION.matcher(choice).matches()) throw refused(choice);
		final String[] sides = choice.split("/");
		final Normalisation normalisation = new Normalisation(colours(sides[0]), colours(sides[1]));
		if (normalisation.standardDeviation().contains(0.0)) throw refused(choice);
		return normalisation;
	}

	private static List<Double> colours(final String numbers) {
		final List<Double> values = Stream.of(numbers.split(",")).map(Double::valueOf).toList();
		return values.size() == 1 ? Collections.nCopies(COLOURS, values.get(0)) : values;
	}

	private static UserException refused(final String choice) {
		return new UserException("The normalisation '" + choice + "' is not possible; allowed are " + FAMILY + ", " + SYMMETRIC + ", " + IMAGENET +
			", " + UNIT + ", or mean and standard deviation above 0 on the scale 0 to 1, such as 0.5/0.25 or 0.48,0.45,0.40/0.22,0.22,0.22.");
	}
}
