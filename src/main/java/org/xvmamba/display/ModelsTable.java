package org.xvmamba.display;

import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.InstalledModel.Findings;
import org.xvmamba.model.ModelDescription;

import ij.measure.ResultsTable;

/** The installed models as a table of ImageJ, for macros. */
public final class ModelsTable {

	/** Title of the window; macros find the table by it. */
	public static final String TITLE = "X-VMamba Installed Models";

	private ModelsTable() {}

	/**
	 * Reads all files of all models, and shows a row for each, in place of an earlier table.
	 *
	 * @param models to be listed
	 * @param progress told of every model, and asked for cancellation
	 */
	public static void show(final List<InstalledModel> models, final Progress progress) {
		final ResultsTable table = Tables.create();
		for (int i = 0; i < models.size(); i++) {
			progress.throwIfCancelled();
			progress.report("Reading " + models.get(i).name(), i, models.size());
			add(table, models.get(i), models.get(i).examine(progress));
		}
		Tables.show(table, TITLE, OpenImages.all());
	}

	private static void add(final ResultsTable table, final InstalledModel model, final Findings findings) {
		table.incrementCounter();
		table.addValue("Name", model.name());
		table.addValue("State", findings.problem().orElse("unaltered"));
		model.folder().ifPresent(folder -> {
			final ModelDescription description = folder.description();
			table.addValue("Family", description.family());
			table.addValue("Classes", String.join(", ", description.classes()));
			table.addValue("Input", description.inputSize());
			table.addValue("Blocks", description.blocks().size());
			table.addValue("Weights", findings.parameters());
		});
		table.addValue("Megabytes", ModelPage.megabytes(findings.bytes()));
		table.addValue("SHA-256", findings.checksum().orElse(""));
		table.addValue("Folder", model.path().toAbsolutePath().normalize().toString());
	}
}
