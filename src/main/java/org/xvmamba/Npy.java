package org.xvmamba;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array in NumPy's file format {@code .npy}: float32, float64, int64, uint8 or uint16, the last axis fastest ("C order"), in either byte order. Immutable.
 */
public final class Npy {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };
	private static final Set<String> TYPES = Set.of("f4", "f8", "i8", "u1", "u2");

	/** NumPy pads its header so that the numbers begin at a multiple of this. */
	private static final int ALIGNMENT = 64;

	private final int[] shape;
	private final String type;
	private final ByteBuffer numbers;

	private Npy(final int[] shape, final String type, final ByteBuffer numbers) {
		this.shape = shape;
		this.type = type;
		this.numbers = numbers;
	}

	/**
	 * @param file a {@code .npy} file
	 * @return its array
	 * @throws UserException when it is no such file, is cut off, or holds what this class doesn't read
	 * @throws IOException when it can't be read
	 */
	public static Npy read(final Path file) throws IOException {
		return parse(Files.readAllBytes(file), file.getFileName().toString());
	}

	/**
	 * @param stream the content of a {@code .npy} file; it is read to its end and not closed
	 * @param name for messages
	 * @return its array
	 * @throws UserException as {@link #read(Path)}
	 * @throws IOException when it can't be read
	 */
	public static Npy read(final InputStream stream, final String name) throws IOException {
		return parse(stream.readAllBytes(), name);
	}

	/**
	 * Writes a float32 array.
	 *
	 * @param file replaced where it exists
	 * @param values the last axis fastest
	 * @param shape size along each axis
	 * @throws IllegalArgumentException when the shape has another number of elements than there are values
	 * @throws IOException when it can't be written
	 */
	public static void write(final Path file, final float[] values, final int... shape) throws IOException {
		if (size(shape) != values.length) throw new IllegalArgumentException("There are " + values.length + " values for an array of shape " + Arrays
			.toString(shape) + ".");
		final String axes = Arrays.stream(shape).mapToObj(axis -> axis + ",").collect(Collectors.joining(" "));
		final String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }";
		final int beforeText = MAGIC.length + 4;
		final int headerBytes = (beforeText + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
		final String header = dictionary + " ".repeat(headerBytes - beforeText - dictionary.length() - 1) + "\n";
		final ByteBuffer bytes = ByteBuffer.allocate(headerBytes + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
		bytes.asFloatBuffer().put(values);
		Files.write(file, bytes.array());
	}

	/** @return size along each axis; empty for a single number */
	public int[] shape() {
		return shape.clone();
	}

	/** @return all elements, rounded to single precision where they have more */
	public float[] floats() {
		final double[] doubles = doubles();
		final float[] floats = new float[doubles.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) doubles[i];
		return floats;
	}

	/** @return all elements; integers are exact up to 2^53 */
	public double[] doubles() {
		final double[] doubles = new double[size(shape)];
		for (int i = 0; i < doubles.length; i++)
			doubles[i] = switch (type) {
				case "f4" -> numbers.getFloat(4 * i);
				case "f8" -> numbers.getDouble(8 * i);
				case "u1" -> numbers.get(i) & 0xff;
				case "u2" -> numbers.getShort(2 * i) & 0xffff;
				default -> numbers.getLong(8 * i);
			};
		return doubles;
	}

	private static Npy parse(final byte[] file, final String name) {
		final ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		final String header = header(bytes, name);
		final String descriptor = field(header, "'descr': *'([^']*)'", name);
		final String type = descriptor.substring(Math.min(1, descriptor.length()));
		if (!TYPES.contains(type)) throw new UserException("'" + name + "' holds numbers of type '" + descriptor +
			"'; float32, float64, int64, uint8 and uint16 are read.");
		if (!"False".equals(field(header, "'fortran_order': *(\\w+)", name))) throw new UserException("'" + name +
			"' is in Fortran order; save it with numpy.ascontiguousarray.");
		final int[] shape = shape(field(header, "'shape': *\\(([0-9, ]*)\\)", name), name);
		final ByteBuffer numbers = bytes.slice().order(descriptor.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		final long needed = (long) size(shape) * (type.charAt(1) - '0');
		if (numbers.remaining() != needed) throw new UserException("'" + name + "' is damaged: " + needed + " bytes of numbers are needed, and " +
			numbers.remaining() + " are there.");
		return new Npy(shape, type, numbers);
	}

	/** Passes over the header: magic, version, length of the text (two bytes; four since version 2), text. */
	private static String header(final ByteBuffer bytes, final String name) {
		final byte[] magic = new byte[MAGIC.length];
		if (bytes.remaining() < MAGIC.length + 6) throw notNpy(name);
		bytes.get(magic);
		if (!Arrays.equals(MAGIC, magic)) throw notNpy(name);
		final int version = bytes.getShort() & 0xff;
		final int length = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt();
		if (length < 0 || length > bytes.remaining()) throw notNpy(name);
		final byte[] text = new byte[length];
		bytes.get(text);
		return new String(text, StandardCharsets.ISO_8859_1);
	}

	private static String field(final String header, final String pattern, final String name) {
		final Matcher matcher = Pattern.compile(pattern).matcher(header);
		if (!matcher.find()) throw notNpy(name);
		return matcher.group(1);
	}

	private static int[] shape(final String axes, final String name) {
		try {
			final int[] shape = Arrays.stream(axes.split(",")).map(String::strip).filter(axis -> !axis.isEmpty()).mapToInt(Integer::parseInt).toArray();
			size(shape);
			return shape;
		}
		catch (final NumberFormatException | ArithmeticException e) {
			throw new UserException("'" + name + "' has the shape (" + axes + "), which is too large.", e);
		}
	}

	private static int size(final int... shape) {
		return Arrays.stream(shape).reduce(1, Math::multiplyExact);
	}

	private static UserException notNpy(final String name) {
		return new UserException("'" + name + "' is not a NumPy array file (.npy), or its header is damaged.");
	}
}
