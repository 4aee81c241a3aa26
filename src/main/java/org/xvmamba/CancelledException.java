package org.xvmamba;

/** The person stopped the work. Nothing is wrong, and nothing is left behind. */
public final class CancelledException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** A stop on request. */
	public CancelledException() {
		super("Stopped on request.");
	}
}
