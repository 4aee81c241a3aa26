package org.xvmamba.display;

import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GraphicsEnvironment;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import javax.swing.AbstractAction;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.KeyStroke;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapScaling;

import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.PlugInDialog;

/**
 * A small window beside an explained image, which changes at once how its explanation is looked at. An image has at most one; it closes with
 * the image.
 */
public final class ViewPanel extends PlugInDialog {

	private static final long serialVersionUID = 1L;

	/** By their images; ImageJ has already emptied an image when it tells that it was closed. */
	private static final Map<ImagePlus, ViewPanel> OPEN = new ConcurrentHashMap<>();

	private final transient ImagePlus image;
	private final transient ViewChanges changes;
	private final Map<String, JComboBox<Entry>> choices = new LinkedHashMap<>();
	private final JSlider opacity = new JSlider(0, 100);
	private final FormPanel fields = new FormPanel();

	/** Set while the fields are filled: nobody has chosen anything then. */
	private boolean filling;

	/** A value's key, and its name for people. */
	private record Entry(String key, String label) {

		@Override
		public String toString() {
			return label;
		}
	}

	private ViewPanel(final ExplainedImage explained) {
		super("View of " + explained.image().getTitle());
		image = explained.image();
		changes = new ViewChanges(image);
		addChoice(ViewTexts.INDEX, ViewTexts.INDEX_LABEL, ViewTexts.INDEX_HELP);
		addChoice(ViewTexts.BLOCK, ViewTexts.BLOCK_LABEL, ViewTexts.BLOCK_HELP);
		addChoice(ViewTexts.DIRECTION, ViewTexts.DIRECTION_LABEL, ViewTexts.DIRECTION_HELP);
		addChoice(ViewTexts.SCALING, ViewTexts.SCALING_LABEL, ViewTexts.SCALING_HELP);
		addChoice(ViewTexts.COLOURS, ViewTexts.COLOURS_LABEL, ViewTexts.COLOURS_HELP);
		opacity.addChangeListener(event -> choose(ViewTexts.OPACITY, Integer.toString(opacity.getValue()), !opacity.getValueIsAdjusting()));
		fields.addRow(ViewTexts.OPACITY_LABEL, ViewTexts.OPACITY_HELP, opacity, opacity);
		final JPanel help = new JPanel(new FlowLayout(FlowLayout.TRAILING, 0, 0));
		help.add(FormPanel.helpButton(HelpPage.VIEW));
		fields.addWide(help);
		fields.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "close");
		fields.getActionMap().put("close", new AbstractAction() {

			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(final ActionEvent event) {
				close();
			}
		});
		add(fields);
		fill(explained);
		pack();
		setResizable(false);
	}

	/**
	 * Opens the panel of an image beside it, or brings an open one to the front. Without a screen, nothing happens.
	 *
	 * @param explained the image
	 */
	public static void open(final ExplainedImage explained) {
		if (GraphicsEnvironment.isHeadless() || explained.image().getWindow() == null) return;
		EventQueue.invokeLater(() -> {
			if (explained.image().getWindow() == null) return;
			if (OPEN.containsKey(explained.image())) {
				OPEN.get(explained.image()).toFront();
				return;
			}
			final ViewPanel panel = new ViewPanel(explained);
			OPEN.put(explained.image(), panel);
			WindowPlaces.place(panel, List.of(explained.image()));
			panel.setVisible(true);
			WindowManager.addWindow(panel);
		});
	}

	/** Shows the present view in the panel of an image, if it is open. */
	static void refresh(final ImagePlus image) {
		final ViewPanel panel = OPEN.get(image);
		if (panel != null) EventQueue.invokeLater(() -> ExplainedImage.of(image).ifPresent(panel::fill));
	}

	/** Closes the panel of an image, if it is open. */
	static void close(final ImagePlus image) {
		final ViewPanel panel = OPEN.get(image);
		if (panel != null) EventQueue.invokeLater(panel::close);
	}

	@Override
	public void close() {
		super.close();
		OPEN.remove(image);
		changes.stop();
	}

	private void addChoice(final String key, final String label, final String help) {
		final JComboBox<Entry> choice = new JComboBox<>();
		choice.setMaximumRowCount(24);
		choice.addActionListener(event -> {
			if (choice.getSelectedItem() instanceof Entry entry) choose(key, entry.key, true);
		});
		choices.put(key, choice);
		fields.addRow(label, help, choice, choice);
	}

	private void fill(final ExplainedImage explained) {
		final Explanation explanation = explained.explanation();
		final MapView view = explained.view();
		final Map<String, String> now = view.toMap(explanation);
		filling = true;
		try {
			fill(ViewTexts.INDEX, now, MapView.indices(explanation), MapIndex::label);
			fill(ViewTexts.BLOCK, now, MapView.sources(explanation, view.index()), source -> MapTexts.source(explanation, source));
			fill(ViewTexts.DIRECTION, now, MapView.directions(explanation), direction -> MapTexts.direction(explanation.blocks().get(0), direction));
			fill(ViewTexts.SCALING, now, MapView.scalings(), MapScaling::label);
			fill(ViewTexts.COLOURS, now, MapView.colourScales(), ColourScale::key);
			opacity.setValue(view.opacity());
		}
		finally {
			filling = false;
		}
	}

	private <T> void fill(final String key, final Map<String, String> now, final Map<String, T> values, final Function<T, String> label) {
		final JComboBox<Entry> choice = choices.get(key);
		choice.removeAllItems();
		values.forEach((valueKey, value) -> choice.addItem(new Entry(valueKey, label.apply(value))));
		for (int i = 0; i < choice.getItemCount(); i++)
			if (choice.getItemAt(i).key.equals(now.get(key))) choice.setSelectedIndex(i);
	}

	private void choose(final String key, final String value, final boolean decided) {
		if (!filling) changes.request(key, value, decided);
	}
}
