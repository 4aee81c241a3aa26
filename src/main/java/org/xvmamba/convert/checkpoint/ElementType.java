package org.xvmamba.convert.checkpoint;

import java.nio.ByteBuffer;

/** What the numbers of a stored tensor are. */
enum ElementType {

	/** IEEE 754 double precision. */
	FLOAT64("DoubleStorage", "F64", 8, (bytes, at) -> (float) bytes.getDouble(at)),
	/** IEEE 754 single precision. */
	FLOAT32("FloatStorage", "F32", 4, ByteBuffer::getFloat),
	/** IEEE 754 half precision. */
	FLOAT16("HalfStorage", "F16", 2, (bytes, at) -> halfToFloat(bytes.getShort(at))),
	/** The upper half of a single-precision number. */
	BFLOAT16("BFloat16Storage", "BF16", 2, (bytes, at) -> Float.intBitsToFloat(bytes.getShort(at) << 16)),
	/** Signed, 64 bits. */
	INT64("LongStorage", "I64", 8, ByteBuffer::getLong),
	/** Signed, 32 bits. */
	INT32("IntStorage", "I32", 4, ByteBuffer::getInt),
	/** Signed, 16 bits. */
	INT16("ShortStorage", "I16", 2, ByteBuffer::getShort),
	/** Signed, 8 bits. */
	INT8("CharStorage", "I8", 1, ByteBuffer::get),
	/** Unsigned, 8 bits. */
	UINT8("ByteStorage", "U8", 1, (bytes, at) -> bytes.get(at) & 0xff),
	/** One byte, 0 for false. */
	BOOL("BoolStorage", "BOOL", 1, (bytes, at) -> bytes.get(at) == 0 ? 0 : 1);

	private final String torchStorage;
	private final String safetensorsName;
	private final int size;
	private final Decoder decoder;

	ElementType(final String torchStorage, final String safetensorsName, final int size, final Decoder decoder) {
		this.torchStorage = torchStorage;
		this.safetensorsName = safetensorsName;
		this.size = size;
		this.decoder = decoder;
	}

	/** @return bytes of one number */
	int size() {
		return size;
	}

	/** @return the class of PyTorch that stores such numbers, without its package {@code torch} */
	String torchStorage() {
		return torchStorage;
	}

	/** @return what a safetensors header calls such numbers */
	String safetensorsName() {
		return safetensorsName;
	}

	/**
	 * @param bytes in the file's byte order
	 * @param index number of the element, from 0
	 * @return the element, rounded to single precision where it has more
	 */
	float decode(final ByteBuffer bytes, final int index) {
		return decoder.decode(bytes, index * size);
	}

	private static float halfToFloat(final short half) {
		final int sign = (half & 0x8000) << 16;
		final int exponent = half >> 10 & 0x1f;
		final int fraction = half & 0x3ff;
		if (exponent == 0) return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
		final int floatExponent = exponent == 0x1f ? 0xff : exponent + 127 - 15;
		return Float.intBitsToFloat(sign | floatExponent << 23 | fraction << 13);
	}

	@FunctionalInterface
	private interface Decoder {

		float decode(ByteBuffer bytes, int at);
	}
}
