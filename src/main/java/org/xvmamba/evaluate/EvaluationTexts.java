package org.xvmamba.evaluate;

/**
 * Labels, help texts and defaults of {@link EvaluationOptions}, one place for dialog, macro and command line. Compile-time constants, because
 * annotations refer to them.
 */
public final class EvaluationTexts {

	public static final String MAPS_LABEL = "Maps";
	public static final String MAPS_HELP = "Which maps are tested: last (block), blocks (each by itself), numbers of blocks from 0, or all blocks " +
		"joined: uniform, linear, exponential, maximum, each also with -scaled; several joined by commas. Always the mean of the scan directions.";
	public static final String MAPS_DEFAULT = "last";

	public static final String PROTOCOLS_LABEL = "Protocols";
	public static final String PROTOCOLS_HELP = "Which tests: deletion (and insertion), preservation, perturbation, localisation, stability, " +
		"shape, sanity (randomised weights), joined by commas; all of these; and stability-slow, sanity-slow: the same also of occlusion and RISE, for minutes.";
	public static final String PROTOCOLS_DEFAULT = "deletion,preservation,perturbation,localisation,stability,shape";

	public static final String BASELINES_LABEL = "Baselines";
	public static final String BASELINES_HELP = "Maps of other origin to be compared with: random, random-cells, cam, occlusion, rise, joined by " +
		"commas; all; or none. RISE asks the model 500 times an image.";
	public static final String BASELINES_DEFAULT = "random,random-cells,cam,occlusion,rise";

	public static final String SEED_LABEL = "Seed";
	public static final String SEED_HELP = "Of all random choices: the same seed gives the same figures.";
	public static final int SEED_DEFAULT = 1;

	public static final String LIMIT_LABEL = "Images at most";
	public static final String LIMIT_HELP = "How many images are tested, evenly spread over those given; 0 for all.";
	public static final int LIMIT_DEFAULT = 0;

	private EvaluationTexts() {}
}
