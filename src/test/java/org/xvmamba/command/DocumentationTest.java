package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.xvmamba.display.HelpPage;
import org.xvmamba.explain.ExplainOptions;

/** The documentation's pages are there, and name what the commands have. */
class DocumentationTest {

	private static final Path DOCS = Path.of("docs");

	@ParameterizedTest
	@EnumSource
	void helpButtonsLeadToPagesOfTheProject(final HelpPage page) throws IOException {
		assertTrue(Files.isRegularFile(DOCS.resolve(page.file())), page::file);
		final Matcher url = Pattern.compile("<url>(https://github\\.com/[^<]+/[^<]+)</url>").matcher(Files.readString(Path.of("pom.xml")));
		assertTrue(url.find());
		assertEquals(url.group(1) + "/blob/main/docs/" + page.file(), page.url());
	}

	@ParameterizedTest
	@EnumSource
	void picturesOfThePagesAreThereAndSmall(final HelpPage page) throws IOException {
		final Matcher picture = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)").matcher(Files.readString(DOCS.resolve(page.file())));
		while (picture.find())
			assertTrue(Files.size(DOCS.resolve(picture.group(1))) < 300_000, picture.group(1));
	}

	@Test
	void everyCommandIsListedWithItsKeysAndAnExample() throws IOException {
		final Map<String, String> sections = new LinkedHashMap<>();
		for (final String section : Files.readString(DOCS.resolve("macros.md")).split("(?m)^## "))
			sections.put(section.lines().findFirst().orElse(""), section);
		try (Context context = new Context(CommandService.class)) {
			for (final CommandInfo command : context.service(CommandService.class).getCommandsOfType(Command.class)) {
				if (!command.getDelegateClassName().startsWith("org.xvmamba.command.")) continue;
				final String label = command.getMenuPath().getLeaf().getName();
				final String section = sections.getOrDefault(label, "");
				assertEquals(List.copyOf(CommandInputs.keys(command)), Pattern.compile("(?m)^\\| `(\\w+)` ").matcher(section).results().map(key -> key
					.group(1)).toList(), label);
				final Matcher example = Pattern.compile("`(\\w+\\.ijm)`").matcher(section);
				assertTrue(example.find(), label);
				assertTrue(Files.readString(Path.of("macros", example.group(1))).contains("run(\"" + label + "\""), label);
			}
		}
	}

	@Test
	void theDefaultsAreThose() throws IOException {
		final String section = Files.readString(DOCS.resolve("macros.md")).split("(?m)^## ")[1];
		ExplainOptions.DEFAULTS.toMap().forEach((key, value) -> assertTrue(section.contains("| `" + key + "` | `" + value + "` |"), key));
	}

	@Test
	void everyFieldOfTheDialogIsExplained() throws IOException {
		final String page = Files.readString(DOCS.resolve(HelpPage.EXPLAIN.file()));
		for (final String key : CommandInputs.keys(new CommandInfo(ExplainCommand.class))) {
			final ModuleItem<?> field = new CommandInfo(ExplainCommand.class).getInput(key);
			assertTrue(page.contains("| " + field.getLabel().replace(" (%)", "") + " |"), field::getLabel);
		}
	}
}
