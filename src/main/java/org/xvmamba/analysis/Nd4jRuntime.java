package org.xvmamba.analysis;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;

import org.xvmamba.UserException;

/**
 * The one ND4J of this JVM, started when it is first asked for: a dropped class loader with native libraries is never collected, so there is
 * never a second one.
 */
final class Nd4jRuntime {

	private static final String UNPACK_PROPERTY = "org.bytedeco.javacpp.cachedir";

	/** What ND4J may take outside of Java's heap, and so of a graphics card, which the models want too. */
	private static final String MEMORY_PROPERTY = "org.bytedeco.javacpp.maxBytes";
	private static final String MEMORY_ON_CARD = "2g";

	private static IndexArithmetic arithmetic;

	private Nd4jRuntime() {}

	/**
	 * Starts ND4J the first time, which takes some seconds. Native libraries are unpacked (390 MB) into the folder {@code unpacked} beside the
	 * jars.
	 *
	 * @return our arithmetic on ND4J, defined by ND4J's class loader
	 * @throws UserException when ND4J is not installed, or doesn't start on this computer
	 */
	static synchronized IndexArithmetic arithmetic() {
		if (arithmetic == null) arithmetic = start(Nd4jFolder.jars());
		return arithmetic;
	}

	private static IndexArithmetic start(final List<Path> jars) {
		final Thread thread = Thread.currentThread();
		final ClassLoader contextLoader = thread.getContextClassLoader();
		final String unpackFolder = System.getProperty(UNPACK_PROPERTY);
		final String memory = System.getProperty(MEMORY_PROPERTY);
		try {
			final ClassLoader loader = new Nd4jClassLoader(urls(jars));
			thread.setContextClassLoader(loader);
			if (memory == null && Nd4jFolder.isForCuda(jars)) System.setProperty(MEMORY_PROPERTY, MEMORY_ON_CARD);
			System.setProperty(UNPACK_PROPERTY, Nd4jFolder.path().resolve("unpacked").toAbsolutePath().toString());
			final Class<?> type = loader.loadClass(Nd4jClassLoader.FACING_ND4J + "Nd4jIndexArithmetic");
			final IndexArithmetic started = (IndexArithmetic) type.getConstructor().newInstance();
			// The first use loads the native libraries: it must happen here, under the loader and the property set above.
			started.indices(1, 1, 1, new float[] { 1 }, new float[] { 1 }, new float[] { 1 }, new float[] { -1 }, () -> {});
			return started;
		}
		catch (MalformedURLException | ReflectiveOperationException | LinkageError | RuntimeException exc) {
			throw new UserException("ND4J does not start from the jars in '" + Nd4jFolder.path().toAbsolutePath() + "' (" + exc +
				"); use the jars that the README lists for this computer, in a folder that can be written to, or compute the indices with the " +
				"engine 'fused'.", exc);
		}
		finally {
			thread.setContextClassLoader(contextLoader);
			restore(UNPACK_PROPERTY, unpackFolder);
			restore(MEMORY_PROPERTY, memory);
		}
	}

	private static void restore(final String property, final String before) {
		if (before == null) System.clearProperty(property);
		else System.setProperty(property, before);
	}

	private static URL[] urls(final List<Path> jars) throws MalformedURLException {
		final URL[] urls = new URL[jars.size()];
		for (int i = 0; i < urls.length; i++)
			urls[i] = jars.get(i).toUri().toURL();
		return urls;
	}
}
