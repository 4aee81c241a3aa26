package org.xvmamba.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;

import org.xvmamba.ProgramVersion;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.evaluate.Evaluation;
import org.xvmamba.evaluate.EvaluationTables;
import org.xvmamba.evaluate.EvaluationTables.Table;
import org.xvmamba.evaluate.Verdict;

/** The files of one evaluation: one table a file, and all that belongs together in {@code evaluation.json}. Numbers that are not there are empty. */
final class EvaluationFolder {

	/** By this file a folder is known to be one of these, which may be replaced. */
	private static final String SUMMARY = "evaluation.json";

	private EvaluationFolder() {}

	/** @throws UserException when something else than an earlier evaluation stands there */
	static void requireReplaceable(final Path target) {
		if (!Files.exists(target) || Files.exists(target.resolve(SUMMARY))) return;
		try (Stream<Path> children = Files.list(target)) {
			if (children.findAny().isEmpty()) return;
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(target, exc);
		}
		throw new UserException("'" + target +
			"' holds something else than results of an earlier evaluation, and is left as it is; choose another folder with --out.");
	}

	/**
	 * @param target where the results shall stand; those of an earlier call are replaced
	 * @throws UserException when the file system refuses
	 */
	static void write(final Path target, final Evaluation evaluation) {
		requireReplaceable(target);
		try (SiblingFolder folder = SiblingFolder.of(target)) {
			final List<Table> tables = EvaluationTables.of(evaluation);
			for (final Table table : tables)
				Files.writeString(folder.path().resolve(table.name() + ".csv"), csv(table));
			try (Writer writer = Files.newBufferedWriter(folder.path().resolve(SUMMARY), StandardCharsets.UTF_8)) {
				new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json(evaluation, tables), writer);
				writer.write('\n');
			}
			folder.moveIntoPlace();
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(target, exc);
		}
	}

	private static String csv(final Table table) {
		final StringBuilder text = new StringBuilder(String.join(",", table.columns())).append('\n');
		for (final List<Object> row : table.rows())
			text.append(String.join(",", row.stream().map(EvaluationFolder::cell).toList())).append('\n');
		return text.toString();
	}

	private static String cell(final Object value) {
		if (value instanceof Double number) return number.isNaN() ? "" : number.toString();
		final String text = value.toString();
		return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
	}

	private static Map<String, Object> json(final Evaluation evaluation, final List<Table> tables) {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("program", ProgramVersion.NAME + " " + ProgramVersion.get());
		all.put("model", Map.of("name", evaluation.model(), "sha256", evaluation.checksum()));
		all.put("device", evaluation.device());
		all.put("options", evaluation.options().toMap());
		all.put("image_count", evaluation.images().size());
		all.put("sentences", Verdict.sentences(evaluation));
		all.put("notes", evaluation.notes());
		all.put("left_out", evaluation.failures());
		all.put("milliseconds", evaluation.milliseconds());
		for (final Table table : tables)
			all.put(table.name(), table.rows().stream().map(row -> object(table.columns(), row)).toList());
		return all;
	}

	/** JSON has no NaN: such a value is left out. */
	private static Map<String, Object> object(final List<String> columns, final List<Object> row) {
		final Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < row.size(); i++)
			if (!(row.get(i) instanceof Double number && !Double.isFinite(number))) object.put(columns.get(i), row.get(i));
		return object;
	}
}
