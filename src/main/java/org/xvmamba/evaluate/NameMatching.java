package org.xvmamba.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
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
			best(meant(last(name), filesByBase), file -> likeness(name, file), (one, other) -> what + " has '" + name + "', which can mean '" + one +
				"' or '" + other + "'; give the folder in the name, so that it is clear.").forEach(file -> namesOfFile.computeIfAbsent(file,
					none -> new ArrayList<>()).add(name));
		if (namesOfFile.isEmpty() && !files.isEmpty()) throw new UserException(what + " names none of the images, such as '" + files.iterator().next()
			.getFileName() + "'" + names.stream().findFirst().map(name -> ", but others, such as '" + name + "'").orElse("") +
			"; apart from the extension the names must be the same, so correct them, or leave it out.");
		final Map<Path, String> matched = new HashMap<>();
		namesOfFile.forEach((file, all) -> best(all, name -> likeness(name, file), (one, other) -> what + " has both '" + one + "' and '" + other +
			"', which can mean the image '" + file + "'; keep one of them, or give the image's folder in it.").forEach(name -> matched.put(file, name)));
		return matched;
	}

	/** A name may lack its extension, and have a dot of its own. */
	private static List<Path> meant(final String name, final Map<String, List<Path>> filesByBase) {
		return filesByBase.getOrDefault(filesByBase.containsKey(name) ? name : CsvTable.base(name), List.of());
	}

	/**
	 * @param refusal of two that are equally good: the sentence that tells of them
	 * @return the best of some, if there are any
	 */
	private static <T> List<T> best(final List<T> all, final ToIntFunction<T> likeness, final BinaryOperator<String> refusal) {
		final int most = all.stream().mapToInt(likeness).max().orElse(0);
		final List<T> best = all.stream().filter(one -> likeness.applyAsInt(one) == most).toList();
		if (best.size() > 1) throw new UserException(refusal.apply(best.get(0).toString(), best.get(1).toString()));
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

	private static String last(final String name) {
		return name.replaceFirst(".*[/\\\\]", "");
	}
}
