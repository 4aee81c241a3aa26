package org.xvmamba.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ij.Prefs;

/** The devices that dialogs offer: what works without any check, and the graphics cards that the last check has seen working. */
final class DeviceChoices {

	/** In ImageJ's preferences: the devices that worked in the last check, joined by commas. */
	static final String KEY = "xvmamba.devices";

	private static final List<String> ALWAYS = List.of("auto", "cpu");

	private DeviceChoices() {}

	/** @return the devices to choose from; asks nothing but ImageJ's preferences */
	static List<String> offers() {
		final List<String> offers = new ArrayList<>(ALWAYS);
		Stream.of(Prefs.get(KEY, "").split(",")).filter(device -> device.matches("cuda:\\d{1,3}")).forEach(offers::add);
		return offers;
	}

	/** Keeps what a check has found. */
	static void remember(final List<String> devices) {
		Prefs.set(KEY, String.join(",", devices));
	}
}
