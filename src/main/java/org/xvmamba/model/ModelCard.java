package org.xvmamba.model;

import java.util.stream.Collectors;

/** Begins a model card, for the person who knows the data and the figures to complete. */
final class ModelCard {

	private static final String TEXT = """
		# %s

		%s

		**Not for diagnosis.** This model and the maps that explain it are for research and teaching. They must not be used to decide
		about a patient.

		| | |
		|---|---|
		| Kind | %s |
		| Input | RGB image of %d x %d pixels, values 0 to 255 |
		| Classes | %s |
		| Explained blocks | %d |
		| Licence | %s |

		## Data

		Not stated by whoever imported the model.

		## Validation

		Not stated by whoever imported the model.

		## Limits

		The maps show what can influence the state-space branch of each block. They do not depend on the class, and where a block has a
		second branch of convolutions they say nothing about that one. On images unlike the training data, neither the prediction nor
		the maps mean anything.
		""";

	private ModelCard() {}

	static String of(final ModelDescription description, final ModelCredits credits) {
		return TEXT.formatted(description.name(), description.text(), description.family(), description.inputSize(), description.inputSize(),
			description.classes().stream().collect(Collectors.joining(", ")), description.blocks().size(), credits.licence().isEmpty()
				? "not stated" : credits.licence());
	}
}
