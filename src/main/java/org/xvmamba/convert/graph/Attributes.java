package org.xvmamba.convert.graph;

import java.util.Arrays;

import com.google.protobuf.ByteString;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;

/** Attributes of ONNX nodes. */
public final class Attributes {

	private Attributes() {}

	/** @return an integer under a name */
	public static AttributeProto integer(final String name, final long value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
	}

	/** @return integers under a name */
	public static AttributeProto integers(final String name, final long... values) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(Arrays.stream(values).boxed().toList()).build();
	}

	/** @return a number under a name */
	public static AttributeProto number(final String name, final float value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF(value).build();
	}

	/** @return text under a name */
	public static AttributeProto text(final String name, final String value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
	}
}
