package org.xvmamba.ssm;

/** How hidden attention of several channels becomes one value. */
public enum AttentionSign {

	/** The mean over the channels of α_d: what raises and what lowers the output cancel. */
	SIGNED("signed"),

	/** The mean over the channels of |α_d|: how much acts, whatever its sign. Never less than the magnitude of the signed mean. */
	ABSOLUTE("absolute");

	private final String key;

	AttentionSign(final String key) {
		this.key = key;
	}

	/** @return the name in macros and on the command line */
	public String key() {
		return key;
	}
}
