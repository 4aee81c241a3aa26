package org.xvmamba.explain;

import org.xvmamba.ssm.HiddenAttention.Line;

/** What is asked about hidden attention. */
public enum AttentionMode {

	/** From which patches a patch reads. */
	ROW(Line.ROW.key()),

	/** Which patches it reaches. */
	COLUMN(Line.COLUMN.key()),

	/** From which patches of its stage's input it reads by way of all blocks so far, see {@link org.xvmamba.ssm.AttentionRollout}. */
	ROLLOUT("rollout"),

	/** What every token reads from every other. */
	MATRIX("matrix");

	private final String key;

	AttentionMode(final String key) {
		this.key = key;
	}

	/** @return the name in macros and on the command line */
	public String key() {
		return key;
	}

	static AttentionMode of(final Line line) {
		return line == Line.ROW ? ROW : COLUMN;
	}
}
