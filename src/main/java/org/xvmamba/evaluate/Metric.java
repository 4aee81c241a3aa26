package org.xvmamba.evaluate;

/** A figure that a protocol gives for one map on one image. */
public enum Metric {

	/** Area under the probability of the predicted class as pixels are deleted, the highest first; low is good. */
	DELETION_AREA("deletion", Protocol.DELETION),

	/** Area under the probability as pixels are inserted, the highest first; high is good. */
	INSERTION_AREA("insertion", Protocol.DELETION),

	/** Insertion minus deletion, -1 to 1; high is good. */
	SCORE("insertion - deletion", Protocol.DELETION),

	/** Probability that the highest 5 % of the pixels keep, by that of the whole image; high is good. */
	PRESERVED_5("preserved by top 5 %", Protocol.PRESERVATION),

	/** As above, 10 %. */
	PRESERVED_10("preserved by top 10 %", Protocol.PRESERVATION),

	/** As above, 20 %. */
	PRESERVED_20("preserved by top 20 %", Protocol.PRESERVATION),

	/** As above, 30 %. */
	PRESERVED_30("preserved by top 30 %", Protocol.PRESERVATION),

	/** As above, 50 %. */
	PRESERVED_50("preserved by top 50 %", Protocol.PRESERVATION),

	/** Fall of the probability by noise on the highest tenth; high is good. */
	DROP_TOP("drop by noise on top 10 %", Protocol.PERTURBATION),

	/** Fall of the probability by noise on the lowest tenth; low is good. */
	DROP_BOTTOM("drop by noise on bottom 10 %", Protocol.PERTURBATION),

	/** The difference of the two drops; high is good. */
	DROP_DIFFERENCE("drop, top - bottom", Protocol.PERTURBATION),

	/** 1 where the highest pixel lies in the truth, else 0. */
	POINTING("pointing game", Protocol.LOCALISATION),

	/** Share of the map's mass inside the truth, 0 to 1. */
	MASS_SHARE("mass share in truth", Protocol.LOCALISATION),

	/** Share of the image's area inside the truth, 0 to 1: the same for all maps, and what a flat map's mass share would be. */
	AREA_SHARE("area share of truth", Protocol.LOCALISATION),

	/** Mass share by area share: 1 where the map is no denser inside the truth than all over. */
	ENRICHMENT("enrichment", Protocol.LOCALISATION),

	/** Pearson correlation of the map with that of the image under small noise. */
	STABILITY_NOISE("correlation under noise", Protocol.STABILITY),

	/** Pearson correlation with the map of the image moved by one pixel, moved back. */
	STABILITY_SHIFT("correlation under shifts", Protocol.STABILITY),

	/** Pearson correlation with the map of a second run on the same image. */
	STABILITY_REPEAT("correlation when repeated", Protocol.STABILITY),

	/** Gini coefficient of the map at the size of the model's input, see {@link ShapeStatistics#gini}. */
	GINI("gini", Protocol.SHAPE),

	/** Entropy by that of a flat map, see {@link ShapeStatistics#entropy}. */
	ENTROPY("entropy", Protocol.SHAPE),

	/** Share of the mass in the highest tenth of the pixels, see {@link ShapeStatistics#topTenth}. */
	TOP_TENTH("mass in top 10 %", Protocol.SHAPE);

	/** The shares of the pixels in percent, in the order of the metrics that begin with PRESERVED. */
	static final int[] PRESERVED_PERCENT = { 5, 10, 20, 30, 50 };

	private final String label;
	private final Protocol protocol;

	Metric(final String label, final Protocol protocol) {
		this.label = label;
		this.protocol = protocol;
	}

	/** @return the name in tables */
	public String label() {
		return label;
	}

	/** @return what gives this figure */
	public Protocol protocol() {
		return protocol;
	}

	/** @return the metric of a position in {@link #PRESERVED_PERCENT} */
	static Metric preserved(final int position) {
		return values()[PRESERVED_5.ordinal() + position];
	}
}
