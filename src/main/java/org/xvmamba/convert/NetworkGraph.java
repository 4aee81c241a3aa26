package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.ssm.BlockDescription;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * A network as an ONNX graph. Batch, height and width are dynamic. Names that others rely on, beside those in {@code blocks}: the input
 * {@value #INPUT} [b, channels, h, w], already normalised; the outputs {@value #LOGITS} [b, classes] and {@value #FEATURES} [b, C, H, W], the last
 * feature map before pooling; the initializer {@value #HEAD_WEIGHT} [classes, C]. Around the scan of each block, in image order (cells row by
 * row, then tokens that are no cells, L in all) and token-major: {@code <block>.scan.u} [b, L, D], or, where each direction scans something of its
 * own, {@code <block>.scan.u_of_directions} [b, K, L, D] in its place; {@code <block>.scan.dt} [b, K, L, D] before bias and softplus;
 * {@code <block>.scan.B} and {@code <block>.scan.C} [b, K, L, N]; {@code <block>.scan.y} [b, L, D], the sum of the un-scanned directions with
 * their skip terms; the initializers {@code <block>.A} [K, N, D], {@code <block>.D} and {@code <block>.dt_bias} [K, D].
 *
 * @param model the graph with its weights
 * @param expected what the network expects of an image
 * @param classes number of logits
 * @param headOnMean whether the logits are the linear head's, applied to the mean of the last feature map over its cells: only then is class
 *          activation mapping exact
 * @param blocks the state-space blocks in network order
 */
public record NetworkGraph(ModelProto model, Input expected, int classes, boolean headOnMean, List<BlockDescription> blocks) {

	/**
	 * What a network expects of an image.
	 *
	 * @param channels of the image
	 * @param size pixels along each axis on which such networks are trained
	 * @param minimumSize pixels along each axis below which a stage would have no cell
	 * @param mean for each of red, green, blue: what is subtracted from an input value on the scale 0 to 1
	 * @param standardDeviation for each of red, green, blue: by what it is divided then
	 */
	public record Input(int channels, int size, int minimumSize, List<Double> mean, List<Double> standardDeviation) {

		private static final int USUAL_SIZE = 224;

		/** Copies the lists. */
		public Input {
			mean = List.copyOf(mean);
			standardDeviation = List.copyOf(standardDeviation);
		}

		/** @return 224 pixels, normalised as networks that were trained on ImageNet expect it */
		static Input imageNet(final int channels, final int minimumSize) {
			return new Input(channels, USUAL_SIZE, minimumSize, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
		}

		/** @return 224 pixels, from -1 to 1 */
		static Input symmetric(final int channels, final int minimumSize) {
			return new Input(channels, USUAL_SIZE, minimumSize, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
		}
	}

	/** Name of the input. */
	public static final String INPUT = "image";

	/** Name of the output of logits. */
	public static final String LOGITS = "logits";

	/** Name of the output of the last feature map. */
	public static final String FEATURES = "features";

	/** Name of the weight of the linear head. */
	public static final String HEAD_WEIGHT = "head.weight";

	/** Copies the list. */
	public NetworkGraph {
		blocks = List.copyOf(blocks);
	}
}
