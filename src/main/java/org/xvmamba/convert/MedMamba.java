package org.xvmamba.convert;

import java.util.Optional;
import java.util.function.Predicate;

import org.xvmamba.Progress;
import org.xvmamba.convert.NetworkGraph.Input;

/** MedMamba (arXiv 2403.03849): T, S, B and any other widths, depths and states. */
final class MedMamba implements ModelFamily {

	@Override
	public String key() {
		return "medmamba";
	}

	@Override
	public String label() {
		return "MedMamba";
	}

	@Override
	public Optional<String> recognise(final StateDict weights) {
		final Optional<String> convolutions = first(weights, name -> name.contains(".conv33conv33conv11."));
		final Optional<String> scan = first(weights, name -> name.endsWith(".self_attention.A_logs"));
		return convolutions.flatMap(convolution -> scan.map(logs -> "'" + logs + "' beside '" + convolution + "'"));
	}

	@Override
	public NetworkGraph build(final StateDict weights, final ConversionOptions options, final Progress progress) {
		final MedMambaNodes nodes = new MedMambaNodes(weights);
		final NetworkGraph graph = nodes.build(key(), Input.symmetric(nodes.sizes().inputChannels(), nodes.minimumInputSize()), "head", progress);
		weights.requireAllTaken(label());
		return graph;
	}

	private static Optional<String> first(final StateDict weights, final Predicate<String> condition) {
		return weights.names().stream().filter(condition).findFirst();
	}
}
