package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;

import ij.Prefs;

class DeviceChoicesTest {

	@AfterEach
	void forget() {
		Prefs.set(DeviceChoices.KEY, "");
	}

	@Test
	void aCardIsOfferedOnceACheckHasSeenItWork() {
		Prefs.set(DeviceChoices.KEY, "");
		assertEquals(List.of("auto", "cpu"), DeviceChoices.offers());
		DeviceChoices.remember(List.of("cpu", "cuda:1"));
		assertEquals(List.of("auto", "cpu", "cuda:1"), DeviceChoices.offers());
		DeviceChoices.remember(List.of("cpu"));
		assertEquals(List.of("auto", "cpu"), DeviceChoices.offers());
		DeviceChoices.remember(List.of("cpu", "cuda:1"));
		for (final ScreenCommand command : List.of(new ExplainCommand(), new AttentionCommand(), new CompareOrdersCommand(), new EmbeddingCommand(),
			new StateTrajectoryCommand(), new ExploreAttentionCommand(), new EvaluateMapsCommand()))
		{
			assertEquals(List.of("auto", "cpu", "cuda:1"), command.offers("device"), command.getClass().getSimpleName());
			assertTrue(new CommandInfo(command.getClass()).getInput("device").getChoices() == null, "a list that is fixed would hide the offers");
			assertFalse(command.offers("model").isEmpty(), command.getClass().getSimpleName());
		}
		assertEquals(List.of(), new ExplainCommand().offers("blocks"));
	}
}
