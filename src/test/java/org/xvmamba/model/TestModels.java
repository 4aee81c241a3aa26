package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.xvmamba.Progress;
import org.xvmamba.convert.CheckpointConverter;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.convert.RandomMedMamba;
import org.xvmamba.convert.ScanPattern;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.model.ModelDescription.Normalisation;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Model folders for tests. */
public final class TestModels {

	/** Input size of {@link #tiny}. */
	public static final int TINY_SIZE = 64;

	private TestModels() {}

	/** @return a request to import the small fixture checkpoint, of five classes and five blocks */
	public static ImportRequest tinyRequest(final Path folder) {
		return request(Fixtures.file("tiny.pth"), folder, TINY_SIZE);
	}

	/** @return that checkpoint, imported */
	public static ModelFolder tiny(final Path folder) {
		return ModelImporter.importCheckpoint(tinyRequest(folder), Progress.NONE).folder();
	}

	/** @return that checkpoint, imported as trained on a scale */
	public static ModelFolder tiny(final Path folder, final double micrometresPerPixel) {
		final ImportRequest plain = tinyRequest(folder);
		return ModelImporter.importCheckpoint(new ImportRequest(plain.checkpoint(), folder, plain.conversion(), plain.classNames(), plain.credits(),
			plain.inputSize(), OptionalDouble.of(micrometresPerPixel), plain.card(), plain.sample()), Progress.NONE).folder();
	}

	/** @return a network that takes long enough to be stopped */
	public static ModelFolder slow(final Path folder) {
		return slow(folder, 32);
	}

	/** @return the same for inputs of a size: already one tile takes long */
	public static ModelFolder slow(final Path folder, final int size) {
		return ModelImporter.write(RandomMedMamba.build(List.of(1, 1), List.of(64, 128), 2, 1), request(Path.of("random"), folder, size),
			Progress.NONE).folder();
	}

	/** @return the small model with nodes that have no names, as another exporter may write it */
	public static ModelFolder withoutParts(final Path folder) throws IOException {
		final ModelFolder plain = tiny(folder);
		final String before = Sha256.of(plain.modelFile(), Progress.NONE);
		final ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(plain.modelFile())).toBuilder();
		model.getGraphBuilder().getNodeBuilderList().forEach(NodeProto.Builder::clearName);
		Files.write(plain.modelFile(), model.build().toByteArray());
		final Path description = folder.resolve(ModelFolder.DESCRIPTION_FILE);
		Files.writeString(description, Files.readString(description).replace(before, Sha256.of(plain.modelFile(), Progress.NONE)));
		return ModelFolder.open(folder);
	}

	/**
	 * A network that sees nothing but the 2 x 2 pixels at the top left: the logit of its second class is their sum over all channels, values 0 to
	 * 1, minus 6; that of the first is 0.
	 *
	 * @param size of its input
	 */
	public static VisionMambaSession cornerDetector(final Path folder, final int size) throws IOException {
		final float[] weights = new float[2 * 3 * size * size];
		for (int channel = 0; channel < 3; channel++)
			for (int pixel = 0; pixel < 4; pixel++)
				weights[((3 + channel) * size + pixel / 2) * size + pixel % 2] = 1;
		final GraphProto.Builder graph = GraphProto.newBuilder().setName("corner").addInitializer(floats("weight", weights, 2, 3, size, size))
			.addInitializer(floats("bias", new float[] { 0, -6 }, 2)).addInput(tensor("image", 3, size, size)).addOutput(tensor("logits", 2));
		graph.addNode(NodeProto.newBuilder().setOpType("Conv").addInput("image").addInput("weight").addInput("bias").addOutput("sums"));
		graph.addNode(NodeProto.newBuilder().setOpType("Flatten").addInput("sums").addOutput("logits"));
		final ModelProto model = ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(
			graph).build();
		final Path file = Files.write(folder.resolve("corner.onnx"), model.toByteArray());
		return VisionMambaSession.open(file, "", new ModelDescription("corner", "", "test", size, new Normalisation(List.of(0.0, 0.0, 0.0), List.of(
			1.0, 1.0, 1.0)), List.of("dark", "bright"), OptionalDouble.empty(), new GraphNames("image", "logits", Optional.empty(), Optional
				.empty()), List.of()), Device.CPU, 1, ScanStrategy.AUTOMATIC);
	}

	private static TensorProto floats(final String name, final float[] values, final long... shape) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
		for (final long size : shape)
			tensor.addDims(size);
		for (final float value : values)
			tensor.addFloatData(value);
		return tensor.build();
	}

	/** Its first axis is the batch. */
	private static ValueInfoProto tensor(final String name, final long... sizes) {
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		shape.addDimBuilder().setDimParam("batch");
		for (final long size : sizes)
			shape.addDimBuilder().setDimValue(size);
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(
			TensorProto.DataType.FLOAT.getNumber()).setShape(shape))).build();
	}

	/** @return another fixture checkpoint, imported for inputs of that size */
	public static ModelFolder of(final String fixture, final Path folder, final int size) {
		return ModelImporter.importCheckpoint(request(Fixtures.file(fixture), folder, size), Progress.NONE).folder();
	}

	/** @return a fixture checkpoint of a VMamba of the second version, imported as trained with every row and every column on its own */
	public static ModelFolder cascade(final String fixture, final Path folder, final int size) {
		final ImportRequest plain = request(Fixtures.file(fixture), folder, size);
		return ModelImporter.importCheckpoint(new ImportRequest(plain.checkpoint(), folder, new ConversionOptions(CheckpointConverter.AUTO, false,
			Optional.of(ScanPattern.CASCADE_2D)), plain.classNames(), plain.credits(), plain.inputSize(), plain.micrometresPerPixel(), plain.card(),
			plain.sample()), Progress.NONE).folder();
	}

	private static ImportRequest request(final Path checkpoint, final Path folder, final int size) {
		return new ImportRequest(checkpoint, folder, ConversionOptions.DEFAULT, Optional.empty(), new ModelCredits("tiny model", "", List.of("Somebody"), "MIT"),
			OptionalInt.of(size), OptionalDouble.empty(), Optional.empty(), Optional.empty());
	}
}
