package org.xvmamba.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A graphics card, as NVIDIA's driver tells of it by its program {@code nvidia-smi}.
 *
 * @param number of the card, as in {@code cuda:0}
 * @param name such as {@code NVIDIA H200}
 * @param driver its version
 * @param totalMegabytes of its memory
 * @param freeMegabytes of its memory
 */
record GraphicsCard(int number, String name, String driver, long totalMegabytes, long freeMegabytes) {

	private static final List<String> QUESTION = List.of("nvidia-smi", "--query-gpu=index,name,driver_version,memory.total,memory.free",
		"--format=csv,noheader,nounits");

	private static final int SECONDS = 10;

	/**
	 * What the driver says.
	 *
	 * @param cards that it tells of; none where it doesn't answer
	 * @param problem why there are none, in the words of the system; empty where there are some
	 */
	record Answer(List<GraphicsCard> cards, String problem) {}

	/** Asks the driver, which takes up to a second. */
	static Answer ask() {
		return ask(QUESTION);
	}

	/** Asks another program, which answers as the driver would. */
	static Answer ask(final List<String> command) {
		try {
			final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
			try {
				if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) return new Answer(List.of(), command.get(0) + " did not answer within " + SECONDS +
					" seconds");
				return read(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
			}
			finally {
				process.destroyForcibly();
			}
		}
		catch (final IOException exc) {
			return new Answer(List.of(), command.get(0) + " is not there");
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			return new Answer(List.of(), "interrupted");
		}
	}

	private static Answer read(final String said) {
		final List<GraphicsCard> cards = said.lines().map(GraphicsCard::card).flatMap(Optional::stream).toList();
		return new Answer(cards, cards.isEmpty() ? said.replaceAll("\\s+", " ") : "");
	}

	private static Optional<GraphicsCard> card(final String line) {
		final String[] parts = line.split("\\s*,\\s*");
		if (parts.length != 5 || !parts[0].matches("\\d{1,3}")) return Optional.empty();
		return Optional.of(new GraphicsCard(Integer.parseInt(parts[0]), parts[1], parts[2], megabytes(parts[3]), megabytes(parts[4])));
	}

	/** Some cards say "[N/A]". */
	private static long megabytes(final String number) {
		return number.matches("\\d{1,9}") ? Long.parseLong(number) : -1;
	}
}
