package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor that still lies in its file: a view, by strides, of a storage that other tensors may share. Immutable. It can be read as long as
 * its checkpoint is open.
 */
public final class StoredTensor {

	/** PyTorch's own limit. */
	static final int MOST_AXES = 64;

	private final ElementType type;
	private final long[] shape;
	private final long[] strides;
	private final long offset;
	private final StoredBytes storage;

	/**
	 * @param type what the numbers are
	 * @param shape size along each axis
	 * @param strides for each axis, elements from one position to the next in the storage
	 * @param offset element of the storage at which the tensor begins
	 * @param storage where the numbers are
	 * @throws IllegalArgumentException when the view reaches beyond its storage, or repeats elements so as to be larger than it
	 */
	StoredTensor(final ElementType type, final long[] shape, final long[] strides, final long offset, final StoredBytes storage) {
		this.type = type;
		this.shape = shape.clone();
		this.strides = strides.clone();
		this.offset = offset;
		this.storage = storage;
		requireInsideStorage();
	}

	/**
	 * @param values the last axis fastest
	 * @param shape size along each axis
	 * @return a tensor that lies in memory
	 */
	public static StoredTensor of(final float[] values, final long... shape) {
		final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
		bytes.asFloatBuffer().put(values);
		return contiguous(ElementType.FLOAT32, Arrays.stream(shape).boxed().toList(), new StoredBytes() {

			@Override
			public long size() {
				return bytes.capacity();
			}

			@Override
			public ByteBuffer read(final long from, final int length) {
				return bytes.slice((int) from, length);
			}
		});
	}

	/**
	 * @param type what the numbers are
	 * @param shape size along each axis
	 * @param storage in which they stand from its beginning, the last axis fastest
	 * @throws IllegalArgumentException when the storage is too small for the shape
	 */
	static StoredTensor contiguous(final ElementType type, final List<Long> shape, final StoredBytes storage) {
		final long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
		final long[] strides = new long[sizes.length];
		long stride = 1;
		for (int axis = sizes.length - 1; axis >= 0; axis--) {
			strides[axis] = Math.max(0, stride); // after an overflow the count overflows, too, which is found below
			stride *= sizes[axis];
		}
		return new StoredTensor(type, sizes, strides, 0, storage);
	}

	/** @return size along each axis; empty for a single number */
	public List<Long> shape() {
		return Arrays.stream(shape).boxed().toList();
	}

	/**
	 * Reads the numbers.
	 *
	 * @return all elements, the last axis fastest, whatever the strides are
	 * @throws org.xvmamba.UserException when the bytes are damaged
	 * @throws IOException when the file can't be read
	 */
	public float[] toFloats() throws IOException {
		if (count() == 0) return new float[0];
		final int reach = (int) (lastElement() + 1);
		final ByteBuffer bytes = storage.read(offset * type.size(), reach * type.size());
		final float[] values = new float[(int) count()];
		final int[] position = new int[shape.length];
		long element = 0;
		for (int i = 0; i < values.length; i++) {
			values[i] = type.decode(bytes, (int) element);
			element += step(position);
		}
		return values;
	}

	/** Moves to the next position, the last axis fastest, and says by how many elements of the storage that is. */
	private long step(final int[] position) {
		long step = 0;
		for (int axis = shape.length - 1; axis >= 0; axis--) {
			step += strides[axis];
			if (++position[axis] < shape[axis]) return step;
			step -= strides[axis] * shape[axis];
			position[axis] = 0;
		}
		return step;
	}

	private void requireInsideStorage() {
		final boolean sound = shape.length == strides.length && shape.length <= MOST_AXES && offset >= 0 && Arrays.stream(shape).allMatch(size -> size >= 0) && Arrays.stream(
			strides).allMatch(stride -> stride >= 0);
		if (!sound || reachesTooFar()) throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + ", strides " + Arrays
			.toString(strides) + " and offset " + offset + " does not fit into its storage of " + storage.size() + " bytes");
	}

	private boolean reachesTooFar() {
		final long elements = storage.size() / type.size();
		try {
			final long count = count();
			if (count == 0) return false;
			// A file of a few bytes must not make us allocate gigabytes by a stride of 0.
			return count > elements || Math.addExact(offset, lastElement()) >= elements || Math.multiplyExact(lastElement() + 1, type
				.size()) > Integer.MAX_VALUE;
		}
		catch (final ArithmeticException overflow) {
			return true;
		}
	}

	/** @return how many numbers it has */
	long count() {
		return Arrays.stream(shape).reduce(1, Math::multiplyExact);
	}

	private long lastElement() {
		long last = 0;
		for (int axis = 0; axis < shape.length; axis++)
			last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, strides[axis]));
		return last;
	}

	@Override
	public String toString() {
		return type + Arrays.toString(shape);
	}
}
