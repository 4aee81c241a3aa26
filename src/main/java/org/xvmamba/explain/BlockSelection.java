package org.xvmamba.explain;

import java.util.List;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;

/** Finds what {@link ExplainOptions} ask for among the blocks that a model has. */
final class BlockSelection {

	private BlockSelection() {}

	/**
	 * @param options what is asked for
	 * @param all the model's blocks in network order; none where it can't be explained
	 * @return the selected ones in network order, each once
	 * @throws UserException when there is no such block or direction
	 */
	static List<BlockDescription> select(final ExplainOptions options, final List<BlockDescription> all) {
		if (all.isEmpty()) return List.of();
		final List<BlockDescription> selected = switch (options.blocks()) {
			case "all" -> all;
			case "last" -> List.of(all.get(all.size() - 1));
			default -> Stream.of(options.blocks().split(",")).map(Integer::parseInt).distinct().sorted().map(position -> block(position, all,
				options)).toList();
		};
		final int fewest = selected.stream().mapToInt(BlockDescription::directions).min().orElseThrow();
		if (options.direction() >= fewest) throw new UserException("There is no scan direction " + options.direction() + " in the model '" +
			options.model() + "'; possible are mean and 0 to " + (fewest - 1) + ".");
		return selected;
	}

	private static BlockDescription block(final int position, final List<BlockDescription> all, final ExplainOptions options) {
		if (position >= all.size()) throw new UserException("There is no block " + position + " in the model '" + options.model() +
			"'; possible are all, last, and 0 to " + (all.size() - 1) + ".");
		return all.get(position);
	}
}
