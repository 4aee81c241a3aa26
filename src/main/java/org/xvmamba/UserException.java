package org.xvmamba;

/**
 * A problem that the person at the screen can understand and act on.
 * <p>
 * The message is one sentence of plain words: what is wrong, the value met, what is allowed, what to do. It is shown as it stands, without
 * a stack trace. Anything that is a fault of this program is another exception.
 */
public final class UserException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** @param sentence what is wrong, the value met, what is allowed, what to do */
	public UserException(final String sentence) {
		super(sentence);
	}

	/**
	 * @param sentence what is wrong, the value met, what is allowed, what to do
	 * @param cause what was caught, for the log
	 */
	public UserException(final String sentence, final Throwable cause) {
		super(sentence, cause);
	}
}
