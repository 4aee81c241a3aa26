package org.xvmamba.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.xvmamba.UserException;

/**
 * A table in a text file: the first line names the columns, commas between the values, which may stand in double quotes.
 */
final class CsvTable {

	/** One with an even number of quotes behind it stands between values, not inside of one. */
	private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

	private final Path file;
	private final List<String> columns;
	private final List<List<String>> rows;

	private CsvTable(final Path file, final List<String> columns, final List<List<String>> rows) {
		this.file = file;
		this.columns = columns;
		this.rows = rows;
	}

	/** @throws UserException when it can't be read, or a line has more or fewer values than there are columns */
	static CsvTable read(final Path file) {
		try {
			final List<String> lines = Files.readAllLines(file).stream().map(line -> line.replace("\uFEFF", "")).filter(line -> !line.isBlank())
				.toList();
			if (lines.isEmpty()) throw new UserException("The table '" + file + "' is empty; its first line names the columns.");
			final List<String> columns = values(lines.get(0).toLowerCase(Locale.ROOT));
			final List<List<String>> rows = lines.stream().skip(1).map(CsvTable::values).toList();
			for (int i = 0; i < rows.size(); i++)
				if (rows.get(i).size() != columns.size()) throw new UserException("The table '" + file + "' has " + columns.size() +
					" columns, but row " + (i + 1) + " has " + rows.get(i).size() + " values.");
			return new CsvTable(file, columns, rows);
		}
		catch (final IOException exc) {
			throw new UserException("The table '" + file + "' can't be read: " + (Files.exists(file) ? exc.getMessage() : "there is no such file") +
				".", exc);
		}
	}

	private static List<String> values(final String line) {
		return Arrays.stream(COMMA.split(line, -1)).map(value -> value.strip().replaceAll("^\"|\"$", "")).toList();
	}

	/** @return how many rows there are */
	int rows() {
		return rows.size();
	}

	/**
	 * @param names possible names of one column
	 * @return its position
	 * @throws UserException when there is no such column
	 */
	int column(final String... names) {
		return Arrays.stream(names).mapToInt(columns::indexOf).filter(position -> position >= 0).findFirst().orElseThrow(() -> new UserException(
			"The table '" + file + "' has no column " + String.join(" or ", names) + ", but " + String.join(", ", columns) + "."));
	}

	/** @return the name of a column, in small letters */
	String name(final int column) {
		return columns.get(column);
	}

	/** @return a value as it stands there */
	String text(final int row, final int column) {
		return rows.get(row).get(column);
	}

	/** @throws UserException when it is no finite number */
	double number(final int row, final int column) {
		try {
			final double value = Double.parseDouble(text(row, column));
			if (Double.isFinite(value)) return value;
		}
		catch (final NumberFormatException exc) {
			throw notNumber(row, column, exc);
		}
		throw notNumber(row, column, null);
	}

	private UserException notNumber(final int row, final int column, final Exception cause) {
		return new UserException("In the table '" + file + "', " + columns.get(column) + " of row " + (row + 1) + " is '" + text(row, column) +
			"', which is no number.", cause);
	}

	/** @return a file's name without its extension; folders before it stay */
	static String base(final String name) {
		final int dot = name.lastIndexOf('.');
		return dot > Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1 ? name.substring(0, dot) : name;
	}

	/** @return the rows of each file by its name as it stands in the column {@code file} or {@code image}, in their order */
	Map<String, List<Integer>> rowsByFile() {
		final int column = column("file", "image");
		final Map<String, List<Integer>> byFile = new LinkedHashMap<>();
		for (int row = 0; row < rows(); row++)
			byFile.computeIfAbsent(text(row, column), name -> new ArrayList<>()).add(row);
		return byFile;
	}

	/** @return for messages */
	@Override
	public String toString() {
		return "The table '" + file + "'";
	}
}
