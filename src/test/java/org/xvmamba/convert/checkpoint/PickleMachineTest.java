package org.xvmamba.convert.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;

/** Pickles written by hand, one character a byte. */
class PickleMachineTest {

	@Test
	void readsPlainContainersOfAllProtocols() {
		assertEquals(Map.of("a", List.of(1L, -1L, 300L)), run("\u0080\u0002}X\u0001\0\0\0a](K\u0001J\u00ff\u00ff\u00ff\u00ffM\u002c\u0001es."));
		assertEquals(List.of("ab", "ab"), run("\u0080\u0004\u0095\0\0\0\0\0\0\0\0\u008c\u0002ab\u0094h\0\u0086."));
		assertEquals(-2L, run("\u0080\u0002\u008a\u0001\u00fe."));
		assertEquals(0L, run("\u008a\0."));
		assertEquals(1.5, run("G\u003f\u00f8\0\0\0\0\0\0."));
	}

	@Test
	void namesWhatItRefuses() {
		for (final String call : List.of("cbuiltins\neval\n.", "\u008c\u0008builtins\u008c\u0004eval\u0093."))
			assertTrue(problem(call).contains("'builtins.eval'"), problem(call));
		assertTrue(problem("ctorch.storage\n_load_from_bytes\n.").contains("'torch.storage._load_from_bytes'"));
		assertTrue(problem("c\u001b[31mevil\nname" + "x".repeat(1000) + "\n.").length() < 400, "a long name is cut");
	}

	/** Lengths beyond the end, missing operands, marks and memo entries, unhashable keys, wrong calls, foreign instructions, no end. */
	@ParameterizedTest
	@ValueSource(strings = { "X\u00ff\u00ff\u00ff\u007f.", "X\u00ff\u00ff\u00ff\u00ffa.", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.",
		"\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "\u008e\0\0\0\0\u0001\0\0\0.", ".", "0", "u", "t", "h\u0005", "j\0\0\0\u00ff", "(.", "}(K\u0001u.",
		"}](K\u0001eK\u0001s.", "}}K\u0001s.", "K\u0001K\u0002a.", "]K\u0001b.", "K\u0001)R.", "K\u0001Q.", "ccollections\nOrderedDict\nK\u0001R.",
		"ctorch._utils\n_rebuild_tensor_v2\n)R.", "ctorch._utils\n_rebuild_tensor_v2\n(K\u0001K\u0001K\u0001K\u0001tR.", "ctorch\nSize\n)R.", "i", "\u0081", "P",
		"\u008a\u0009123456789.", "ccollections\nOrderedDict", "K" })
	void meetsDamageWithASentence(final String pickle) {
		assertTrue(problem(pickle).startsWith("'test.pth' is damaged: "), problem(pickle));
	}

	@Test
	void isNotTrappedByAContainerInItself() {
		final List<?> list = (List<?>) run("]q\0h\0a.");
		assertEquals(1, list.size());
	}

	@Test
	void passesOverHoldersOfSettings() {
		assertEquals(Map.of(), run("cargparse\nNamespace\n)\u0081}X\u0002\0\0\0lrK\u0001sb."));
	}

	/** One list in many dictionaries, in a text, in a shape: small files that would keep a careless reader busy for hours. */
	@Test
	void isNotTrappedByAListThatIsUsedAgainAndAgain() {
		final String pairs = "](X\u0001\0\0\0aK\u0001\u0086q\0" + "h\0".repeat(10_000) + "eq\u0001";
		assertTrue(problem(pairs + "ccollections\nOrderedDict\nq\u0002" + "h\u0002h\u0001\u0085R0".repeat(1000) + ".").contains("entries"));
		assertTrue(problem("ctorch\ndevice\n" + pairs + "\u0085R.").contains("wrong kind"));
		assertTrue(problem("ctorch._utils\n_rebuild_tensor_v2\n(NK\u0001" + pairs + "]tR.").contains(
			"unknown way"));
	}

	@Test
	void stopsAfterTooManyInstructions() {
		assertTrue(problem("N0".repeat(3_000_000)).contains("instructions"));
	}

	private static Object run(final String pickle) {
		final byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
		return new PickleMachine(new PickleInput("test.pth", bytes), new TorchVocabulary("test.pth", (key, size) -> Optional.empty())).run();
	}

	private static String problem(final String pickle) {
		return assertThrows(UserException.class, () -> run(pickle)).getMessage();
	}
}
