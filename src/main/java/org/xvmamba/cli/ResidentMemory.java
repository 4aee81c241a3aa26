package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the operating system has given this process. */
final class ResidentMemory {

	private static final Path STATUS = Path.of("/proc/self/status");

	private ResidentMemory() {}

	/** @return megabytes resident now; nothing where the system doesn't tell */
	static OptionalLong now() {
		return read("VmRSS:");
	}

	/** @return the most megabytes that were resident at a time; nothing where the system doesn't tell */
	static OptionalLong peak() {
		return read("VmHWM:");
	}

	private static OptionalLong read(final String key) {
		if (!Files.isReadable(STATUS)) return OptionalLong.empty();
		try {
			return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith(key)).mapToLong(line -> Long.parseLong(line.replaceAll(
				"\\D", "")) / 1024).findFirst();
		}
		catch (final IOException exc) {
			return OptionalLong.empty();
		}
	}
}
