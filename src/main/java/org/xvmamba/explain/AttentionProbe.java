package org.xvmamba.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.ProgramVersion;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.analysis.AttentionOffsets;
import org.xvmamba.analysis.PrincipalComponents;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.TileSpan;
import org.xvmamba.model.TappedPass;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;
import org.xvmamba.ssm.StateTrajectory;

/**
 * One tile, open for questions: the model has run on it once, and what its blocks have scanned is kept, so that each question costs a scan of
 * one block at most. Takes the memory that {@link BlockScan} states, for each block: 30 MB for all of MedMamba-T. The session is not needed any
 * more. Thread-safe; closed, it answers nothing.
 * <p>
 * Tokens are the cells of a block's grid on this tile, row · width + column; those that are no cells, such as a class token, come after them.
 */
public final class AttentionProbe implements AutoCloseable {

	/** Rows that tell how far a block looks. */
	private static final int MOST_ROWS = 64;

	private final TilePlace place;
	private final List<BlockDescription> blocks;
	private final Prediction prediction;
	private final OrderPlan orders;
	private final Map<String, Object> provenance;
	private volatile List<BlockScan> scans;
	private final HiddenAttention attention = new HiddenAttention(Runtime.getRuntime().availableProcessors());

	private AttentionProbe(final TilePlace place, final List<BlockDescription> blocks, final List<BlockScan> scans, final Prediction prediction,
		final OrderPlan orders, final Map<String, Object> provenance)
	{
		this.place = place;
		this.blocks = List.copyOf(blocks);
		this.scans = List.copyOf(scans);
		this.prediction = prediction;
		this.orders = orders;
		this.provenance = Collections.unmodifiableMap(provenance);
	}

	static AttentionProbe open(final TilePlace place, final VisionMambaSession session, final List<BlockDescription> blocks,
		final OrderPlan orders, final Progress progress)
	{
		final int size = place.plan().inputSize();
		final float[] pixels = new float[3 * size * size];
		TileRun.read(place.picture(), place.plan(), place.tile(), pixels);
		final TappedPass pass = session.tap(pixels, size, size, blocks, orders, progress);
		final Map<String, Object> provenance = new LinkedHashMap<>();
		provenance.put("program", ProgramVersion.NAME + " " + ProgramVersion.get());
		provenance.putAll(place.provenance());
		provenance.put("model", session.description().name());
		provenance.put("sha256", session.modelChecksum());
		provenance.put("device", session.device().label());
		provenance.put("engine", session.engine());
		provenance.put(orders.isModel() ? "scan_order" : "counterfactual_scan_order", orders.name());
		return new AttentionProbe(place, blocks, pass.scans(), Prediction.of(session.description().classes(), pass.logits()), orders, provenance);
	}

	/** @return the blocks that were asked for, in network order */
	public List<BlockDescription> blocks() {
		return blocks;
	}

	/** @return the part of the picture that this tile covers, in the picture's own coordinates */
	public Region region() {
		return place.region();
	}

	/** @return the pixels of the picture that a whole grid covers, from the corner of {@link #region()} on; of an edge tile, more than the region */
	public TileSpan span() {
		return place.span();
	}

	/** @return what the model says of this tile */
	public Prediction prediction() {
		return prediction;
	}

	/** @return key to value, in the order in which people read them: versions, SHA-256, device, tile, orders */
	public Map<String, Object> provenance() {
		return provenance;
	}

	/** @return what was looked at */
	public Picture picture() {
		return place.picture();
	}

	/** @return whether a point of the picture belongs to this tile rather than to another one */
	public boolean isFor(final int x, final int y) {
		return place.isFor(x, y);
	}

	/** @return in which orders the model has scanned */
	public OrderPlan orders() {
		return orders;
	}

	/**
	 * @param block position in {@link #blocks()}
	 * @return cells of its grid along each axis
	 */
	public int grid(final int block) {
		return blocks.get(block).gridSize(place.plan().inputSize());
	}

	/** @return L, the block's cells and the tokens that are none */
	int tokens(final int block) {
		return scan(block).scan().length();
	}

	/**
	 * @param block position in {@link #blocks()}
	 * @return for each direction, the tokens in the order of their visit
	 */
	public List<Permutation> paths(final int block) {
		return scan(block).orders();
	}

	/**
	 * @param block position in {@link #blocks()}
	 * @param x column of the picture
	 * @param y row of the picture
	 * @return the token of the cell that covers this pixel
	 * @throws IllegalArgumentException when the pixel lies outside of this tile
	 */
	public int tokenAt(final int block, final int x, final int y) {
		return place.tokenAt(grid(block), x, y);
	}

	/**
	 * What passes between one token and all others.
	 *
	 * @param block position in {@link #blocks()}
	 * @param direction 0 to K - 1, or {@link HiddenAttention#MERGED}
	 * @param token 0 to L - 1
	 * @param line whether it reads or reaches
	 * @param sign how channels are joined
	 * @param progress asked for cancellation
	 * @return the values
	 */
	public AttentionMap line(final int block, final int direction, final int token, final Line line, final AttentionSign sign,
		final Progress progress)
	{
		return new AttentionMap(this, block, direction, token, AttentionMode.of(line), sign, attention.line(scan(block), direction, token, line, sign,
			progress));
	}

	/**
	 * The whole matrix of a block.
	 *
	 * @return [t][l]
	 * @throws UserException when the block has more than {@link HiddenAttention#MOST_MATRIX_TOKENS} tokens
	 */
	public float[][] matrix(final int block, final int direction, final AttentionSign sign, final Progress progress) {
		return attention.matrix(scan(block), direction, sign, progress);
	}

	/**
	 * The states along one scan.
	 *
	 * @param block position in {@link #blocks()}
	 * @param direction 0 to K - 1
	 * @param progress asked for cancellation
	 * @return norms and principal components
	 * @throws UserException when the model doesn't tell what the states are made of, or they take too much memory
	 */
	public Trajectory trajectory(final int block, final int direction, final Progress progress) {
		final BlockScan scan = scan(block);
		if (!scan.hasInput()) throw new UserException("The states of " + blocks.get(block).name() +
			" are not known, for the model runs as one graph, which doesn't give the scans' inputs; so do models on a graphics card, " +
			"and graphs that were not made by the command 'import'; use device=cpu, or another model.");
		if (StateTrajectory.bytes(scan.scan()) > StateTrajectory.MOST_BYTES) throw new UserException("The states of " + blocks.get(block).name() +
			" take " + (StateTrajectory.bytes(scan.scan()) >> 20) + " MB; " + (StateTrajectory.MOST_BYTES >> 20) +
			" MB are allowed, so take a later block.");
		final StateTrajectory states = StateTrajectory.of(scan, direction, progress);
		return new Trajectory(scan.orders().get(direction), states.norms(), PrincipalComponents.of(states.states(), states.length(), states
			.width(), progress));
	}

	/**
	 * Every cell of a block as a point of many values: what it reads from certain tokens, the landmarks, each as a share of the magnitudes of
	 * them all, so that cells that read much and cells that read little can be compared; zeros where it reads nothing. The landmarks are all cells, or, of more than
	 * {@link PatchPoints#MOST_LANDMARKS}, those of every second, third ... row and column, as many as are allowed. Costs a column a landmark.
	 *
	 * @param block position in {@link #blocks()}
	 * @param direction 0 to K - 1, or {@link HiddenAttention#MERGED}
	 * @param sign how channels are joined
	 * @param progress told of the landmarks, and asked for cancellation
	 * @return the points
	 */
	public PatchPoints points(final int block, final int direction, final AttentionSign sign, final Progress progress) {
		return PatchPoints.of(attention, scan(block), grid(block), direction, sign, progress);
	}

	/**
	 * How far and whither a block looks, from at most 64 rows of absolute attention, evenly spread.
	 *
	 * @param block position in {@link #blocks()}
	 * @param direction 0 to K - 1, or {@link HiddenAttention#MERGED}
	 * @param progress asked for cancellation
	 * @return as {@link AttentionOffsets#of} gives it
	 */
	public double[] offsets(final int block, final int direction, final Progress progress) {
		final int grid = grid(block);
		final int[] tokens = PatchPoints.landmarks(grid, MOST_ROWS);
		return AttentionOffsets.of(tokens, attention.lines(scan(block), direction, tokens, Line.ROW, AttentionSign.ABSOLUTE, progress), grid, grid);
	}

	/**
	 * @param block position in {@link #blocks()}
	 * @param values [L] or more: those of the grid's cells first
	 * @return a renderer of them, over the whole picture; NaN outside of this tile
	 */
	public MapRenderer renderer(final int block, final float[] values) {
		return place.renderer(values, grid(block));
	}

	private BlockScan scan(final int block) {
		final List<BlockScan> all = scans;
		if (all.isEmpty()) throw new IllegalStateException("The probe is closed and answers no more.");
		return all.get(block);
	}

	/** Gives the memory back; the geometry of maps that came from here is still known. */
	@Override
	public void close() {
		scans = List.of();
		attention.close();
	}

	/**
	 * The states along one scan.
	 *
	 * @param path the tokens in the order of their visit
	 * @param norms ‖h_l‖ over all D·N states, [L] in scan order
	 * @param components the first two principal components of the D·N states, in scan order
	 */
	public record Trajectory(Permutation path, float[] norms, PrincipalComponents components) {}
}
