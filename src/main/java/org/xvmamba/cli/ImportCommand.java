package org.xvmamba.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import org.xvmamba.UserException;
import org.xvmamba.convert.CheckpointConverter;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.ScanPattern;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.model.ImportRequest;
import org.xvmamba.model.ImportRequest.Sample;
import org.xvmamba.model.ImportTexts;
import org.xvmamba.model.ModelCredits;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelImporter;
import org.xvmamba.model.ModelImporter.Imported;
import org.xvmamba.model.NormalisationChoice;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: from a checkpoint to a model folder. */
@Command(description = "Make a model folder from a checkpoint, such as MedMamba's .pth. Nothing that the checkpoint holds is run.")
final class ImportCommand implements Callable<Integer> {

	private final Shell shell;

	@Parameters(paramLabel = "CHECKPOINT", description = ImportTexts.CHECKPOINT_HELP)
	private Path checkpoint;

	@Option(names = "--out", required = true, paramLabel = "FOLDER", description = "The model folder to be made; it must not exist, or be empty.")
	private Path folder;

	@Option(names = "--family", paramLabel = "NAME", defaultValue = CheckpointConverter.AUTO,
		description = ImportTexts.FAMILY_HELP)
	private String family;

	@Option(names = "--scan", paramLabel = "PATTERN", description = ImportTexts.SCAN_HELP)
	private String scan;

	@Option(names = "--ema", description = ImportTexts.EMA_HELP)
	private boolean averaged;

	@Option(names = "--classes", paramLabel = "FILE|NAMES", description = ImportTexts.CLASSES_HELP)
	private String classes;

	@Option(names = "--name", paramLabel = "NAME", description = ImportTexts.NAME_HELP)
	private String name;

	@Option(names = "--description", paramLabel = "TEXT", defaultValue = "", showDefaultValue = Visibility.NEVER,
		description = "What the model does, in a sentence.")
	private String text;

	@Option(names = "--author", paramLabel = "NAME", showDefaultValue = Visibility.NEVER,
		description = "An author of the model; can be given several times.")
	private List<String> authors = List.of();

	@Option(names = "--license", paramLabel = "SPDX", defaultValue = "", showDefaultValue = Visibility.NEVER,
		description = "Licence of the model, such as CC0-1.0.")
	private String licence;

	@Option(names = "--input-size", paramLabel = "PIXELS", description = ImportTexts.INPUT_SIZE_HELP)
	private Integer inputSize;

	@Option(names = "--micrometres-per-pixel", paramLabel = "UM", description = ImportTexts.SCALE_HELP)
	private Double micrometresPerPixel;

	@Option(names = "--normalisation", paramLabel = "CHOICE", defaultValue = NormalisationChoice.FAMILY,
		description = ImportTexts.NORMALISATION_HELP)
	private String normalisation;

	@Option(names = "--card", paramLabel = "FILE", description = "The model card in Markdown; else one is begun.")
	private Path card;

	@Option(names = "--sample", paramLabel = "PICTURE", description = "A picture that shows what the model is for.")
	private Path sample;

	ImportCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final ModelCredits credits = new ModelCredits(name == null ? ModelCredits.nameOf(folder) : name, text, authors, licence);
		if (card != null && !Files.isRegularFile(card)) throw new UserException("There is no model card '" + card + "'.");
		final ConversionOptions conversion = new ConversionOptions(family, averaged, Optional.ofNullable(scan).map(ScanPattern::of));
		final Imported imported = ModelImporter.importCheckpoint(new ImportRequest(checkpoint, folder, conversion, Optional.ofNullable(classes),
			credits, inputSize == null ? OptionalInt.empty() : OptionalInt.of(inputSize), micrometresPerPixel == null ? OptionalDouble.empty()
				: OptionalDouble.of(micrometresPerPixel), Optional.ofNullable(card), Optional.ofNullable(sample).map(ImportCommand::sample),
			NormalisationChoice.of(normalisation)), shell.progress());
		final ModelDescription description = imported.folder().description();
		imported.notes().forEach(shell.out()::println);
		shell.out().println("The model '" + description.name() + "' (" + description.classes().size() + " classes, " + description.blocks()
			.size() + " blocks, input " + description.inputSize() + " x " + description.inputSize() + ") is in " + folder + ".");
		return 0;
	}

	private static Sample sample(final Path file) {
		return new Sample(file, ImagePlusPictures.of(ImageFiles.open(file), null));
	}
}
