package org.xvmamba.convert;

import java.util.List;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.UserException;

/**
 * Vim (arXiv 2401.09417) with a class token: tiny, small, base and any other widths and depths, with patches side by side or overlapping by half.
 */
final class Vim implements ModelFamily {

	private static final int USUAL_INPUT_SIZE = 224;

	@Override
	public String key() {
		return "vim";
	}

	@Override
	public String label() {
		return "Vim";
	}

	@Override
	public Optional<String> recognise(final StateDict weights) {
		final boolean tokens = weights.has("cls_token") && weights.has("pos_embed");
		return weights.firstEndingWith(".mixer.A_b_log").filter(name -> tokens).map(name -> "'" + name + "' beside 'cls_token' and 'pos_embed'");
	}

	@Override
	public List<String> notes(final StateDict weights, final ConversionOptions options) {
		final Sizes sizes = Sizes.of(weights);
		return List.of("The class token stands in the middle and the two directions are averaged, as published: the checkpoint does not tell it.",
			"The position embedding has " + sizes.grid + " x " + sizes.grid + " places: taken for an input of " + sizes.inputSize() + " x " + sizes
				.inputSize() + " pixels with a patch every " + sizes.stride + " pixels.");
	}

	@Override
	public NetworkGraph build(final StateDict weights, final ConversionOptions options, final Progress progress) {
		final NetworkGraph graph = new VimNodes(weights, Sizes.of(weights)).build(key(), progress);
		weights.requireAllTaken(label());
		return graph;
	}

	/**
	 * @param inputChannels channels of the image
	 * @param width channels of a token
	 * @param patch pixels of a patch along each axis
	 * @param stride pixels from one patch to the next
	 * @param grid patches along each axis of the images on which the network was trained
	 * @param blocks how many
	 * @param channels D, inner channels of the scan
	 * @param states N, states of a channel
	 * @param rank R, numbers from which a token's Δ is projected
	 * @param kernel tokens that the causal convolution sees
	 * @param classes number of logits
	 */
	record Sizes(int inputChannels, int width, int patch, int stride, int grid, int blocks, int channels, int states, int rank, int kernel,
		int classes)
	{

		static Sizes of(final StateDict weights) {
			final List<Long> embedding = weights.shape("patch_embed.proj.weight", 4); // [width, channels, patch, patch]
			final int patch = ScanSizes.size(embedding, 2);
			final int grid = grid(weights);
			final List<Long> decays = weights.shape("layers.0.mixer.A_log", 2); // [D, N]
			return new Sizes(ScanSizes.size(embedding, 1), ScanSizes.size(embedding, 0), patch, stride(patch, grid), grid, weights.count(
				"layers\\.(\\d+)\\..*"), ScanSizes.size(decays, 0), ScanSizes.size(decays, 1), ScanSizes.size(weights.shape(
					"layers.0.mixer.dt_proj.weight", 2), 1), ScanSizes.size(weights.shape("layers.0.mixer.conv1d.weight", 3), 2), ScanSizes.size(weights
						.shape("head.weight", 2), 0));
		}

		/** @return pixels along each axis on which the network was trained */
		int inputSize() {
			return (grid - 1) * stride + patch;
		}

		private static int grid(final StateDict weights) {
			final long places = weights.shape("pos_embed", 3).get(1) - 1; // [1, cells + 1, width]
			final int grid = (int) Math.round(Math.sqrt(places));
			if (places < 1 || (long) grid * grid != places) throw new UserException("The position embedding in '" + weights.fileName() + "' has " +
				places + " places beside that of the class token; only square images, thus square numbers, can be converted.");
			return grid;
		}

		/** The published networks are for 224 pixels: 14 x 14 patches of 16 side by side, or 27 x 27, one every 8 pixels. */
		private static int stride(final int patch, final int grid) {
			final int half = Math.max(1, patch / 2);
			return (grid - 1) * half + patch == USUAL_INPUT_SIZE ? half : patch;
		}
	}
}
