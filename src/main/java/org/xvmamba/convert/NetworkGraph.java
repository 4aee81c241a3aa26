package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.ssm.BlockDescription;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * A network as an ONNX graph. Batch, height and width are dynamic. Names that others rely on, beside those in {@code blocks}: the input
 * {@value #INPUT} [b, channels, h, w], already normalised; the outputs {@value #LOGITS} [b, classes] and {@value #FEATURES} [b, C, H, W], the last
 * feature map before pooling; the initializer {@value #HEAD_WEIGHT} [classes, C]. Around the scan of each block, in image order (tokens row by
 * row) and token-major: {@code <block>.scan.u} [b, L, D], {@code <block>.scan.dt} [b, K, L, D] before bias and softplus,
 * {@code <block>.scan.B} and {@code <block>.scan.C} [b, K, L, N], {@code <block>.scan.y} [b, L, D], the sum of the un-scanned directions with
 * their skip term; the initializers {@code <block>.A} [K, N, D], {@code <block>.D} and {@code <block>.dt_bias} [K, D].
 *
 * @param model the graph with its weights
 * @param inputChannels channels of the input
 * @param classes number of logits
 * @param inputSize pixels along each axis on which such networks are trained
 * @param minimumInputSize pixels along each axis below which a stage would have no cell
 * @param mean what is subtracted from an input value on the scale 0 to 1, in every channel
 * @param standardDeviation by what it is divided then
 * @param blocks the state-space blocks in network order
 */
public record NetworkGraph(ModelProto model, int inputChannels, int classes, int inputSize, int minimumInputSize, double mean,
	double standardDeviation, List<BlockDescription> blocks)
{

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
