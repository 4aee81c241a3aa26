package org.xvmamba.convert;

import java.util.Optional;

import org.xvmamba.UserException;

/**
 * What a person decides about a checkpoint, beyond what its tensors tell.
 *
 * @param family {@value CheckpointConverter#AUTO}, or one of {@link CheckpointConverter#families()}
 * @param averaged whether the moving average of the weights (EMA), which some training scripts save beside the weights, is taken
 * @param scan how a VMamba walks over the grid, where it is not the usual way
 */
public record ConversionOptions(String family, boolean averaged, Optional<ScanPattern> scan) {

	/** The tensors decide on the family; the weights are taken as they are. */
	public static final ConversionOptions DEFAULT = new ConversionOptions(CheckpointConverter.AUTO, false, Optional.empty());

	/** @throws UserException naming the known families, when it is none of them */
	public ConversionOptions {
		if (!CheckpointConverter.AUTO.equals(family) && !CheckpointConverter.families().contains(family)) throw new UserException(
			"Unknown model family '" + family + "'; known are " + CheckpointConverter.AUTO + ", " + String.join(", ", CheckpointConverter
				.families()) + ".");
	}
}
