package org.xvmamba.evaluate;

/** A map of another origin, against which the influence maps have to hold. */
public enum Baseline {

	/** A uniformly random value at each pixel. */
	RANDOM("random", "random pixels"),

	/** A uniformly random value at each cell of the last block's grid, resized as the influence maps are: random at their own coarseness. */
	RANDOM_CELLS("random-cells", "random cells"),

	/** Class activation map of the predicted class. */
	CAM("cam", "CAM"),

	/** Fall of the probability as a square is covered. */
	OCCLUSION("occlusion", "occlusion"),

	/** Mean of random masks, weighted by the probability that each leaves (Petsiuk et al., arXiv 1806.07421). */
	RISE("rise", "RISE");

	private final String key;
	private final String label;

	Baseline(final String key, final String label) {
		this.key = key;
		this.label = label;
	}

	/** @return whether it depends on neither image nor model, so that there is nothing that could change when it is made anew */
	boolean isRandom() {
		return this == RANDOM || this == RANDOM_CELLS;
	}

	/** @return whether the model is asked many times for one map */
	boolean isSlow() {
		return this == OCCLUSION || this == RISE;
	}

	/** @return the name in macros, on the command line and in tables */
	public String key() {
		return key;
	}

	/** @return the name for people */
	public String label() {
		return label;
	}
}
