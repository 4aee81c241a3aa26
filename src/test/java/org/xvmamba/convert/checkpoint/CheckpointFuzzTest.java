package org.xvmamba.convert.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;
import org.xvmamba.convert.Fixtures;

import com.sun.management.ThreadMXBean;

/**
 * Random damage to good files of every kind: each run ends with tensors or with a sentence, soon, within little memory, and without an object of
 * a class that the file names. Run n of a file is the same on every machine; how many there are depends on its speed, and on
 * {@code -Dxvmamba.fuzz=}milliseconds for each file.
 */
class CheckpointFuzzTest {

	private static final long SEED = 20_240_907;
	private static final Duration TIME_PER_FILE = Duration.ofMillis(Long.getLong("xvmamba.fuzz", 1200));
	private static final Duration LONGEST = TIME_PER_FILE.plusSeconds(30);
	private static final long MOST_MEMORY = 96L << 20;
	private static final int FEWEST_RUNS = 100;

	/** What stands in hostile files, rather than random bytes. */
	private static final List<String> WORDS = List.of("ccollections\nOrderedDict\n", "cbuiltins\neval\n", "\u0093", "R", "(", "t", "2", "h\0", "]q\0", "}", "u",
		"X\u00ff\u00ff\u00ff\u007f", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "J\u00ff\u00ff\u00ff\u00ff", ".", "[", "{", "\"", "-1", "9223372036854775807", "1e308", "\u00ff\u00ff\u00ff\u00ff",
		"\0\0\0\0\0\0\0\0", "PK\u0001\u0002", "PK\u0003\u0004");

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "odd-tensors.pth", "runs-command.pth", "odd-tensors-legacy.pth", "odd-tensors-legacy-4.pth", "odd-tensors.safetensors",
		"odd.safetensors.index.json" })
	void meetsDamageWithASentence(final String name) throws IOException {
		final byte[] whole = Files.readAllBytes(Fixtures.file(name));
		for (final String shard : List.of("odd-00001-of-00002.safetensors", "odd-00002-of-00002.safetensors"))
			Files.copy(Fixtures.file(shard), folder.resolve(shard));
		final AtomicInteger runs = new AtomicInteger();
		final long before = System.nanoTime();
		final int refused = assertTimeoutPreemptively(LONGEST, () -> refused(name, whole, runs), () -> name + " was not read in run " + runs);
		System.out.printf("Fuzz of %s: %d runs in %.1f s, %d refused with a sentence, %d read.%n", name, runs.get(), (System.nanoTime() - before) / 1e9,
			refused, runs.get() - refused);
		assertTrue(refused > runs.get() / 20, refused + " of " + runs + " refused");
	}

	private int refused(final String name, final byte[] whole, final AtomicInteger runs) throws IOException {
		final long end = System.nanoTime() + TIME_PER_FILE.toNanos();
		int refused = 0;
		for (; runs.get() < FEWEST_RUNS || System.nanoTime() < end; runs.incrementAndGet())
			refused += opens(Files.write(folder.resolve(name), mutated(whole, new Random(SEED + runs.get()))), runs.get()) ? 0 : 1;
		return refused;
	}

	private static byte[] mutated(final byte[] whole, final Random random) {
		byte[] bytes = whole.clone();
		for (int i = random.nextInt(3); i >= 0; i--) {
			final int at = random.nextInt(Math.max(1, random.nextBoolean() ? bytes.length : Math.min(bytes.length, 1500)));
			final byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.ISO_8859_1);
			bytes = switch (random.nextInt(12)) {
				case 0 -> Arrays.copyOf(bytes, at);
				case 1 -> spliced(bytes, at, at, word);
				case 2 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), new byte[0]);
				case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(200))));
				case 4, 5, 6 -> spliced(bytes, at, Math.min(bytes.length, at + word.length), word);
				default -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] { (byte) random.nextInt(256) });
			};
		}
		return bytes;
	}

	private static byte[] spliced(final byte[] bytes, final int from, final int to, final byte[] between) {
		final byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + between.length);
		System.arraycopy(between, 0, result, from, between.length);
		System.arraycopy(bytes, to, result, from + between.length, bytes.length - to);
		return result;
	}

	/** @return whether there were tensors; anything else but a sentence fails the test */
	private boolean opens(final Path file, final int run) throws IOException {
		final long before = threads.getCurrentThreadAllocatedBytes();
		try (Checkpoint checkpoint = CheckpointReader.open(file)) {
			visit(checkpoint.contents());
			return true;
		}
		catch (final UserException e) {
			assertTrue(e.getMessage().length() < 1000, e.getMessage());
			return false;
		}
		catch (final RuntimeException e) {
			throw new AssertionError(file.getFileName() + ", run " + run, e);
		}
		finally {
			final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
			assertTrue(allocated < MOST_MEMORY, allocated + " bytes for " + file.getFileName() + ", run " + run);
		}
	}

	/** Reads all tensors; a container may hold itself. */
	private static void visit(final Object contents) throws IOException {
		final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		final Deque<Object> open = new ArrayDeque<>(List.of(List.of(contents == null ? "" : contents)));
		while (!open.isEmpty()) {
			final Object value = open.pop();
			if (!seen.add(value)) continue;
			final String type = value.getClass().getName();
			assertTrue(type.startsWith("java.") || type.startsWith("org.xvmamba.convert.checkpoint.") || value instanceof byte[], type);
			if (value instanceof StoredTensor tensor) tensor.toFloats();
			if (value instanceof Map<?, ?> map) map.values().stream().filter(each -> each != null).forEach(open::push);
			if (value instanceof List<?> list) list.stream().filter(each -> each != null).forEach(open::push);
		}
	}
}
