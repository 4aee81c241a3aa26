package org.xvmamba.image;

import java.lang.ref.SoftReference;
import java.util.function.Supplier;

import net.imglib2.AbstractInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** A plane of a virtual stack: kept as long as there is memory, and read again where it was given up. Thread-safe. */
final class LazyPlane extends AbstractInterval implements RandomAccessibleInterval<FloatType> {

	private final Supplier<RandomAccessibleInterval<FloatType>> reader;
	private SoftReference<RandomAccessibleInterval<FloatType>> kept;

	/**
	 * @param first the plane, just read
	 * @param reader reads it again
	 */
	LazyPlane(final RandomAccessibleInterval<FloatType> first, final Supplier<RandomAccessibleInterval<FloatType>> reader) {
		super(first);
		this.reader = reader;
		this.kept = new SoftReference<>(first);
	}

	private synchronized RandomAccessibleInterval<FloatType> plane() {
		RandomAccessibleInterval<FloatType> plane = kept.get();
		if (plane == null) {
			plane = reader.get();
			kept = new SoftReference<>(plane);
		}
		return plane;
	}

	@Override
	public RandomAccess<FloatType> randomAccess() {
		return plane().randomAccess();
	}

	@Override
	public RandomAccess<FloatType> randomAccess(final Interval interval) {
		return plane().randomAccess(interval);
	}
}
