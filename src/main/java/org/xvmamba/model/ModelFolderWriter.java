package org.xvmamba.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ai.onnx.proto.OnnxMl.ModelProto;

import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.image.Picture;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TileReader;
import org.xvmamba.image.TilingMode;
import org.xvmamba.ssm.ReferenceIndexEngine;

/** Writes the files of a model folder, the description last. */
final class ModelFolderWriter {

	private static final int CHANNELS = 3;
	private static final int STEPS = 4;

	private final Path folder;
	private final ModelDescription description;
	private final ImportRequest request;
	private final Progress progress;

	/** @param folder empty, not yet in its final place */
	ModelFolderWriter(final Path folder, final ModelDescription description, final ImportRequest request, final Progress progress) {
		this.folder = folder;
		this.description = description;
		this.request = request;
		this.progress = progress;
	}

	void write(final ModelProto model) throws IOException {
		step("Writing the graph", 0);
		try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(folder.resolve(ModelFiles.MODEL)))) {
			model.writeTo(stream);
		}
		step("Copying card and sample", 1);
		final ModelFiles files = new ModelFiles(copySample());
		writeCard();
		step("Trying the model", 2);
		writeTest();
		step("Writing the description", 3);
		new DescriptionWriter(folder, description, request.credits()).write(files, (int) model.getOpsetImportList().stream().filter(
			opset -> opset.getDomain().isEmpty()).mapToLong(opset -> opset.getVersion()).max().orElseThrow());
		progress.report("Model folder written", STEPS, STEPS);
	}

	private void step(final String name, final int done) {
		progress.throwIfCancelled();
		progress.report(name, done, STEPS);
	}

	private Optional<String> copySample() throws IOException {
		if (request.sample().isEmpty()) return Optional.empty();
		return Optional.of(SamplePicture.copy(request.sample().get().file(), folder));
	}

	private void writeCard() throws IOException {
		final Path card = folder.resolve(ModelFiles.CARD);
		if (request.card().isPresent()) Files.copy(request.card().get(), card);
		else Files.writeString(card, ModelCard.of(description, request.credits()), StandardCharsets.UTF_8);
	}

	private void writeTest() throws IOException {
		final int size = description.inputSize();
		final float[] input = testInput(size);
		Npy.write(folder.resolve(ModelFiles.TEST_INPUT), input, 1, CHANNELS, size, size);
		final int threads = Runtime.getRuntime().availableProcessors();
		// By the graph as it stands in the file: so the self-test also tells whether running it in parts gives the same.
		final ScanStrategy whole = new ScanStrategy.WholeGraph(new ReferenceIndexEngine());
		try (VisionMambaSession session = VisionMambaSession.open(folder.resolve(ModelFiles.MODEL), "", description, Device.CPU, threads, whole)) {
			if (!description.blocks().isEmpty()) session.requireTaps(description.blocks());
			final double[] logits = session.run(List.of(input), size, size, List.of(), Set.of(), progress).logits()[0];
			final float[] output = new float[logits.length];
			for (int i = 0; i < output.length; i++)
				output[i] = (float) logits[i];
			Npy.write(folder.resolve(ModelFiles.TEST_OUTPUT), output, 1, output.length);
		}
	}

	private float[] testInput(final int size) {
		final float[] input = new float[CHANNELS * size * size];
		if (request.sample().isPresent()) {
			final Picture picture = request.sample().get().picture();
			final TilePlan plan = TilePlans.plan(TilingMode.WHOLE, picture.width(), picture.height(), size);
			TileReader.read(picture, plan, 0, input);
		}
		else for (int i = 0; i < input.length; i++)
			input[i] = pattern(i / (size * size), i / size % size, i % size);
		return input;
	}

	/** Waves of another length and slope in each channel: whole numbers from 0 to 255, so that no rounding makes two machines differ. */
	private static float pattern(final int channel, final int row, final int column) {
		final int along = (channel + 3) * column + (5 - channel) * row;
		return Math.abs(along % 511 - 255);
	}
}
