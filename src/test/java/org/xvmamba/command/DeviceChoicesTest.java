package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
		assertEquals(List.of("auto", "cpu"), new ExplainCommand().offers("device"));
		assertEquals(List.of(), new ExplainCommand().offers("blocks"));
	}
}
