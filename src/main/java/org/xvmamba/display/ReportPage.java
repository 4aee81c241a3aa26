package org.xvmamba.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.ProgramVersion;
import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.image.PlanePosition;

import ij.ImagePlus;

/**
 * One explained image as one HTML page that needs nothing else: no scripts, no network, pictures inside. Its own policy forbids the browser to
 * load or run anything.
 */
final class ReportPage {

	/** Stands in every report, near its beginning. */
	static final String MARK = "<meta name=\"generator\" content=\"" + ProgramVersion.NAME;

	/** Larger pictures are shrunk to this longer side, in pixels. */
	static final int GREATEST_SIDE = 1600;

	/** Of more classes, the likeliest are listed. */
	private static final int MOST_CLASSES = 20;

	private final StringBuilder html = new StringBuilder();
	private final ImagePlus source;
	private final MapView view;

	private ReportPage(final ImagePlus source, final MapView view) {
		this.source = source;
		this.view = view;
	}

	/**
	 * @param source the image, on the plane that was explained; it is not changed
	 * @param explanations what was found on that plane, on each part of it that was explained, at least one
	 * @param view how they are looked at
	 * @param progress asked for cancellation at each map
	 * @return the page
	 */
	static String of(final ImagePlus source, final List<Explanation> explanations, final MapView view, final Progress progress) {
		final ReportPage page = new ReportPage(source, view);
		page.addHead();
		for (final Explanation explanation : explanations)
			page.addExplanation(explanation, progress);
		page.html.append("</main>\n<footer><p>Written by ").append(Html.escaped(ProgramVersion.NAME + " " + ProgramVersion.get())).append(
			". This page needs no network and runs no scripts.</p></footer>\n</body>\n</html>\n");
		return page.html.toString();
	}

	private void addHead() {
		html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n").append(MARK).append("\">\n")
			.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n")
			.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Explanation of ").append(Html.escaped(source
				.getTitle())).append("</title>\n<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
	}

	private static String style() {
		try (InputStream stream = ReportPage.class.getResourceAsStream("report.css")) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private void addExplanation(final Explanation explanation, final Progress progress) {
		if (explanation.isEmpty()) {
			addEmpty(explanation);
			return;
		}
		final MapLegend legend = MapLegend.of(explanation, view);
		html.append("<article>\n");
		addHeader(explanation, verdict(explanation));
		addWarnings(explanation, legend);
		addPictures(explanation, legend);
		addClasses(explanation);
		ReportMaps.add(html, explanation, view.colours(), progress);
		if (ClassMap.isPossible(explanation)) ReportTiles.add(html, explanation);
		ReportNotes.add(html, explanation);
		html.append("</article>\n");
	}

	/** A plane on which there was nothing to look at. */
	private void addEmpty(final Explanation explanation) {
		html.append("<article>\n");
		addHeader(explanation, "Nothing was explained on this plane: no tile shows tissue.");
		html.append("<div class=\"warnings\" role=\"note\">\n<p><b>Not for diagnosis.</b></p>\n</div>\n<h2>Image</h2>\n");
		addImage(explanation);
		ReportNotes.addProvenance(html, explanation);
		html.append("</article>\n");
	}

	private static String verdict(final Explanation explanation) {
		final ClassScore best = explanation.prediction().best();
		final int tiles = explanation.tiles().size();
		return "The model says <b>" + Html.escaped(best.name()) + "</b>, with a probability of " + MapTexts.percent(best.probability()) + (tiles > 1
			? ", the mean of " + tiles + " tiles" : "") + ".";
	}

	private void addHeader(final Explanation explanation, final String verdict) {
		final PlanePosition plane = explanation.picture().plane();
		html.append("<header>\n<h1>Explanation of ").append(Html.escaped(explanation.picture().name())).append("</h1>\n<p class=\"verdict\">")
			.append(verdict).append("</p>\n<p>Model: ").append(Html.escaped(explanation.model().name())).append(
					plane.equals(PlanePosition.FIRST) ? "" : ". Plane: " + plane.inWords()).append(". Image: ").append(source.getWidth()).append(" x ")
			.append(source.getHeight()).append(" pixels").append(part(explanation)).append(".</p>\n</header>\n");
	}

	private String part(final Explanation explanation) {
		final var region = explanation.picture().region();
		final boolean all = region.width() == source.getWidth() && region.height() == source.getHeight();
		return all ? "" : ", of which " + region.width() + " x " + region.height() + " from (" + region.x() + ", " + region.y() + ") on were looked at";
	}

	private void addWarnings(final Explanation explanation, final MapLegend legend) {
		html.append("<div class=\"warnings\" role=\"note\">\n<p><b>Not for diagnosis.</b> The maps show what the state-space branch of the network lets ")
			.append("through, not why a disease is there. ").append(Html.escaped(ReportNotes.ofClass(explanation))).append("</p>\n");
		legend.warning().ifPresent(warning -> html.append("<p><b>").append(Html.escaped(warning)).append("</b></p>\n"));
		final List<String> weak = IntStream.range(0, explanation.blocks().size()).filter(block -> MapTexts.ssmShare(explanation,
			block) < MapLegend.SMALL_SHARE).mapToObj(block -> MapTexts.block(explanation.blocks().get(block))).toList();
		if (!weak.isEmpty()) html.append("<p>Less than ").append(MapTexts.percent(MapLegend.SMALL_SHARE)).append(
			" goes through the SSM branch on this image in: ").append(Html.escaped(String.join("; ", weak))).append(
				". The maps of these blocks say little about the prediction.</p>\n");
		html.append("</div>\n");
	}

	private String shrunk() {
		return Math.max(source.getWidth(), source.getHeight()) > GREATEST_SIDE ? " Shrunk to " + GREATEST_SIDE + " pixels for this page." : "";
	}

	private void addImage(final Explanation explanation) {
		html.append("<figure>").append(Html.image(OverlayPicture.plain(source, GREATEST_SIDE), "The image " + explanation.picture().name())).append(
			"<figcaption>The image as it was displayed.").append(shrunk()).append("</figcaption></figure>\n");
	}

	private void addPictures(final Explanation explanation, final MapLegend legend) {
		html.append("<h2>Image and map</h2>\n<div class=\"pair").append(source.getWidth() > 2 * source.getHeight() ? " stacked" : "").append(
			"\">\n");
		addImage(explanation);
		html.append("<figure>").append(Html.image(OverlayPicture.mapped(source, explanation, view, GREATEST_SIDE),
					"The same image under the map of the " + legend.title() + ", " + MapTexts.source(explanation, view.source()))).append(
						"<figcaption>The image under the map, which is ").append(view.opacity()).append(" % opaque.").append(shrunk()).append(explanation
							.plan().leftOut().isEmpty() ? "" : " The blue outline shows which tiles were looked at.").append(
								"</figcaption></figure>\n</div>\n");
		addLegend(legend);
	}

	private void addLegend(final MapLegend legend) {
		html.append("<div class=\"legend\">\n<h3>Legend: ").append(Html.escaped(legend.title())).append("</h3>\n<div class=\"scale\">").append(Html
			.image(ReportPictures.scale(legend.colours()), "The colours from the least to the greatest value")).append("<div class=\"ticks\">");
		for (final double value : new double[] { legend.min(), (legend.min() + legend.max()) / 2, legend.max() })
			html.append("<span>").append(MapTexts.shortNumber(value)).append("</span>");
		html.append("</div></div>\n<dl>\n");
		for (final MapLegend.Row row : legend.rows())
			html.append("<dt>").append(Html.escaped(row.name())).append("</dt><dd>").append(Html.escaped(row.value())).append("</dd>\n");
		html.append("</dl>\n");
		for (final String note : legend.notes())
			html.append("<p>").append(Html.escaped(note)).append("</p>\n");
		html.append("</div>\n");
	}

	private void addClasses(final Explanation explanation) {
		final List<ClassScore> classes = explanation.prediction().classes().stream().sorted(Comparator.comparingDouble(ClassScore::logit)
			.reversed()).toList();
		html.append("<h2>Prediction</h2>\n<table class=\"scores\">\n<caption>").append(classes.size() > MOST_CLASSES ? "The likeliest " +
			MOST_CLASSES + " of " + classes.size() + " classes" : "All classes").append(
				", likeliest first</caption>\n<thead><tr><th scope=\"col\">Class</th><th scope=\"col\" class=\"number\">Probability</th>")
			.append("<th scope=\"col\" class=\"number\">Logit</th><th scope=\"col\" class=\"bars\"><span aria-hidden=\"true\"></span></th></tr></thead>\n<tbody>\n");
		for (final ClassScore score : classes.subList(0, Math.min(MOST_CLASSES, classes.size())))
			html.append(score.equals(classes.get(0)) ? "<tr class=\"best\">" : "<tr>").append("<th scope=\"row\">").append(Html.escaped(score
				.name())).append("</th><td class=\"number\">").append(MapTexts.percent(score.probability())).append("</td><td class=\"number\">")
				.append(MapTexts.number(score.logit())).append("</td><td class=\"bars\"><span class=\"bar\" style=\"width:").append(String.format(
					Locale.ROOT, "%.1f", 100 * score.probability())).append("%\"></span></td></tr>\n");
		html.append("</tbody>\n</table>\n");
	}
}
