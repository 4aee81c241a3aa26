package org.xvmamba.ssm;

import org.xvmamba.Progress;
import org.xvmamba.scan.Permutation;

/**
 * The kernel's work on one channel block of one direction: forward for the output, the states and the Gramian index, which needs no future;
 * then backward for the Jacobian and the energy index. Each walk computes every exponential once; to keep them from the first walk for the
 * second would gain nothing, for to fetch one from memory takes as long as to compute it. One thread at a time; its arrays are used again and
 * again.
 */
final class BlockWalker {

	private final TokenChunk chunk = new TokenChunk();
	private final ProjectedTokens projected = new ProjectedTokens();
	private final StatePanel panel = new StatePanel();
	private final ForwardWalk forward = new ForwardWalk();
	private final JacobianWalk jacobian = new JacobianWalk();
	private final EnergyWalk energy = new EnergyWalk();
	private final FactorWalk factor = new FactorWalk();
	private final AbsoluteWalk absolute = new AbsoluteWalk();

	/** Works on one channel block of one direction of one image of a run. What it finds goes into the slot, which has room for it. */
	void scan(final ScanRun run, final int image, final int direction, final int block, final ItemSlot slot) {
		final ChannelBlocks blocks = run.blocks();
		final Permutation order = run.orders().get(direction);
		chunk.prepare(run.projections().length(), blocks.widthOf(block), blocks.states());
		projected.open(run.projections(), run.parameters(), order, image, direction, blocks.first(block), blocks.widthOf(block), chunk);
		panel.open(projected);
		walkForward(order, run.request(), slot, run.progress());
		if (run.request().needsPropagated() || run.request().needsEnergy()) walkBackward(projected, run.request(), slot.sums, false, run
			.progress());
		if (run.request().needsAbsolute()) absolute.index(projected, panel, chunk, slot.sums.absolute, run.progress());
	}

	/** Computes the indices alone, of one channel block of one direction. They go into the sums, which have room for them. */
	void index(final TokenSource source, final ScanRequest request, final StepSums sums, final Progress progress) {
		chunk.prepare(source.length(), source.width(), source.states());
		panel.open(source);
		if (request.needsWalk()) walkBackward(source, request, sums, true, progress);
		if (request.needsAbsolute()) absolute.index(source, panel, chunk, sums.absolute, progress);
	}

	private void walkForward(final Permutation order, final ScanRequest request, final ItemSlot slot, final Progress progress) {
		forward.start(panel);
		for (int first = 0; first < projected.length(); first += chunk.steps()) {
			progress.throwIfCancelled();
			final int count = Math.min(chunk.steps(), projected.length() - first);
			projected.fetch(first, count, chunk);
			projected.fetchInput(first, count, chunk);
			final boolean clamp = panel.mustClamp(chunk, count);
			for (int step = 0; step < count; step++)
				stepForward(first + step, step, clamp, request, slot.sums);
			projected.addSkip(count, chunk);
			for (int step = 0; step < count; step++)
				System.arraycopy(chunk.output, step * panel.width(), slot.output, order.tokenAt(first + step) * panel.width(), panel.width());
		}
	}

	private void stepForward(final int position, final int step, final boolean clamp, final ScanRequest request, final StepSums sums) {
		panel.load(chunk, step, clamp);
		forward.step(panel, chunk, step);
		forward.readOut(panel, chunk, step);
		if (request.stateNorms()) sums.stateNorm[position] = forward.stateNorm(panel);
		local(position, step, request, sums);
	}

	/** What a step tells by itself, without its past and its future. */
	private void local(final int position, final int step, final ScanRequest request, final StepSums sums) {
		if (request.needsGramian()) sums.gramian[position] = panel.gramian();
		if (request.needsDirect()) sums.direct[position] = panel.direct(chunk, step);
	}

	private void walkBackward(final TokenSource source, final ScanRequest request, final StepSums sums, final boolean alone,
		final Progress progress)
	{
		jacobian.start(panel);
		if (request.needsEnergy()) energy.start(panel);
		for (int end = source.length(); end > 0; end -= chunk.steps()) {
			progress.throwIfCancelled();
			final int first = Math.max(0, end - chunk.steps());
			source.fetch(first, end - first, chunk);
			final boolean clamp = panel.mustClamp(chunk, end - first);
			for (int step = end - first - 1; step >= 0; step--)
				stepBackward(first + step, step, clamp, request, sums, alone);
		}
		if (request.needsEnergy() && energy.cancelled()) factor.index(source, panel, chunk, sums.energy, progress);
	}

	private void stepBackward(final int position, final int step, final boolean clamp, final ScanRequest request, final StepSums sums,
		final boolean alone)
	{
		panel.load(chunk, step, clamp);
		if (alone) local(position, step, request, sums);
		if (request.needsPropagated()) sums.propagated[position] = jacobian.step(panel);
		if (request.needsEnergy()) sums.energy[position] = energy.step(chunk, step);
	}
}
