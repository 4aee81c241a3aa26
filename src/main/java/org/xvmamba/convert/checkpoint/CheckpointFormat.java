package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of checkpoint file. Implementations are stateless. */
interface CheckpointFormat {

	/** @return the format's name for people, such as {@code PyTorch zip} */
	String name();

	/**
	 * @param head the file's first bytes: {@link CheckpointReader#HEAD_BYTES} of them, or all where the file is shorter
	 * @return whether the file is of this kind
	 */
	boolean recognises(byte[] head);

	/**
	 * Reads the list of tensors; their values stay in the file until they are asked for.
	 *
	 * @param file a file whose head was recognised
	 * @return the open checkpoint, which the caller closes
	 * @throws org.xvmamba.UserException when the file is damaged, or asks for more than tensors and plain containers
	 * @throws IOException when the file can't be read
	 */
	Checkpoint open(Path file) throws IOException;
}
