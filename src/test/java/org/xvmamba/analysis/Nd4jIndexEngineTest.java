package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.SelectiveScan;
import org.xvmamba.ssm.TestScans;
import org.xvmamba.ssm.TestScans.Shape;

class Nd4jIndexEngineTest {

	private static final Set<InfluenceIndex> ALL = EnumSet.allOf(InfluenceIndex.class);
	private static final Nd4jIndexEngine ENGINE = new Nd4jIndexEngine();

	static Stream<Shape> shapes() {
		return Stream.of(new Shape(1, 784, 96, 16), new Shape(4, 196, 384, 16), new Shape(2, 49, 768, 16), new Shape(3, 30, 5, 1), new Shape(1,
			1, 1, 1));
	}

	/** The absolute index only where ND4J is not at it for long. */
	@ParameterizedTest
	@MethodSource("shapes")
	void agreesWithTheFusedKernel(final Shape shape) {
		final List<SelectiveScan> scans = List.of(TestScans.realistic(shape, 11));
		final Set<InfluenceIndex> indices = EnumSet.allOf(InfluenceIndex.class);
		if (shape.length() > 100) indices.remove(InfluenceIndex.ABSOLUTE);
		final Map<InfluenceIndex, float[]> nd4j = ENGINE.compute(scans, indices, Progress.NONE).get(0);
		try (FusedIndexEngine engine = new FusedIndexEngine(1)) {
			engine.compute(scans, indices, Progress.NONE).get(0).forEach((index, fused) -> {
				final double error = largestError(fused, nd4j.get(index));
				System.out.printf("ND4J and the fused kernel, %s, %s: relative difference %.1e%n", shape, index.key(), error);
				assertTrue(error <= 1e-5, index + " differs by " + error);
			});
		}
	}

	@Test
	void worksInAClassLoaderOfItsOwn() throws ClassNotFoundException {
		final Class<?> worker = Nd4jRuntime.arithmetic().getClass();
		final ClassLoader loader = worker.getClassLoader();
		assertTrue(loader instanceof Nd4jClassLoader);
		assertNotSame(Class.forName(worker.getName()), worker, "the application's loader can define that class too, but must not be the one");
		assertSame(IndexArithmetic.class, loader.loadClass(IndexArithmetic.class.getName()));
		assertSame(loader, loader.loadClass("org.nd4j.linalg.factory.Nd4j").getClassLoader());
		assertThrows(ClassNotFoundException.class, () -> loader.loadClass(SelectiveScan.class.getName()));
		assertSame(Nd4jRuntime.arithmetic(), Nd4jRuntime.arithmetic());
	}

	@Test
	void givesOnlyWhatIsAskedForAndStopsOnRequest() {
		final List<SelectiveScan> scans = List.of(TestScans.realistic(new Shape(2, 5, 3, 2), 7));
		assertEquals(Set.of(InfluenceIndex.GRAMIAN), ENGINE.compute(scans, Set.of(InfluenceIndex.GRAMIAN), Progress.NONE).get(0).keySet());
		assertThrows(IllegalArgumentException.class, () -> ENGINE.compute(scans, Set.of(), Progress.NONE));
		final Progress stopped = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// only the questions matter
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> ENGINE.compute(scans, ALL, stopped));
	}

	private static double largestError(final float[] fused, final float[] nd4j) {
		double largest = 0;
		for (int i = 0; i < fused.length; i++)
			if (fused[i] != nd4j[i]) largest = Math.max(largest, Math.abs(fused[i] - nd4j[i]) / Math.abs(nd4j[i]));
		return largest;
	}
}
