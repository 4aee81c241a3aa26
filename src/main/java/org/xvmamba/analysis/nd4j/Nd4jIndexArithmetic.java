package org.xvmamba.analysis.nd4j;

import java.util.function.Consumer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.xvmamba.analysis.IndexArithmetic;

/**
 * The indices in ND4J, in double precision, each line a formula of X-VMamba (arXiv 2511.12694). Worked through from the last tokens to the
 * first, T tokens at a time, so that memory stays bounded. Arrays are broadcast: Δ is [T, 1, D], B and C are [T, N, 1], A is [N, D].
 * <p>
 * Only ND4J's own class loader may define this class. Thread-safe.
 */
public final class Nd4jIndexArithmetic implements IndexArithmetic {

	private static final int TOKENS_AT_A_TIME = 64;

	private static final WorkspaceConfiguration SCRATCH = WorkspaceConfiguration.builder().policyLearning(LearningPolicy.FIRST_LOOP)
		.policyAllocation(AllocationPolicy.STRICT).policySpill(SpillPolicy.EXTERNAL).build();

	/** Needed by the class loader. Its arrays are too small to be shared out: on a busy computer waiting for each other takes longest. */
	public Nd4jIndexArithmetic() {
		Nd4j.getEnvironment().setMaxMasterThreads(1);
		Nd4j.getEnvironment().setMaxThreads(1);
	}

	@Override
	public float[][] indices(final int length, final int channels, final int states, final float[] delta, final float[] b, final float[] c,
		final float[] a, final Runnable checkpoint)
	{
		final INDArray rates = array(a, 0, 1, states, channels);
		final INDArray q = Nd4j.zeros(DataType.DOUBLE, states, channels);
		final float[][] indices = new float[3][length];
		inScratch(scratch -> {
			for (int end = length; end > 0; end -= TOKENS_AT_A_TIME) {
				checkpoint.run();
				final int start = Math.max(0, end - TOKENS_AT_A_TIME);
				scratch.notifyScopeEntered();
				final INDArray absB = Transforms.abs(array(b, start, end - start, states, 1));
				final INDArray absC = Transforms.abs(array(c, start, end - start, states, 1));
				final INDArray[] sums = indices(array(delta, start, end - start, 1, channels), absB, absC, rates, q);
				for (int index = 0; index < sums.length; index++)
					System.arraycopy(sums[index].div(channels).toFloatVector(), 0, indices[index], start, end - start);
				scratch.notifyScopeLeft();
			}
		});
		return indices;
	}

	/** Arrays made between entering and leaving the scope lie in memory that is used again, and not beside Java's heap until garbage is collected. */
	private static void inScratch(final Consumer<MemoryWorkspace> work) {
		final MemoryWorkspace scratch = Nd4j.getWorkspaceManager().createNewWorkspace(SCRATCH);
		try {
			work.accept(scratch);
		}
		finally {
			if (scratch.isScopeActive()) scratch.notifyScopeLeft();
			scratch.destroyWorkspace(true);
		}
	}

	/** Sums over states and channels, [T]: direct, propagated, Gramian. Takes Q after the last token, and leaves that before the first. */
	private static INDArray[] indices(final INDArray delta, final INDArray absB, final INDArray absC, final INDArray rates, final INDArray q) {
		final INDArray deltaA = delta.mul(rates);
		final INDArray decay = Transforms.exp(deltaA);
		final INDArray absBBar = delta.mul(absB);

		final INDArray allQ = Nd4j.create(DataType.DOUBLE, deltaA.shape());
		for (long token = delta.size(0) - 1; token >= 0; token--) {
			allQ.slice(token).assign(q);
			q.assign(decay.slice(token).mul(q.addColumnVector(absC.slice(token))));
		}

		final INDArray direct = absBBar.mul(absC);
		final INDArray propagated = absBBar.mul(allQ);
		// 1 - Ā² would lose digits where Δ is small.
		final INDArray oneMinusSquare = Transforms.expm1(deltaA.mul(2), false).neg();
		final INDArray gramian = direct.mul(direct).div(oneMinusSquare.add(1e-8));
		return new INDArray[] { direct.sum(1, 2), propagated.sum(1, 2), gramian.sum(1, 2) };
	}

	@Override
	public float[] energy(final int length, final int channels, final int states, final float[] delta, final float[] b, final float[] c,
		final float[] a, final Runnable checkpoint)
	{
		final INDArray rates = array(a, 0, 1, states, channels);
		final INDArray w = Nd4j.zeros(DataType.DOUBLE, states, states, channels);
		final INDArray decay = Nd4j.zeros(DataType.DOUBLE, 1, states, channels);
		final float[] energy = new float[length];
		inScratch(scratch -> {
			for (int token = length - 1; token >= 0; token--) {
				checkpoint.run();
				scratch.notifyScopeEntered();
				w.assign(outer(decay, states, channels).mul(w).add(outer(array(c, token, 1, states, 1), states, 1)));
				final INDArray deltas = array(delta, token, 1, 1, channels).reshape(channels);
				final INDArray energies = w.mul(outer(array(b, token, 1, states, 1), states, 1)).sum(0, 1);
				energy[token] = Transforms.sqrt(Transforms.max(energies, 0), false).mul(deltas).meanNumber().floatValue();
				decay.assign(Transforms.exp(array(delta, token, 1, 1, channels).mul(rates), false));
				scratch.notifyScopeLeft();
			}
		});
		return energy;
	}

	@Override
	public float[] absolute(final int length, final int channels, final int states, final float[] delta, final float[] b, final float[] c,
		final float[] a, final Runnable checkpoint)
	{
		final INDArray rates = array(a, 0, 1, states, channels);
		// φ(t,l) B_l of all tokens l up to t.
		final INDArray faded = Nd4j.zeros(DataType.DOUBLE, length, states, channels);
		final INDArray sums = Nd4j.zeros(DataType.DOUBLE, length, channels);
		inScratch(scratch -> {
			for (int token = 0; token < length; token++) {
				checkpoint.run();
				scratch.notifyScopeEntered();
				final INDArray upToToken = faded.get(NDArrayIndex.interval(0, token + 1));
				final INDArray decay = Transforms.exp(array(delta, token, 1, 1, channels).mul(rates), false);
				upToToken.assign(upToToken.mul(decay));
				faded.slice(token).assign(array(b, token, 1, states, 1).reshape(states, 1).broadcast(states, channels));
				final INDArray responses = upToToken.mul(array(c, token, 1, states, 1)).sum(1);
				sums.get(NDArrayIndex.interval(0, token + 1)).addi(Transforms.abs(responses));
				scratch.notifyScopeLeft();
			}
		});
		return sums.mul(array(delta, 0, length, 1, channels).reshape(length, channels)).mean(1).toFloatVector();
	}

	/** x xᵀ for each column of x, [1, N, columns], as [N, N, columns]. */
	private static INDArray outer(final INDArray x, final int states, final int columns) {
		return x.reshape(states, 1, columns).mul(x.reshape(1, states, columns));
	}

	/** T tokens' part of the values, as [T, rows, columns]. */
	private static INDArray array(final float[] values, final int start, final int tokens, final int rows, final int columns) {
		final double[] part = new double[tokens * rows * columns];
		for (int i = 0; i < part.length; i++)
			part[i] = values[start * rows * columns + i];
		return Nd4j.createFromArray(part).reshape(tokens, rows, columns);
	}
}
