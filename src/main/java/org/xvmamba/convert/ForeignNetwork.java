package org.xvmamba.convert;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Networks that can't be converted, but can be called by their name: a person who chose the wrong file sees at once which it is. */
enum ForeignNetwork {

	VMAMBA("a part or a variant of a VMamba", "\\.(op|self_attention)\\.(A_logs|x_proj.*)$"), //
	VIM("a part or a variant of a Vim", "\\.mixer\\.A_b_log$"), //
	PLAIN_MAMBA("a part or a variant of a PlainMamba", "\\.mamba\\.direction_Bs$"), //
	MAMBA("a one-directional Mamba", "\\.mixer\\.A_log$"), //
	SWIN("a Swin Transformer", "\\.relative_position_bias_table$"), //
	VIT("a Vision Transformer", "\\.attn\\.qkv\\.weight$"), //
	RESNET("a ResNet", "^layer1\\.0\\.conv1\\.weight$");

	private final String label;
	private final Pattern tensor;

	ForeignNetwork(final String label, final String tensor) {
		this.label = label;
		this.tensor = Pattern.compile(tensor);
	}

	/**
	 * @param weights of no family that can be converted
	 * @return what they seem to be, and by which tensor; or what the tensors are called
	 */
	static String describe(final StateDict weights) {
		return Arrays.stream(values()).flatMap(network -> network.evidence(weights).map(name -> network.label + " (it has '" + name + "')").stream())
			.findFirst().orElseGet(() -> "an unknown network (" + weights.names().size() + " tensors: " + StateDict.firstOf(weights.names()) + ")");
	}

	private Optional<String> evidence(final StateDict weights) {
		return weights.names().stream().filter(name -> tensor.matcher(name).find()).findFirst();
	}
}
