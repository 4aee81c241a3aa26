package org.xvmamba.display;

import java.awt.Desktop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.swing.SwingWorker;

import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explainer;
import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.InstalledModel.Findings;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.SelfTest;

import ij.IJ;
import ij.ImagePlus;
import ij.io.DirectoryChooser;

/** What the buttons of the models' window do. What takes a while is done away from the thread of the windows. */
final class ModelActions {

	static final String SELF_TEST = "Self-test";
	static final String SAMPLE = "Open sample";

	private final ModelsWindow window;
	private SwingWorker<?, ?> reading;
	private SwingWorker<?, ?> working;

	ModelActions(final ModelsWindow window) {
		this.window = window;
	}

	/** Stops what is still being done. */
	void stop() {
		if (reading != null) reading.cancel(false);
		if (working != null) working.cancel(false);
	}

	/** Reads a model's files; an earlier reading is given up. */
	void examine(final InstalledModel model, final Consumer<Findings> then) {
		if (reading != null) reading.cancel(false);
		reading = start(model::examine, then);
	}

	void selfTest() {
		window.selected().flatMap(InstalledModel::folder).ifPresent(folder -> work("Testing " + folder.description().name() + " ...",
			progress -> SelfTest.run(folder, progress).sentence(), window::say));
	}

	void openSample() {
		window.selected().flatMap(InstalledModel::folder).flatMap(ModelFolder::sample).ifPresent(sample -> work("Opening " + sample.getFileName() +
			" ...", progress -> Optional.ofNullable(IJ.openImage(sample.toString())), image -> {
				image.ifPresent(ImagePlus::show);
				window.say(image.isPresent() ? "" : "ImageJ can't open the sample '" + sample + "'.");
			}));
	}

	void reveal() {
		window.selected().ifPresent(model -> work("", progress -> {
			reveal(model.path());
			return "The folder is " + model.path() + ".";
		}, window::say));
	}

	private static void reveal(final Path folder) {
		if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.OPEN)) return;
		try {
			Desktop.getDesktop().open(folder.toFile());
		}
		catch (final IOException exc) {
			throw new UserException("The file manager can't show '" + folder + "': " + exc.getMessage() + ".", exc);
		}
	}

	void remove() {
		final Optional<InstalledModel> model = window.selected();
		if (model.isEmpty() || !IJ.showMessageWithCancel("Remove model", "Remove '" + model.get().name() +
			"' from the disk?\nIts folder and all files in it will be deleted:\n" + model.get().path())) return;
		work("Removing ...", progress -> {
			Explainer.standard(ModelPlaces.library()).releaseModel();
			model.get().remove();
			return "'" + model.get().name() + "' was removed.";
		}, sentence -> {
			window.fill(Optional.empty());
			window.say(sentence);
		});
	}

	void addFolder() {
		final String folder = new DirectoryChooser("Folder with models").getDirectory();
		if (folder == null) return;
		work("", progress -> {
			ModelPlaces.add(Path.of(folder));
			return "Models of " + folder + " are listed, too, from now on.";
		}, sentence -> {
			window.fill(Optional.empty());
			window.say(sentence);
		});
	}

	private <T> void work(final String doing, final Function<Progress, T> task, final Consumer<T> then) {
		window.say(doing);
		window.setBusy(true);
		working = start(task, then);
	}

	private <T> SwingWorker<T, Void> start(final Function<Progress, T> task, final Consumer<T> then) {
		final SwingWorker<T, Void> worker = new SwingWorker<>() {

			@Override
			protected T doInBackground() {
				return task.apply(progress(this));
			}

			@Override
			protected void done() {
				if (isCancelled()) return;
				window.setBusy(false);
				try {
					then.accept(get());
				}
				catch (final ExecutionException exc) {
					tell(exc.getCause());
				}
				catch (final InterruptedException exc) {
					Thread.currentThread().interrupt();
				}
			}
		};
		worker.execute();
		return worker;
	}

	private void tell(final Throwable problem) {
		if (problem instanceof UserException) window.say(problem.getMessage());
		else if (problem instanceof OutOfMemoryError) window.say("The memory does not suffice; close images, or give ImageJ more memory.");
		else if (!(problem instanceof CancelledException)) throw new IllegalStateException(problem);
	}

	private static Progress progress(final SwingWorker<?, ?> worker) {
		return new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// the window says what is being done
			}

			@Override
			public boolean isCancelled() {
				return worker.isCancelled();
			}
		};
	}
}
