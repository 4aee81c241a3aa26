package org.xvmamba.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.CheckpointConverter;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.ScanPattern;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.display.ModelsWindow;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.model.ImportRequest;
import org.xvmamba.model.ImportTexts;
import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.ModelCredits;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelImporter;
import org.xvmamba.model.ModelImporter.Imported;
import org.xvmamba.model.NormalisationChoice;
import org.xvmamba.model.SelfTest;

import ij.IJ;
import ij.ImagePlus;

/** Makes a model folder from a checkpoint, tests it, and explains the open image with it. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ImportModelCommand.LABEL,
	description = "Makes a model of a checkpoint of MedMamba, VMamba, Vim or PlainMamba, without Python; nothing that the checkpoint holds is run.")
public final class ImportModelCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = ModelsWindow.IMPORT;

	/** The choice of the usual scan pattern. */
	private static final String USUAL = "usual";

	@Parameter(label = ImportTexts.CHECKPOINT_LABEL, description = ImportTexts.CHECKPOINT_HELP, style = "file", persist = false)
	private String checkpoint = "";

	@Parameter(label = ImportTexts.FAMILY_LABEL, description = ImportTexts.FAMILY_HELP, choices = { CheckpointConverter.AUTO, "medmamba", "vmamba",
		"vim", "plainmamba" }, persist = false)
	private String family = CheckpointConverter.AUTO;

	@Parameter(label = ImportTexts.CLASSES_LABEL, description = ImportTexts.CLASSES_HELP, style = "file", persist = false)
	private String classes = "";

	@Parameter(label = ImportTexts.NAME_LABEL, description = ImportTexts.NAME_HELP, persist = false)
	private String name = "";

	@Parameter(label = ImportTexts.INPUT_SIZE_LABEL, description = ImportTexts.INPUT_SIZE_HELP, persist = false)
	private String size = "";

	@Parameter(label = ImportTexts.NORMALISATION_LABEL, description = ImportTexts.NORMALISATION_HELP, persist = false)
	private String normalisation = NormalisationChoice.FAMILY;

	@Parameter(label = ImportTexts.SCALE_LABEL, description = ImportTexts.SCALE_HELP, persist = false)
	private String micrometres = "";

	@Parameter(label = ImportTexts.EMA_LABEL, description = ImportTexts.EMA_HELP, persist = false)
	private boolean averaged;

	@Parameter(label = ImportTexts.SCAN_LABEL, description = ImportTexts.SCAN_HELP, choices = { USUAL, "cross2d", "unidi", "bidi", "cascade2d" },
		persist = false)
	private String scan = USUAL;

	@Parameter(label = "Model folder", description = "The folder to be made, which must not exist or be empty; else one of the model's name in " +
		"ImageJ's folder 'models'.", style = "directory", persist = false)
	private String folder = "";

	@Parameter(label = "Explain the open image", description = "Explain the image that is open with the new model at once.", persist = false)
	private boolean explain = true;

	@Override
	protected HelpPage help() {
		return HelpPage.MODELS;
	}

	@Override
	protected List<String> offers(final String key) {
		return key.equals("normalisation") ? NormalisationChoice.NAMES : List.of();
	}

	@Override
	protected ImagePlus givenImage() {
		return null;
	}

	@Override
	protected boolean needsImage() {
		return false;
	}

	@Override
	protected void run(final ImagePlus image, final Progress progress) {
		final Imported imported = ModelImporter.importCheckpoint(request(), progress);
		final SelfTest.Report report = selfTest(imported.folder(), progress);
		tell(imported, report);
		ModelsWindow.refresh();
		if (explain && image != null) ExplainCommand.explain(image, ExplainOptions.of(Map.of(ExplainOptions.MODEL, imported.folder().path()
			.toString())), progress);
	}

	/** Whoever stops here, or gets a model that fails, has none. */
	private static SelfTest.Report selfTest(final ModelFolder model, final Progress progress) {
		try {
			return SelfTest.run(model, progress);
		}
		catch (final CancelledException | UserException exc) {
			InstalledModel.of(model.path()).remove();
			throw exc;
		}
	}

	private ImportRequest request() {
		if (checkpoint.isBlank()) throw new UserException("The option checkpoint is empty; give the file with the trained weights.");
		final Path file = path("checkpoint", checkpoint);
		if (!Files.isRegularFile(file)) throw new UserException("There is no checkpoint '" + checkpoint + "'; give the file with the trained weights.");
		final String called = name.isBlank() ? ModelCredits.nameOf(file) : name.strip();
		final ModelCredits credits = new ModelCredits(called, "", List.of(), "");
		final Path target = folder.isBlank() ? ModelPlaces.usual().resolve(called.toLowerCase(Locale.ROOT).replace(' ', '-')) : path("folder",
			folder);
		return new ImportRequest(file, target, new ConversionOptions(family, averaged, scan.equals(USUAL) ? Optional.empty() : Optional.of(
			ScanPattern.of(scan))), classes.isBlank() ? Optional.empty() : Optional.of(classes.strip()), credits, pixels(), scale(), Optional.empty(),
			Optional.empty(), NormalisationChoice.of(normalisation));
	}

	private static Path path(final String key, final String text) {
		try {
			return Path.of(text.strip());
		}
		catch (final InvalidPathException exc) {
			throw new UserException("The option " + key + "=" + text + " is no path; allowed is a file or folder of this computer.", exc);
		}
	}

	private OptionalInt pixels() {
		if (size.isBlank()) return OptionalInt.empty();
		if (!size.strip().matches("[1-9]\\d{0,3}")) throw new UserException("The option size=" + size +
			" is not possible; allowed is a whole number of pixels from 1 to 9999.");
		return OptionalInt.of(Integer.parseInt(size.strip()));
	}

	private OptionalDouble scale() {
		if (micrometres.isBlank()) return OptionalDouble.empty();
		final boolean isNumber = micrometres.strip().matches("\\d{1,6}(\\.\\d{1,9})?") && Double.parseDouble(micrometres) > 0;
		if (!isNumber) throw new UserException("The option micrometres=" + micrometres +
			" is not possible; allowed is a number above 0, such as 0.25.");
		return OptionalDouble.of(Double.parseDouble(micrometres));
	}

	private static void tell(final Imported imported, final SelfTest.Report report) {
		final ModelDescription model = imported.folder().description();
		imported.notes().forEach(IJ::log);
		IJ.log("The model '" + model.name() + "' has " + model.classes().size() + " classes (" + String.join(", ", model.classes().stream().limit(20)
			.toList()) + (model.classes().size() > 20 ? ", ..." : "") + "), " + model.blocks().size() + " blocks, and an input of " + model
				.inputSize() + " x " + model.inputSize() + " pixels.");
		IJ.log(report.sentence());
		IJ.log("It is in " + imported.folder().path() + ".");
	}
}
