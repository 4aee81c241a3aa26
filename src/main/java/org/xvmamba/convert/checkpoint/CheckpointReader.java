package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.xvmamba.UserException;

/** Opens checkpoint files of the kinds that this program knows. */
public final class CheckpointReader {

	/** How many bytes a {@link CheckpointFormat} gets to see before it says whether a file is its own. */
	static final int HEAD_BYTES = 32;

	private static final List<CheckpointFormat> FORMATS = List.of(new PyTorchZip(), new PyTorchLegacy(), new Safetensors(), new SafetensorsIndex());

	private CheckpointReader() {}

	/**
	 * Reads a checkpoint's list of tensors. Nothing that the file holds is run.
	 *
	 * @param file the checkpoint
	 * @return its contents; the caller closes it, and reads the tensors' values before
	 * @throws UserException when there is no such file, it is of no known kind, damaged, or asks for more than tensors and plain containers
	 * @throws IOException when it can't be read
	 */
	public static Checkpoint open(final Path file) throws IOException {
		final byte[] head = head(file);
		for (final CheckpointFormat format : FORMATS)
			if (format.recognises(head)) return format.open(file);
		throw new UserException("'" + file.getFileName() + "' is " + kind(head) + "; what can be read is: " + FORMATS.stream().map(
			CheckpointFormat::name).collect(Collectors.joining(", ")) + "; choose the file with the weights, such as a .pth or .safetensors.");
	}

	/** @return the file's first bytes, {@link #HEAD_BYTES} of them or all */
	static byte[] head(final Path file) throws IOException {
		if (!Files.exists(file)) throw new UserException("There is no checkpoint '" + file + "'; check the path.");
		if (Files.isDirectory(file)) throw new UserException("'" + file + "' is a folder; choose the checkpoint file, such as a .pth, in it.");
		if (Files.size(file) == 0) throw new UserException("'" + file.getFileName() + "' is empty (0 bytes); copy or download it again.");
		try (InputStream stream = Files.newInputStream(file)) {
			return stream.readNBytes(HEAD_BYTES);
		}
	}

	private static String kind(final byte[] head) {
		final boolean pickle = head.length > 2 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5;
		return pickle ? "a bare pickle, which torch.save did not write" : "no checkpoint of a known kind";
	}
}
