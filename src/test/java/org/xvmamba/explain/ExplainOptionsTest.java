package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.UserException;
import org.xvmamba.image.ChannelChoice;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.image.Scaling;
import org.xvmamba.image.TilingMode;

class ExplainOptionsTest {

	@Test
	void whatIsMissingTakesItsDefault() {
		assertEquals(ExplainOptions.DEFAULTS, ExplainOptions.of(Map.of()));
		assertEquals(new ExplainOptions("blood smear", List.of(MapIndex.JACOBIAN), "predicted", "all", "mean", TilingMode.AUTO, 0, false, "auto",
			true, true, 50, PictureOptions.DEFAULTS),
			ExplainOptions.DEFAULTS);
	}

	@Test
	void readsWhatItWrites() {
		final ExplainOptions options = new ExplainOptions("a model", List.of(MapIndex.GRAMIAN, MapIndex.JACOBIAN_DIRECT), "a class", "0,3", "2",
			TilingMode.TILES, 75, true, "cuda:1", false, true, 75, new PictureOptions(Scaling.of("-2.5-4095").orElseThrow(), ChannelChoice.of(
				"3,0,1").orElseThrow(), true, false, true));
		assertEquals(options, ExplainOptions.of(options.toMap()));
		assertEquals(List.of("model", "index", "classname", "blocks", "directions", "tiling", "overlap", "tissue", "device", "overlay", "stack", "opacity",
			"scaling", "channels", "planes", "rescale", "rois"), List.copyOf(options.toMap().keySet()));
	}

	@Test
	void anIndexThatIsGivenTwiceCountsOnce() {
		assertEquals(List.of(MapIndex.GRAMIAN, MapIndex.JACOBIAN), ExplainOptions.of(Map.of("index",
			"gramian, jacobian,gramian")).index());
	}

	@Test
	void tellsTheDirectionThatTheOverlayShows() {
		assertEquals(MapSelection.MEAN, ExplainOptions.DEFAULTS.direction());
		assertEquals(3, ExplainOptions.of(Map.of("directions", "3")).direction());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		index      | jacobi     | jacobian, jacobian-direct, jacobian-propagated, gramian, energy, absolute, each also
		index      | Jacobian   | jacobian, jacobian-direct, jacobian-propagated, gramian, energy, absolute, each also
		blocks     | first      | all, last, or block numbers
		blocks     | 1,         | all, last, or block numbers
		blocks     | -1         | all, last, or block numbers
		directions | all        | mean, or the number
		tiling     | big        | auto, whole, tiles
		overlap    | 76         | 0 to 75
		overlap    | -1         | 0 to 75
		overlap    | half       | 0 to 75
		tissue     | on         | true, false
		device     | gpu        | auto, cpu, or cuda:0
		overlay    | yes        | true, false
		stack      | 1          | true, false
		opacity    | 101        | 0 to 100
		opacity    | half       | 0 to 100
		scaling    | 9-1        | display, data, or the lowest
		channels   | 1,2        | display, one channel number
		planes     | every      | all, current
		rescale    | true       | auto, off
		rois       | all        | manager, selection
		model      | ''         | the name of an installed model
		""")
	void anUnknownValueNamesTheAllowedOnes(final String key, final String value, final String allowed) {
		final String message = assertThrows(UserException.class, () -> ExplainOptions.of(Map.of(key, value))).getMessage();
		assertTrue(message.contains(key + "=" + value) && message.contains(allowed), message);
	}

	@Test
	void anUnknownKeyNamesTheKnownOnes() {
		final String message = assertThrows(UserException.class, () -> ExplainOptions.of(Map.of("Model", "x"))).getMessage();
		assertEquals("Unknown option 'Model'; the options are model, index, classname, blocks, directions, tiling, overlap, tissue, device, overlay, stack, " +
			"opacity, scaling, channels, planes, rescale, rois.",
			message);
	}
}
