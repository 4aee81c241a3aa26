package org.xvmamba;

import java.util.Optional;

/** The version of this program. */
public final class ProgramVersion {

	/** Name of the program for people. */
	public static final String NAME = "X-VMamba Explain";

	private ProgramVersion() {}

	/** @return the version in the jar's manifest; {@code development} where the program doesn't run from a jar */
	public static String get() {
		return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion()).orElse("development");
	}
}
