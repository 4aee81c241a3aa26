package org.xvmamba.convert.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.xvmamba.UserException;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip file with one folder, in it {@code data.pkl}, the pickled containers, and
 * {@code data/<key>} for each storage, uncompressed.
 */
final class PyTorchZip implements CheckpointFormat {

	private static final String PICKLE = "/data.pkl";

	/** A checkpoint of a thousand tensors has 0.2 MB. */
	private static final int LARGEST_PICKLE = 1 << 25;

	@Override
	public String name() {
		return "PyTorch zip";
	}

	@Override
	public boolean recognises(final byte[] head) {
		return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
	}

	@Override
	public Checkpoint open(final Path file) throws IOException {
		final String fileName = file.getFileName().toString();
		final ZipFile zip = openZip(file, fileName);
		try {
			return read(zip, fileName);
		}
		catch (final IllegalArgumentException | ZipException | EOFException e) { // an entry's name is not text, or its bytes are no entry
			zip.close();
			throw damaged(fileName, e);
		}
		catch (final IOException | RuntimeException e) {
			zip.close();
			throw e;
		}
	}

	private static Checkpoint read(final ZipFile zip, final String fileName) throws IOException {
		final ZipEntry pickle = pickle(zip, fileName);
		final String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
		final ByteOrder order = byteOrder(zip, folder, fileName);
		final TorchVocabulary vocabulary = new TorchVocabulary(fileName, (key, size) -> Optional.ofNullable(zip.getEntry(folder + "/data/" + key)).map(
			entry -> new ZipStorage(zip, entry, order, fileName)));
		final PickleInput input = new PickleInput(fileName, content(zip, pickle, LARGEST_PICKLE, fileName));
		return new Checkpoint(fileName, new PickleMachine(input, vocabulary).run(), zip);
	}

	private static ZipFile openZip(final Path file, final String fileName) throws IOException {
		try {
			return new ZipFile(file.toFile());
		}
		catch (final ZipException | IllegalArgumentException e) {
			if (String.valueOf(e.getMessage()).contains("encrypted")) throw new UserException("'" + fileName +
				"' is encrypted; unpack it with its password, and choose the checkpoint that comes out.", e);
			throw damaged(fileName, e);
		}
	}

	private static UserException damaged(final String fileName, final Exception cause) {
		return new UserException("'" + fileName + "' begins like a PyTorch checkpoint, but its end is missing or damaged (" + cause.getMessage() +
			"); copy or download it again.", cause);
	}

	private static ZipEntry pickle(final ZipFile zip, final String fileName) {
		final ZipEntry pickle = zip.stream().filter(entry -> entry.getName().endsWith(PICKLE) && entry.getName().indexOf('/') == entry.getName()
			.length() - PICKLE.length()).findFirst().orElseThrow(() -> new UserException("'" + fileName +
				"' is a zip file, but no PyTorch checkpoint: it has no entry 'data.pkl'; choose the file that torch.save wrote."));
		final String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
		if (zip.getEntry(folder + "/constants.pkl") != null) throw new UserException("'" + fileName +
			"' is a TorchScript program, not a checkpoint; save the bare weights with torch.save(model.state_dict(), \"weights.pth\").");
		return pickle;
	}

	private static ByteOrder byteOrder(final ZipFile zip, final String folder, final String fileName) throws IOException {
		final ZipEntry entry = zip.getEntry(folder + "/byteorder");
		if (entry == null) return ByteOrder.LITTLE_ENDIAN;
		final String order = new String(content(zip, entry, 16, fileName), StandardCharsets.US_ASCII);
		return "big".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
	}

	private static byte[] content(final ZipFile zip, final ZipEntry entry, final int most, final String fileName) throws IOException {
		if (entry.getSize() > most) throw new UserException("'" + fileName + "' has an entry '" + entry.getName() + "' of " + entry.getSize() +
			" bytes; at most " + most + " are read; save the bare weights with torch.save(model.state_dict(), \"weights.pth\").");
		try (InputStream stream = zip.getInputStream(entry)) {
			return stream.readNBytes(most);
		}
	}
}
