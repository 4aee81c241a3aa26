package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.MapIndex;

class PluginsConfigTest {

	private static final Pattern LINE = Pattern.compile("(.+), \"(.+)\", org\\.xvmamba\\.command\\.ImageJ1Command\\(\"(.+)\"\\)");

	@Test
	void bareImageJAndFijiHaveTheSameMenu() throws IOException, ClassNotFoundException {
		final Map<String, String> ofFiji = new HashMap<>();
		try (Context context = new Context(CommandService.class)) {
			for (final CommandInfo command : context.service(CommandService.class).getCommandsOfType(Command.class))
				if (command.getDelegateClassName().startsWith("org.xvmamba.")) ofFiji.put(command.getDelegateClassName(), command.getMenuPath()
					.getMenuString());
		}
		final Map<String, String> ofImageJ = new HashMap<>();
		for (final String line : lines())
			if (!line.startsWith("#")) {
				final Matcher matcher = LINE.matcher(line);
				assertEquals(true, matcher.matches(), line);
				ofImageJ.put(matcher.group(3), matcher.group(1).replace(">", " > ") + " > " + matcher.group(2));
			}
		assertFalse(ofFiji.isEmpty());
		assertEquals(ofFiji, ofImageJ);
	}

	@Test
	void macroKeysAreTheOptions() {
		final CommandInfo command = new CommandInfo(ExplainCommand.class);
		assertEquals(List.copyOf(ExplainOptions.DEFAULTS.toMap().keySet()), List.copyOf(CommandInputs.keys(command)));
		for (final String key : CommandInputs.keys(command)) {
			final ModuleItem<?> input = command.getInput(key);
			assertFalse(input.isPersisted() || input.getLabel().isBlank() || input.getDescription().isBlank(), key);
		}
	}

	@Test
	void everyChoiceIsAnOption() {
		for (final ModuleItem<?> input : new CommandInfo(ExplainCommand.class).inputs())
			if (input.getChoices() != null) for (final Object choice : input.getChoices())
				assertEquals(choice, ExplainOptions.of(Map.of(input.getName(), choice.toString())).toMap().get(input.getName()));
	}

	@Test
	void everyIndexIsAChoice() {
		final List<?> choices = new CommandInfo(ExplainCommand.class).getInput(ExplainOptions.INDEX).getChoices();
		for (final MapIndex index : MapIndex.all())
			assertEquals(true, choices.contains(index.key()), index.key());
	}

	private static Iterable<String> lines() throws IOException {
		try (InputStream stream = PluginsConfigTest.class.getResourceAsStream("/plugins.config")) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}
}
