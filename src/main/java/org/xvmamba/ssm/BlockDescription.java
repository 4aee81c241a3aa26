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
 * @param stride input pixels from one grid cell to the next along one axis
 * @param overlap input pixels that a cell shares with the next: the grid of an input of h × w pixels is ⌊(h - overlap)/stride⌋ ×
 *          ⌊(w - overlap)/stride⌋; 0 where patches lie side by side, patch - stride where they overlap, 1 - stride where a cell at the border may
 *          lie partly outside, so that sizes are rounded up
 * @param channels D, inner channels of the scan
 * @param states N, states of a channel
 * @param scanOrders for each direction, the name of its scan order; all have the same number of {@linkplain ScanOrder#extraTokens() tokens that
 *          are no grid cells}
 * @param tensors names of the block's tensors in the graph
 */
public record BlockDescription(String name, int stage, int block, int stride, int overlap, int channels, int states,
	List<String> scanOrders, TensorNames tensors)
{

	/**
	 * Names of a block's tensors in {@code model.onnx}. Shapes with b images: {@code delta} [b, K, L, D], {@code b} and {@code c} [b, K, L, N],
	 * tokens in scan order; {@code a} the initializer [K, N, D]; the magnitudes [b], or null where a model has none.
	 */
	public record TensorNames(String delta, String b, String c, String a, String ssmMagnitude, String convolutionMagnitude) {}

	/** A grid on which orders that visit different tokens visit different numbers of them. */
	private static final int SAMPLE_HEIGHT = 3;
	private static final int SAMPLE_WIDTH = 5;

	/** Copies the list. */
	public BlockDescription {
		scanOrders = List.copyOf(scanOrders);
		final long lengths = scanOrders.stream().mapToInt(order -> ScanOrders.byName(order).extraTokens(SAMPLE_HEIGHT, SAMPLE_WIDTH)).distinct()
			.count();
		if (lengths > 1) throw new IllegalArgumentException("The scan orders " + scanOrders + " of " + name + " don't visit the same tokens.");
	}

	/** A block whose patches lie side by side. */
	public BlockDescription(final String name, final int stage, final int block, final int stride, final int channels, final int states,
		final List<String> scanOrders, final TensorNames tensors)
	{
		this(name, stage, block, stride, 0, channels, states, scanOrders, tensors);
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
		return Math.floorDiv(inputSize - overlap, stride);
	}

	/**
	 * @param gridHeight rows of the grid
	 * @param gridWidth columns of the grid
	 * @return how many tokens are no cells of the grid, such as Vim's class token; they are numbered after the cells, and no map shows them
	 */
	public int extraTokens(final int gridHeight, final int gridWidth) {
		return scanOrders.isEmpty() ? 0 : ScanOrders.byName(scanOrders.get(0)).extraTokens(gridHeight, gridWidth);
	}

	/** @return whether lines of the grid are scanned each on its own, with separators between them: no other order can take the place of that */
	public boolean scansLines() {
		return ScanOrders.CASCADE.stream().map(ScanOrder::name).anyMatch(scanOrders::contains);
	}

	/**
	 * @param gridHeight rows of the grid
	 * @param gridWidth columns of the grid
	 * @return L, the number of steps of each scan: the grid's cells and the {@link #extraTokens}
	 */
	public int tokens(final int gridHeight, final int gridWidth) {
		return Math.addExact(Math.multiplyExact(gridHeight, gridWidth), extraTokens(gridHeight, gridWidth));
	}

	/**
	 * @param direction 0 to directions - 1
	 * @param gridHeight rows of the grid
	 * @param gridWidth columns of the grid
	 * @return the tokens in the order in which that direction visits them, [{@link #tokens}]: the cells, row · gridWidth + column, then the
	 *         {@link #extraTokens}
	 */
	public Permutation scan(final int direction, final int gridHeight, final int gridWidth) {
		final ScanOrder order = ScanOrders.byName(scanOrders.get(direction));
		return order.over(gridHeight, gridWidth);
	}
}
