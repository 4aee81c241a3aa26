package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import net.imglib2.FinalInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

/** Explanations with maps made by hand, on grids of 2 x 2 cells. */
final class TestMaps {

	private static final int INPUT = 4;

	private TestMaps() {}

	/**
	 * @param width of the picture, resized as a whole
	 * @param height of the picture
	 * @param maps [block][direction][cell]
	 */
	static Explanation of(final int width, final int height, final float[][]... maps) {
		final List<BlockDescription> descriptions = new ArrayList<>();
		final List<BlockMaps> blocks = new ArrayList<>();
		for (int i = 0; i < maps.length; i++) {
			final BlockDescription block = new BlockDescription("stage0.block" + i, 0, i, 2, 1, 1, List.of("row-major", "column-major").subList(0,
				maps[i].length), new TensorNames("delta", "B", "C", "A", null, null));
			descriptions.add(block);
			blocks.add(new BlockMaps(block, 2, 2, Map.of(MapIndex.JACOBIAN, maps[i]), Double.NaN));
		}
		final TilePlan plan = TilePlans.plan(TilingMode.WHOLE, width, height, INPUT);
		final Prediction prediction = Prediction.of(List.of("a"), new double[] { 1 });
		final ModelDescription model = new ModelDescription("m", "", "f", INPUT, new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0,
			1.0)), List.of("a"), OptionalDouble.empty(), new GraphNames("image", "logits", Optional.empty(), Optional.empty()), descriptions);
		final Picture picture = new Picture("p", ConstantUtils.constantRandomAccessibleInterval(new FloatType(),
			new FinalInterval(width, height, 3)), new Region(0, 0, width, height), PixelSize.NONE, "");
		return new Explanation(picture, model, ExplainOptions.DEFAULTS, plan, prediction, List.of(new TileExplanation(plan.tiles().get(0),
			prediction, blocks)), descriptions, List.of(MapIndex.JACOBIAN), "CPU", Map.of());
	}
}
