package org.xvmamba.evaluate;

/** A way of testing whether a map is true. */
public enum Protocol {

	/** How fast the probability falls as the highest pixels are taken away, and rises as they are put in. */
	DELETION("deletion", "Deletion and insertion"),

	/** How much of the probability the highest pixels alone keep. */
	PRESERVATION("preservation", "Preservation by the highest pixels"),

	/** Whether noise on the highest pixels hurts more than on the lowest ones. */
	PERTURBATION("perturbation", "Perturbation"),

	/** Whether the map lies where the truth lies; only for images that have one. */
	LOCALISATION("localisation", "Localisation"),

	/** Whether the map stays the same when nothing that matters changes; of the baselines, CAM. */
	STABILITY("stability", "Stability"),

	/** The same, also of the baselines for which the model is asked many times. */
	STABILITY_SLOW("stability-slow", "Stability of all maps"),

	/** How concentrated the maps of all blocks and directions are. */
	SHAPE("shape", "Shape"),

	/** Whether the map changes when the weights become random (Adebayo et al., arXiv 1810.03292); of the baselines, CAM. */
	SANITY("sanity", "Randomised weights"),

	/** The same, also of the baselines for which the model is asked many times. */
	SANITY_SLOW("sanity-slow", "Randomised weights, all maps");

	private final String key;
	private final String label;

	Protocol(final String key, final String label) {
		this.key = key;
		this.label = label;
	}

	/** @return whether it takes many times as long as all others together, so that it has to be asked for by name */
	boolean isSlow() {
		return this == STABILITY_SLOW || this == SANITY_SLOW;
	}

	/** @return the name in macros and on the command line */
	public String key() {
		return key;
	}

	/** @return the name for people */
	public String label() {
		return label;
	}
}
