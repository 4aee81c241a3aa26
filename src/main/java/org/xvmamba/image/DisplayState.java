package org.xvmamba.image;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.xvmamba.UserException;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * How ImageJ shows an image at one moment: what a person changes while its planes are explained is not seen.
 *
 * @param channel the current one
 * @param mixed whether channels are mixed, or the current one is shown alone
 * @param active whether each channel is switched on; of images that are not mixed, without meaning
 * @param tables lookup table and display range of each channel; empty for colours
 * @param projection how channels are mixed
 */
record DisplayState(int channel, boolean mixed, List<Boolean> active, List<LUT> tables, Projection projection) {

	static DisplayState of(final ImagePlus image) {
		final boolean mixed = image instanceof CompositeImage composite && composite.getMode() == IJ.COMPOSITE && composite.getNChannels() > 1;
		final int current = PlanePosition.currentChannel(image);
		final List<Boolean> active = mixed ? active((CompositeImage) image) : List.of();
		final List<LUT> tables = image.getBitDepth() == 24 ? List.of() : IntStream.rangeClosed(1, image.getNChannels()).mapToObj(
			channel -> table(image, channel, current, mixed)).toList();
		final String projection = image.getProp("CompositeProjection");
		return new DisplayState(current, mixed, active, tables, projection == null ? Projection.SUM : Projection.byName(projection.toLowerCase(
			Locale.ROOT)));
	}

	private static List<Boolean> active(final CompositeImage image) {
		final boolean[] active = image.getActiveChannels();
		return IntStream.range(0, image.getNChannels()).mapToObj(i -> active[i]).toList();
	}

	private static LUT table(final ImagePlus image, final int channel, final int current, final boolean mixed) {
		final ImageProcessor plane = image.getProcessor();
		final boolean own = image instanceof CompositeImage && (mixed || channel != current);
		final LUT table = (LUT) (own ? ((CompositeImage) image).getChannelLut(channel) : plane.getLut()).clone();
		if (own && channel != current) return table;
		table.min = plane.getMin();
		table.max = plane.getMax();
		return table;
	}

	/**
	 * @param image for the message
	 * @return the channels that are seen, at least one
	 * @throws UserException when all are switched off
	 */
	List<Integer> shownChannels(final ImagePlus image) {
		final List<Integer> shown = mixed ? IntStream.rangeClosed(1, active.size()).filter(number -> active.get(number - 1)).boxed().toList()
			: List.of(channel);
		if (shown.isEmpty()) throw new UserException("All channels of the image '" + image.getTitle() +
			"' are switched off; switch one on in Image > Color > Channels Tool.");
		return shown;
	}
}
