package org.xvmamba.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory that Java and ONNX Runtime share. It is given out, taken back and given out again, for runs of whatever size: Java gives such memory
 * back to the system only when it collects its garbage, so it must not be thrown away with every change of size. Not thread-safe.
 */
final class TensorMemory {

	/** Sizes are rounded up to so many steps in each power of two, so that runs of other sizes can use the memory too. */
	private static final int STEPS_PER_OCTAVE = 4;

	private static final int SMALLEST = 64;

	private final List<ByteBuffer> all = new ArrayList<>();
	private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();

	/**
	 * Memory that was given out.
	 *
	 * @param whole all of it, to be given back
	 * @param content as much as was asked for, in the machine's byte order, with undefined content
	 */
	record Piece(ByteBuffer whole, ByteBuffer content) {}

	/**
	 * @param name of a tensor, for the error
	 * @param size of an element, in bytes
	 * @param shape of the tensor
	 * @return memory for it
	 * @throws OutOfMemoryError when there is not as much, or a Java buffer can't be as large
	 */
	Piece take(final String name, final int size, final long... shape) {
		long bytes = size;
		for (final long length : shape)
			bytes = Math.multiplyExact(bytes, length);
		final long rounded = rounded(bytes);
		if (rounded > Integer.MAX_VALUE) throw new OutOfMemoryError("The tensor " + name + " would need " + bytes + " bytes.");
		final Deque<ByteBuffer> fitting = freeOf((int) rounded);
		if (fitting.isEmpty()) {
			fitting.push(ByteBuffer.allocateDirect((int) rounded));
			all.add(fitting.peek());
		}
		final ByteBuffer whole = fitting.pop();
		return new Piece(whole, whole.slice(0, (int) bytes).order(ByteOrder.nativeOrder()));
	}

	/** Nobody uses that memory any more. */
	void giveBack(final Piece piece) {
		freeOf(piece.whole.capacity()).push(piece.whole);
	}

	/** Nobody uses any of the memory any more. */
	void giveBackAll() {
		free.clear();
		all.forEach(buffer -> freeOf(buffer.capacity()).push(buffer));
	}

	private Deque<ByteBuffer> freeOf(final int bytes) {
		return free.computeIfAbsent(bytes, unused -> new ArrayDeque<>());
	}

	private static long rounded(final long bytes) {
		final long atLeast = Math.max(bytes, SMALLEST);
		final long step = Long.highestOneBit(atLeast) / STEPS_PER_OCTAVE;
		return (atLeast + step - 1) / step * step;
	}
}
