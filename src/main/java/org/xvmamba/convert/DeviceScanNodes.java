package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.number;
import static org.xvmamba.convert.graph.Attributes.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * The selective scan of one block for a graphics card, with its indices. Where {@link SelectiveScanNodes} walks token by token, a few small
 * kernels a step, this hands a whole recurrence to one operator, ONNX Runtime's {@code com.microsoft.LinearAttention} with the update rule
 * {@code gated}: S_t = exp(g_t) ∘ S_{t-1} + k_t v_tᵀ, o_t = S_tᵀ q_t. Each of the D channels is a head of its own with the N states as its keys and
 * one value, and all of them share key and query:
 * <ul>
 * <li>forwards, g = ΔA, k = B, v = Δu, q = C give y;</li>
 * <li>backwards, from the last token to the first, R_l = |C_l| + Ā_{l+1} ∘ R_{l+1} is |C_l| + Q_l of the Jacobian index: g_l = Δ_{l+1}A, k = |C|,
 * v = 1, q = |B| give Σ_n |B_ln| R_ln, to be multiplied with Δ.</li>
 * </ul>
 * Nothing is ever divided by a decay, and no exponent is positive: it is as exact as the walk. The Gramian index has no recurrence.
 * Not thread-safe, as the graph.
 */
public final class DeviceScanNodes {

	/**
	 * What one block scans with, in scan order.
	 *
	 * @param delta Δ, [b, K, L, D]
	 * @param b B, [b, K, L, N]
	 * @param c C, [b, K, L, N]
	 * @param a A, at most 0, [K, N, D]
	 * @param directions K
	 * @param channels D
	 * @param states N
	 */
	public record Scan(Value delta, Value b, Value c, Value a, int directions, int channels, int states) {}

	/** The domain of the operator that isn't ONNX's own. */
	public static final String DOMAIN = "com.microsoft";

	private static final Set<InfluenceIndex> GIVEN = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.JACOBIAN_DIRECT,
		InfluenceIndex.JACOBIAN_PROPAGATED, InfluenceIndex.GRAMIAN);

	private static final int TOKENS = 2;

	/** In the denominator 1 - Ā² + 1e-8 of the Gramian index. */
	private static final float GRAMIAN_FLOOR = 1e-8f;

	private final Operators operators;
	private final Value delta;
	private final Value b;
	private final Value c;
	private final Value a;
	private final int directions;
	private final int channels;
	private final int states;
	private Value reach;

	/**
	 * @param operators of the graph that is appended to
	 * @param scan tensors of that graph, or of one into which it is put
	 */
	public DeviceScanNodes(final Operators operators, final Scan scan) {
		this.operators = operators;
		this.delta = scan.delta;
		this.b = scan.b;
		this.c = scan.c;
		this.a = scan.a;
		this.directions = scan.directions;
		this.channels = scan.channels;
		this.states = scan.states;
	}

	/**
	 * @param deltaU Δu, in scan order, [b, K, L, D]
	 * @param name of the result
	 * @return y without the skip terms, [b, K, L, 1, D]
	 */
	public Value y(final Value deltaU, final String name) {
		final Value y = recurrence(c, b, merged(deltaU, channels), decays(delta));
		final Value apart = operators.reshape(operators.insertAxis(y, 1), -1, directions, 0, channels);
		return graph().named(name, operators.insertAxis(apart, 3));
	}

	/**
	 * @param index one that {@linkplain #gives is given}
	 * @param name of the result
	 * @return the index in scan order, [b, K, L]
	 */
	public Value index(final InfluenceIndex index, final String name) {
		final Value values = switch (index) {
			case JACOBIAN -> reversed(operators.mean(operators.multiply(merged(reversed(delta), channels), reach()), TOKENS), 1);
			case JACOBIAN_DIRECT -> operators.multiply(operators.mean(merged(delta, channels), TOKENS), direct());
			case JACOBIAN_PROPAGATED -> propagated();
			case GRAMIAN -> gramian();
			case ENERGY, ABSOLUTE -> throw new IllegalArgumentException("The index '" + index.key() + "' is not computed in a graph.");
		};
		return graph().named(name, operators.reshape(operators.insertAxis(values, 1), -1, directions, 0));
	}

	/** @return whether an index can be computed in a graph */
	public static boolean gives(final InfluenceIndex index) {
		return GIVEN.contains(index);
	}

	/** Σ_n |B_ln| (|C_ln| + Q_ln), [b · K, L, D], from the last token to the first. */
	private Value reach() {
		if (reach == null) reach = backwards();
		return reach;
	}

	private Value backwards() {
		final Value backwards = reversed(delta);
		// The state before the first step is 0, whatever it is multiplied with.
		final Value later = operators.concatenate(TOKENS, slice(backwards, 0, 1, TOKENS), slice(backwards, 0, -1, TOKENS));
		final Value size = operators.apply("Shape", merged(delta, channels));
		final Value ones = operators.add(graph().node("ConstantOfShape", List.of(size)), graph().number(1));
		return recurrence(reversed(operators.apply("Abs", b)), reversed(operators.apply("Abs", c)), ones, decays(later));
	}

	/** Σ_n |B_ln| |C_ln|, [b · K, L]. */
	private Value direct() {
		return operators.sum(operators.apply("Abs", operators.multiply(merged(b, states), merged(c, states))), TOKENS);
	}

	/** What is left of the whole without the direct part, [b · K, L]; rounding must not make it negative. */
	private Value propagated() {
		final Value backwards = operators.insertAxis(reversed(direct(), 1), TOKENS);
		final Value rest = operators.apply("Relu", operators.subtract(reach(), backwards));
		return reversed(operators.mean(operators.multiply(merged(reversed(delta), channels), rest), TOKENS), 1);
	}

	/**
	 * With T = tanh(-ΔA), 1 - Ā² = 2T / (1 + T), which loses no digits, and so 1 / (1 - Ā² + 2e) = (1 + 1 / (T + e)) / 2 but for rounding:
	 * mean over d of Σ_n C²_n B²_n Δ²_d (1 + 1 / (T_dn + e)) / 2, [b · K, L].
	 */
	private Value gramian() {
		final Value square = operators.multiply(merged(delta, channels), merged(delta, channels));
		final Value negative = operators.subtract(operators.apply("Tanh", exponents(delta)), graph().number(GRAMIAN_FLOOR / 2));
		final Value fractions = operators.reshape(graph().node("Flatten", List.of(operators.apply("Reciprocal", negative)), integer("axis",
			TOKENS)), 0, -1, channels, states);
		final Value ofStates = operators.matrixProduct(operators.insertAxis(square, TOKENS), fractions); // [b · K, L, 1, N]
		final Value summed = operators.subtract(operators.insertAxis(operators.sum(square, TOKENS), TOKENS), operators.reshape(ofStates, 0, -1,
			states));
		final Value cb = operators.multiply(merged(b, states), merged(c, states));
		final Value all = operators.sum(operators.multiply(operators.multiply(cb, cb), summed), TOKENS);
		return operators.multiply(all, graph().number(0.5f / channels));
	}

	/** @return o, [b · K, L, D] */
	private Value recurrence(final Value query, final Value key, final Value value, final Value decays) {
		// The last state is of no interest, but the operator's CUDA form writes it without asking.
		return graph().contributed(DOMAIN, "LinearAttention", List.of(merged(query, states), merged(key, states), value, Value.NONE, decays), 2,
			integer("q_num_heads", 1), integer("kv_num_heads", channels), text("update_rule", "gated"), number("scale", 1)).get(0);
	}

	private Value decays(final Value steps) {
		return merged(exponents(steps), channels * states);
	}

	/** ΔA, [b, K, L, D, N]. */
	private Value exponents(final Value steps) {
		return operators.multiply(operators.insertAxis(steps, 4), operators.insertAxis(operators.transpose(a, 0, 2, 1), 1));
	}

	/** [b, K, L, ...] to [b · K, L, size]. */
	private Value merged(final Value x, final int size) {
		return operators.reshape(graph().node("Flatten", List.of(x), integer("axis", TOKENS)), 0, -1, size);
	}

	private Value reversed(final Value x) {
		return reversed(x, TOKENS);
	}

	private Value reversed(final Value x, final int axis) {
		return graph().node("Slice", List.of(x, graph().integers(-1), graph().integers(Long.MIN_VALUE), graph().integers(axis), graph().integers(
			-1)));
	}

	private Value slice(final Value x, final long from, final long to, final int axis) {
		return graph().node("Slice", List.of(x, graph().integers(from), graph().integers(to), graph().integers(axis)));
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
