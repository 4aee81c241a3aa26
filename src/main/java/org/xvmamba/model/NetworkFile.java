package org.xvmamba.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;

/**
 * An ONNX model as it lies on disk, or with other weights that stand in memory alone.
 *
 * @param path of the file
 * @param altered what is run in place of the file's content, where there is something
 */
record NetworkFile(Path path, Optional<ModelProto> altered) {

	/** The file as it is. */
	static NetworkFile of(final Path path) {
		return new NetworkFile(path, Optional.empty());
	}

	/**
	 * @return all of the model; nothing where the file is damaged, or keeps weights in other files, which ONNX Runtime finds only when it opens the
	 *         whole file itself
	 */
	Optional<ModelProto> parse() throws IOException {
		if (altered.isPresent()) return altered;
		try (InputStream stream = new BufferedInputStream(Files.newInputStream(path))) {
			final CodedInputStream input = CodedInputStream.newInstance(stream);
			input.setSizeLimit(Integer.MAX_VALUE);
			final ModelProto model = ModelProto.parseFrom(input);
			final boolean external = model.getGraph().getInitializerList().stream().anyMatch(weight -> weight
				.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
			return external ? Optional.empty() : Optional.of(model);
		}
		catch (final InvalidProtocolBufferException exc) {
			return Optional.empty();
		}
	}

	/** @return a session of the whole model, to be closed by the caller */
	OrtSession session(final OrtEnvironment environment, final SessionOptions options) throws OrtException {
		return altered.isPresent() ? environment.createSession(altered.get().toByteArray(), options) : environment.createSession(path.toString(),
			options);
	}

	/** @return weights, as {@link OnnxInitializers#read} */
	Map<String, FloatBuffer> weights(final Set<String> names) {
		return altered.isPresent() ? OnnxInitializers.of(altered.get().getGraph(), names) : OnnxInitializers.read(path, names);
	}
}
