package org.xvmamba.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints a {@link MapLegend}: dark text on white, names and values in two columns, the colour scale with ticks. It is laid out twice, first
 * to learn its height.
 */
final class LegendPainter {

	/** Width of a legend at scale 1, in pixels. */
	static final int WIDTH = 400;

	private static final Color INK = new Color(0x202124);
	private static final Color PALE_INK = new Color(0x5f6368);
	private static final Color WARNING_INK = new Color(0x7a2e00);
	private static final Color WARNING_PAPER = new Color(0xffe8cc);
	private static final int TEXT_SIZE = 13;
	private static final int MARGIN = 16;

	/** Between words, but not within a size such as 224 x 200. */
	private static final String SPACE = " (?!x \\d)(?<!\\d x )";

	private final MapLegend legend;
	private final Graphics2D graphics;
	private final double scale;
	private final int left;
	private final int right;
	private int y;

	private LegendPainter(final MapLegend legend, final Graphics2D graphics, final int width, final double scale) {
		this.legend = legend;
		this.graphics = graphics;
		this.scale = scale;
		this.left = pixels(MARGIN);
		this.right = width - left;
		this.y = left;
	}

	/**
	 * @param legend what to paint
	 * @param width of the picture in pixels
	 * @param scale of text and lines; 1 is for screens
	 * @return a picture as high as the legend takes
	 */
	static BufferedImage paint(final MapLegend legend, final int width, final double scale) {
		final int height = paintOn(new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB), legend, scale);
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		paintOn(picture, legend, scale);
		return picture;
	}

	private static int paintOn(final BufferedImage picture, final MapLegend legend, final double scale) {
		final Graphics2D graphics = picture.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
		final int height = new LegendPainter(legend, graphics, picture.getWidth(), scale).paintAll();
		graphics.dispose();
		return height;
	}

	private int paintAll() {
		graphics.setColor(INK);
		graphics.setFont(font(Font.BOLD, TEXT_SIZE * 1.35));
		paintText(legend.title(), left, right);
		skip(6);
		paintScale();
		skip(10);
		paintRows();
		legend.warning().ifPresent(this::paintWarning);
		graphics.setColor(PALE_INK);
		graphics.setFont(font(Font.PLAIN, TEXT_SIZE - 1.0));
		for (final String note : legend.notes()) {
			skip(6);
			paintText(note, left, right);
		}
		return y + left;
	}

	private void paintScale() {
		final int height = pixels(16);
		for (int x = left; x < right; x++) {
			graphics.setColor(new Color(legend.colours().rgb((x - left) * (ColourScale.STEPS - 1) / (right - left - 1))));
			graphics.fillRect(x, y, 1, height);
		}
		y += height;
		graphics.setColor(INK);
		graphics.setFont(font(Font.PLAIN, TEXT_SIZE - 2.0));
		graphics.setStroke(new BasicStroke((float) scale));
		final FontMetrics metrics = graphics.getFontMetrics();
		int free = Integer.MIN_VALUE;
		for (final double tick : Ticks.between(legend.min(), legend.max())) {
			final double share = legend.max() > legend.min() ? (tick - legend.min()) / (legend.max() - legend.min()) : 0;
			final int x = left + (int) Math.round(share * (right - left - 1));
			final String label = MapTexts.shortNumber(tick);
			final int labelWidth = metrics.stringWidth(label);
			final int labelX = Math.min(Math.max(x - labelWidth / 2, left), right - labelWidth);
			graphics.drawLine(x, y, x, y + pixels(4));
			if (labelX < free) continue;
			graphics.drawString(label, labelX, y + pixels(5) + metrics.getAscent());
			free = labelX + labelWidth + pixels(8);
		}
		y += pixels(5) + metrics.getHeight();
	}

	private void paintRows() {
		final Font plain = font(Font.PLAIN, TEXT_SIZE);
		final FontMetrics metrics = graphics.getFontMetrics(plain);
		final int names = legend.rows().stream().mapToInt(row -> metrics.stringWidth(row.name())).max().orElse(0);
		graphics.setFont(plain);
		for (final MapLegend.Row row : legend.rows()) {
			graphics.setColor(PALE_INK);
			graphics.drawString(row.name(), left, y + metrics.getAscent());
			graphics.setColor(INK);
			paintText(row.value(), left + names + pixels(14), right);
			skip(2);
		}
	}

	private void paintWarning(final String warning) {
		skip(8);
		graphics.setFont(font(Font.BOLD, TEXT_SIZE));
		final int inset = pixels(8);
		final int height = lines(warning, right - left - 2 * inset).size() * graphics.getFontMetrics().getHeight() + 2 * inset;
		graphics.setColor(WARNING_PAPER);
		graphics.fillRoundRect(left, y, right - left, height, inset, inset);
		graphics.setColor(WARNING_INK);
		y += inset;
		paintText(warning, left + inset, right - inset);
		y += inset;
		skip(2);
	}

	private void paintText(final String text, final int from, final int to) {
		final FontMetrics metrics = graphics.getFontMetrics();
		for (final String line : lines(text, to - from)) {
			graphics.drawString(line, from, y + metrics.getAscent());
			y += metrics.getHeight();
		}
	}

	/** Words wrapped at a width; a word that is longer stands on a line of its own. */
	private List<String> lines(final String text, final int width) {
		final FontMetrics metrics = graphics.getFontMetrics();
		final List<String> lines = new ArrayList<>();
		String line = "";
		for (final String word : text.split(SPACE)) {
			final String longer = line.isEmpty() ? word : line + " " + word;
			if (line.isEmpty() || metrics.stringWidth(longer) <= width) {
				line = longer;
				continue;
			}
			lines.add(line);
			line = word;
		}
		lines.add(line);
		return lines;
	}

	private Font font(final int style, final double size) {
		return new Font(Font.SANS_SERIF, style, 1).deriveFont((float) (size * scale));
	}

	private void skip(final double distance) {
		y += pixels(distance);
	}

	private int pixels(final double distance) {
		return (int) Math.round(distance * scale);
	}
}
