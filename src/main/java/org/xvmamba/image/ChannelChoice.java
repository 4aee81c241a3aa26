package org.xvmamba.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which channels of an image become the red, green and blue of a model's input. Immutable.
 *
 * @param inputs nothing: the image as it is displayed. Otherwise three channel numbers from 1, for red, green and blue; 0 stays black
 */
public record ChannelChoice(List<Integer> inputs) {

	/** In the colours of the screen. */
	public static final ChannelChoice DISPLAY = new ChannelChoice(List.of());

	private static final String DISPLAY_KEY = "display";
	private static final int INPUTS = 3;
	private static final Pattern LIST = Pattern.compile("\\d{1,5}(,\\d{1,5},\\d{1,5})?");

	/** Copies the list. */
	public ChannelChoice {
		inputs = List.copyOf(inputs);
		if (!inputs.isEmpty() && inputs.size() != INPUTS) throw new IllegalArgumentException("Red, green and blue are three, not " + inputs
			.size() + ".");
	}

	/**
	 * @param text {@code display}; three channel numbers joined by commas; or one number, for all three
	 * @return the choice; empty where the text is something else, or names no channel at all
	 */
	public static Optional<ChannelChoice> of(final String text) {
		if (text.equals(DISPLAY_KEY)) return Optional.of(DISPLAY);
		if (!LIST.matcher(text).matches()) return Optional.empty();
		final List<Integer> numbers = Stream.of(text.split(",")).map(Integer::valueOf).toList();
		if (numbers.stream().allMatch(number -> number == 0)) return Optional.empty();
		return Optional.of(new ChannelChoice(numbers.size() == 1 ? List.of(numbers.get(0), numbers.get(0), numbers.get(0)) : numbers));
	}

	/** @return whether the colours of the screen are taken */
	public boolean isDisplay() {
		return inputs.isEmpty();
	}

	/** @return the text that {@link #of(String)} reads */
	public String key() {
		return isDisplay() ? DISPLAY_KEY : inputs.stream().map(String::valueOf).collect(Collectors.joining(","));
	}
}
