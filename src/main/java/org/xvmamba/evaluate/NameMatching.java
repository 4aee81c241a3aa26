package org.xvmamba.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.xvmamba.UserException;

/**
 * Finds which names in a table or a folder mean which image files. The name without its extension counts; folders and extension only decide where
 * several files have the same.
 */
final class NameMatching {

	private NameMatching() {}

	/**
	 * @param what has the names, for messages, such as {@code The table 'labels.csv'}
	 * @param names each once; folders by slashes of either kind
	 * @param files images, each once
	 * @return the name of each file that has one
	 * @throws UserException when a name can mean several of the files, several names the same file, or no name any of them
	 */
	static Map<Path, String> of(final String what, final Collection<String> names, final Collection<Path> files) {
		final Map<String, List<Path>> filesByBase = files.stream().collect(Collectors.groupingBy(file -> CsvTable.base(file.getFileName().toString())));
		final Map<Path, List<String>> namesOfFile = new HashMap<>();
		for (final String name : names)
			best(what + " has '" + name + "', which can mean ", filesByBase.getOrDefault(base(name), List.of()), file -> likeness(name, file))
				.forEach(file -> namesOfFile.computeIfAbsent(file, none -> new ArrayList<>()).add(name));
		if (namesOfFile.isEmpty() && !files.isEmpty()) throw new UserException(what + " names none of the images, such as '" + files.iterator().next()
			.getFileName() + "'" + names.stream().findFirst().map(name -> ", but such as '" + name + "'").orElse("") +
			"; the names without extension must be the same; correct them, or leave it out.");
		final Map<Path, String> matched = new HashMap<>();
		namesOfFile.forEach((file, all) -> best(what + " has for '" + file + "' ", all, name -> likeness(name, file)).forEach(name -> matched.put(
			file, name)));
		return matched;
	}

	/** @return the best of some, if there are any */
	private static <T> List<T> best(final String before, final List<T> all, final ToIntFunction<T> likeness) {
		final int most = all.stream().mapToInt(likeness).max().orElse(0);
		final List<T> best = all.stream().filter(one -> likeness.applyAsInt(one) == most).toList();
		if (best.size() > 1) throw new UserException(before + "'" + best.get(0) + "' or '" + best.get(1) +
			"'; give the folder in the name, so that it is clear.");
		return best;
	}

	/** @return twice the number of folders that both have in common at their ends, and one more for the same extension */
	private static int likeness(final String name, final Path file) {
		final String[] parts = name.split("[/\\\\]");
		int folders = 0;
		Path folder = file.toAbsolutePath().normalize().getParent();
		for (int i = parts.length - 2; i >= 0 && folder != null && folder.getFileName() != null && folder.getFileName().toString().equals(
			parts[i]); i--) {
			folders++;
			folder = folder.getParent();
		}
		return 2 * folders + (file.getFileName().toString().equalsIgnoreCase(parts[parts.length - 1]) ? 1 : 0);
	}

	private static String base(final String name) {
		return CsvTable.base(name.replaceFirst(".*[/\\\\]", ""));
	}
}
