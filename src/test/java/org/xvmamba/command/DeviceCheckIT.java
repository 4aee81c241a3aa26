package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.Prefs;
import ij.WindowManager;
import ij.macro.Interpreter;

/** The check from ImageJ's menu, without any image, on a computer with or without a graphics card. */
class DeviceCheckIT extends WindowTest {

	@AfterEach
	void forgetDevice() {
		Prefs.set(DeviceChoices.KEY, "");
	}

	@Test
	void exampleMacroTellsTheDevicesAndTheDialogOffersThem() throws Exception {
		IJ.log("\\Clear");
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true); // no dialog that waits for a person
		interpreter.run(Files.readString(Path.of("macros", "Device_Check.ijm")));
		assertEquals(null, interpreter.getErrorMessage());
		assertTrue(IJ.getLog().contains("Trial on the CPU: CPU ("), IJ.getLog());
		assertTrue(IJ.getLog().contains("Answer: Works here: device=cpu"), IJ.getLog());
		assertEquals(List.of("auto", "cpu"), DeviceChoices.offers().subList(0, 2));
		assertEquals(IJ.getLog().contains("device=cuda:0"), DeviceChoices.offers().contains("cuda:0"));
		// Another test may have closed it.
		Optional.ofNullable(WindowManager.getWindow("Log")).ifPresent(log -> log.setBounds(60, 200, 1000, 400));
		ImageJWindow.screenshot("device-check");
	}
}
