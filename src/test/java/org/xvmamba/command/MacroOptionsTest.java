package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;

class MacroOptionsTest {

	@Test
	void readsKeysInOrder() {
		final Map<String, String> values = MacroOptions.parse("model=[blood smear] index=jacobian,gramian overlay stack=false roi='a b' empty= ")
			.values();
		assertEquals(List.of("model", "index", "overlay", "stack", "roi", "empty"), List.copyOf(values.keySet()));
		assertEquals(List.of("blood smear", "jacobian,gramian", "true", "false", "a b", ""), List.copyOf(values.values()));
	}

	@Test
	void readsPathsAsTheyAre() {
		assertEquals("C:\\models\\a=b (1)", MacroOptions.parse("model=[C:\\models\\a=b (1)]").values().get("model"));
	}

	@Test
	void nothingIsNothing() {
		assertTrue(MacroOptions.parse("  ").values().isEmpty());
	}

	@Test
	void refusesAKeyThatStandsTwice() {
		assertThrows(UserException.class, () -> MacroOptions.parse("index=gramian index=jacobian"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "model=[blood", "=3", "[a]" })
	void refusesWhatIsNoOption(final String options) {
		final String message = assertThrows(UserException.class, () -> MacroOptions.parse(options)).getMessage();
		assertTrue(message.contains("key=value"), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Index=gramian", "indexes=gramian", "opacity=3 colour=red" })
	void refusesUnknownKeysAndNamesTheKnown(final String options) {
		final String message = assertThrows(UserException.class, () -> MacroOptions.parse(options).requireKnown(Set.of("index", "opacity")))
			.getMessage();
		assertTrue(message.contains("index") && message.contains("opacity") && message.contains("lower case"), message);
	}
}
