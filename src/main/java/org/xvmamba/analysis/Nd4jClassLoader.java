package org.xvmamba.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Keeps ND4J apart: its native libraries want another JavaCPP than Fiji's, and it brings TensorFlow classes that break other plugins.
 * <p>
 * It knows the JDK and the jars given, and nothing of the application but {@link IndexArithmetic} (the same class as everywhere) and our
 * classes that face ND4J (a copy of its own, defined here).
 */
final class Nd4jClassLoader extends URLClassLoader {

	/** The package of our classes that face ND4J. */
	static final String FACING_ND4J = IndexArithmetic.class.getPackageName() + ".nd4j.";

	static {
		registerAsParallelCapable();
	}

	/** @param jars ND4J's and what it needs */
	Nd4jClassLoader(final URL[] jars) {
		super("X-VMamba ND4J", jars, ClassLoader.getPlatformClassLoader());
	}

	@Override
	protected Class<?> findClass(final String name) throws ClassNotFoundException {
		if (name.equals(IndexArithmetic.class.getName())) return IndexArithmetic.class;
		return name.startsWith(FACING_ND4J) ? define(name) : super.findClass(name);
	}

	private Class<?> define(final String name) throws ClassNotFoundException {
		try (InputStream stream = Nd4jClassLoader.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
			if (stream == null) throw new ClassNotFoundException(name);
			final byte[] code = stream.readAllBytes();
			return defineClass(name, code, 0, code.length);
		}
		catch (final IOException exc) {
			throw new ClassNotFoundException(name, exc);
		}
	}
}
