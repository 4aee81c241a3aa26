package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import ij.macro.Interpreter;

/** What ImageJ's recorder writes when each command is used once. */
final class RecordedLines {

	static final String EXPLAIN = "run(\"X-VMamba Explain...\", \"model=[blood smear] index=jacobian blocks=all directions=mean " +
		"tiling=auto overlap=0 tissue=false device=auto overlay=true stack=true opacity=50 scaling=display channels=display planes=current " +
		"rescale=auto rois=selection\");";
	static final String VIEW = "run(\"X-VMamba View...\", \"block=maximum\");";
	static final String MEASURE = "run(\"X-VMamba Measure Influence\");";
	static final String CONTOURS = "run(\"X-VMamba Contours...\", \"percentiles=75,90,95\");";
	static final String OPACITY = "run(\"X-VMamba Overlay Opacity...\", \"opacity=50\");";
	static final String HIGHEST_TILES = "run(\"X-VMamba Highest Tiles\");";

	/** In an order in which they can be run. Each wants the image to be the active one. */
	static final List<String> ALL = List.of(EXPLAIN, VIEW, OPACITY, CONTOURS, MEASURE, HIGHEST_TILES);

	private RecordedLines() {}

	/** @return what a macro returns; it must come to its end, and no dialog waits for a person */
	static String valueOf(final String macro) {
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true);
		final String value = interpreter.run(macro, null);
		assertNull(interpreter.getErrorMessage());
		return value;
	}

	/** @return a macro that makes an image of several tiles, and replays all lines on it */
	static String replay() {
		final StringBuilder macro = new StringBuilder("newImage('replay', 'RGB ramp', 1000, 300, 1); image = getImageID();\n");
		for (final String line : ALL)
			macro.append("selectImage(image); makeRectangle(0, 0, 950, 220);\n").append(line).append('\n');
		return macro.append("selectImage(image); return '' + Overlay.size;").toString();
	}
}
