package org.xvmamba.ssm;

import java.util.List;

import org.xvmamba.scan.Permutation;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;

/**
 * One state-space block of a model, as {@code config: xvmamba: blocks:} of its description lists it.
 *
 * @param name unique in the model, such as {@code stage3.block0}; prefix of its tensors' names and of the maps' file names
 * @param stage stage of the network, from 0
 * @param block block within the stage, from 0
 * @param stride input pixels a grid cell covers along one axis; the grid of an input of h × w pixels is ⌊h/stride⌋ × ⌊w/stride⌋
 * @param channels D, inner channels of the scan
 * @param states N, states of a channel
 * @param scanOrders for each direction, the name of its scan order
 * @param tensors names of the block's tensors in the graph
 */
public record BlockDescription(String name, int stage, int block, int stride, int channels, int states, List<String> scanOrders,
	TensorNames tensors)
{

	/**
	 * Names of a block's tensors in {@code model.onnx}. Shapes with b images: {@code delta} [b, K, L, D], {@code b} and {@code c} [b, K, L, N],
	 * tokens in scan order; {@code a} the initializer [K, N, D]; the magnitudes [b], or null where a model has none.
	 */
	public record TensorNames(String delta, String b, String c, String a, String ssmMagnitude, String convolutionMagnitude) {}

	/** Copies the list. */
	public BlockDescription {
		scanOrders = List.copyOf(scanOrders);
	}

	/** @return K, the number of scan directions */
	public int directions() {
		return scanOrders.size();
	}

	/**
	 * @param inputSize pixels of the input along one axis
	 * @return cells of this block's grid along that axis
	 */
	public int gridSize(final int inputSize) {
		return inputSize / stride;
	}

	/**
	 * @param direction 0 to directions - 1
	 * @param gridHeight rows of the grid
	 * @param gridWidth columns of the grid
	 * @return the tokens in the order in which that direction visits them
	 */
	public Permutation scan(final int direction, final int gridHeight, final int gridWidth) {
		final ScanOrder order = ScanOrders.byName(scanOrders.get(direction));
		return order.over(gridHeight, gridWidth);
	}
}
