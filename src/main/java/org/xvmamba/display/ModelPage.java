package org.xvmamba.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.InstalledModel.Findings;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.ssm.BlockDescription;

/** Everything about a model on one page of HTML: facts, picture, card. */
final class ModelPage {

	private static final double MEGABYTE = 1e6;
	private static final int MOST_CLASSES = 60;

	private final StringBuilder html = new StringBuilder("<html><body>");

	private ModelPage() {}

	/**
	 * @param model that was selected
	 * @param findings what its files hold; nothing while they are still read
	 * @param pictureWidth on the screen, in pixels
	 * @return HTML for a text pane
	 */
	static String of(final InstalledModel model, final Optional<Findings> findings, final int pictureWidth) {
		final ModelPage page = new ModelPage();
		page.html.append("<h1>").append(Html.escaped(model.name())).append("</h1>");
		model.problem().or(() -> findings.flatMap(Findings::problem)).ifPresent(problem -> page.html.append("<p><font color='#b00020'><b>").append(
			Html.escaped(problem)).append("</b></font></p>"));
		page.html.append("<table cellspacing=0 cellpadding=2>");
		model.folder().ifPresent(folder -> page.addDescription(folder.description()));
		page.addFindings(model, findings);
		page.html.append("</table>");
		model.folder().flatMap(ModelFolder::sample).filter(ModelPage::canBeShown).ifPresent(sample -> page.html.append("<p><img width=").append(
			pictureWidth).append(" src='").append(sample.toUri()).append("'></p>"));
		model.folder().flatMap(ModelFolder::card).ifPresent(card -> page.html.append("<hr>").append(card(card)));
		return page.html.append("</body></html>").toString();
	}

	private void addDescription(final ModelDescription model) {
		add("Does", model.text());
		add("Family", model.family());
		final List<String> classes = model.classes();
		add("Classes", classes.size() + ": " + classes.stream().limit(MOST_CLASSES).collect(Collectors.joining(", ")) + (classes
			.size() > MOST_CLASSES ? ", ..." : ""));
		add("Input", model.inputSize() + " x " + model.inputSize() + " pixels" + (model.inputForm().channels() == 1 ? ", grey" : ", RGB") + (model
			.micrometresPerPixel().isPresent() ? ", " + model.micrometresPerPixel().getAsDouble() + " \u00b5m a pixel" : ""));
		add("Blocks", model.blocks().isEmpty() ? "none listed: it can predict, but not be explained" : model.blocks().size() + ": " + model.blocks()
			.stream().map(BlockDescription::name).collect(Collectors.joining(", ")));
	}

	private void addFindings(final InstalledModel model, final Optional<Findings> findings) {
		if (findings.isEmpty()) add("Files", "being read ...");
		findings.ifPresent(found -> {
			if (found.parameters() >= 0) add("Weights", String.format(Locale.ROOT, "%,d numbers", found.parameters()));
			add("Size", megabytes(found.bytes()) + " MB");
			// In groups: one word of this length would make the page wider than a small window.
			found.checksum().ifPresent(sum -> add("SHA-256", sum.replaceAll("(.{16})", "$1 ").strip() + (found.problem().isEmpty()
				? " (as the description says)" : "")));
		});
		add("Folder", model.path().toAbsolutePath().normalize().toString());
	}

	/** @return with two digits behind the point */
	static String megabytes(final long bytes) {
		return String.format(Locale.ROOT, "%.2f", bytes / MEGABYTE);
	}

	private void add(final String name, final String value) {
		html.append("<tr><td valign=top><b>").append(name).append("</b>&nbsp;&nbsp;</td><td>").append(Html.escaped(value)).append("</td></tr>");
	}

	private static boolean canBeShown(final Path sample) {
		return sample.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif)") && Files.isRegularFile(sample);
	}

	private static String card(final Path card) {
		try {
			return ModelCardText.html(Files.readString(card));
		}
		catch (final IOException exc) {
			return "<p>" + Html.escaped("The model card '" + card + "' can't be read: " + exc.getMessage()) + "</p>";
		}
	}
}
