package org.xvmamba.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.xvmamba.UserException;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;

/** Makes the changes that a panel asks for, away from the thread of the windows; what has been overtaken is left out. */
final class ViewChanges {

	private final ImagePlus image;
	private final Map<String, String> waiting = new LinkedHashMap<>();
	private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
		final Thread thread = new Thread(work, "X-VMamba View");
		thread.setDaemon(true);
		return thread;
	});

	ViewChanges(final ImagePlus image) {
		this.image = image;
	}

	/**
	 * @param key of {@link ViewTexts}
	 * @param value wanted
	 * @param decided false while a slider is still moving: such values are not recorded
	 */
	void request(final String key, final String value, final boolean decided) {
		if (decided && Recorder.record) Recorder.record("run", ViewTexts.COMMAND, key + "=" + value);
		synchronized (waiting) {
			waiting.put(key, value);
		}
		if (!worker.isShutdown()) worker.execute(this::change);
	}

	private void change() {
		final Map<String, String> wanted;
		synchronized (waiting) {
			wanted = Map.copyOf(waiting);
			waiting.clear();
		}
		if (wanted.isEmpty()) return;
		try {
			ExplainedImage.require(image).change(wanted);
		}
		catch (final UserException exc) {
			if (!worker.isShutdown()) IJ.error(ViewTexts.COMMAND, exc.getMessage());
		}
		catch (final OutOfMemoryError error) {
			IJ.error(ViewTexts.COMMAND, "The memory does not suffice to paint this map; close other images, or give ImageJ more memory.");
		}
	}

	/** Lets go of the thread. */
	void stop() {
		worker.shutdown();
	}
}
