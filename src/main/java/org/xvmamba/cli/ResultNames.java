package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of the images' result folders. */
final class ResultNames {

	private ResultNames() {}

	/**
	 * @param images files; one that is given twice counts once
	 * @return for each image a name of its own: the file's without its extension; with the extension, and then with a number, where that is
	 *         taken by an image before
	 */
	static Map<Path, String> of(final List<Path> images) {
		final Map<Path, String> names = new LinkedHashMap<>();
		final Set<String> taken = new HashSet<>();
		for (final Path image : images)
			names.computeIfAbsent(image, file -> free(file.getFileName() == null ? file.toString() : file.getFileName().toString(), taken));
		return names;
	}

	private static String free(final String fileName, final Set<String> taken) {
		final int dot = fileName.lastIndexOf('.');
		final String base = dot > 0 ? fileName.substring(0, dot) : fileName;
		if (taken.add(base)) return base;
		if (taken.add(fileName)) return fileName;
		int number = 2;
		while (!taken.add(fileName + "-" + number))
			number++;
		return fileName + "-" + number;
	}
}
