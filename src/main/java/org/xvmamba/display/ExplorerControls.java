package org.xvmamba.display;

import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.swing.AbstractButton;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;

import org.xvmamba.analysis.Embedding;
import org.xvmamba.display.ExplorerState.PointColours;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;

/** The fields of an explorer. For the thread of the windows only. */
final class ExplorerControls extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final int GAP = 3;
	private static final String[] ORDERS = { "model", "cross", "bidirectional", "one", "snake", "diagonal", "morton", "hilbert", "spiral",
		"strided", "local:2", "local:7", "random:1" };

	private final transient Consumer<UnaryOperator<ExplorerState>> change;
	private final transient List<BlockDescription> blocks;
	private final JComboBox<String> block = new JComboBox<>();
	private final JComboBox<String> direction = new JComboBox<>();
	private final JComboBox<String> order = new JComboBox<>(ORDERS);
	private final JComboBox<PointColours> colours = new JComboBox<>(PointColours.values());
	private final AbstractButton reads = new JRadioButton(ExplorerTexts.READS);
	private final AbstractButton reaches = new JRadioButton(ExplorerTexts.REACHES);
	private final AbstractButton absolute = new JRadioButton(AttentionSign.ABSOLUTE.key());
	private final AbstractButton signed = new JRadioButton(AttentionSign.SIGNED.key());
	private final AbstractButton pca = new JRadioButton(Embedding.PCA.label());
	private final AbstractButton umap = new JRadioButton(Embedding.UMAP.label());

	/** Set while the fields are filled: nobody has chosen anything then. */
	private boolean filling;

	/** Number of directions among which can be chosen now. */
	private int directions;

	/**
	 * @param blocks of the model
	 * @param change told what a person changes
	 * @param trouble told of what can't be read
	 */
	ExplorerControls(final List<BlockDescription> blocks, final Consumer<UnaryOperator<ExplorerState>> change, final Consumer<String> trouble) {
		super(new GridBagLayout());
		this.blocks = blocks;
		this.change = change;
		blocks.forEach(each -> block.addItem(MapTexts.block(each)));
		order.setEditable(true);
		add(0, 0, ExplorerTexts.BLOCK_LABEL, ExplorerTexts.BLOCK_HELP, KeyEvent.VK_B, block);
		add(2, 0, ExploreTexts.ORDER_LABEL, ExploreTexts.ORDER_HELP, KeyEvent.VK_O, order);
		add(0, 1, ExplorerTexts.DIRECTION_LABEL, ExplorerTexts.DIRECTION_HELP, KeyEvent.VK_D, direction);
		add(2, 1, ExplorerTexts.COLOURS_LABEL, ExplorerTexts.COLOURS_HELP, KeyEvent.VK_C, colours);
		add(0, 2, ExploreTexts.LINE_LABEL, ExploreTexts.LINE_HELP, 0, either(reads, KeyEvent.VK_R, reaches, KeyEvent.VK_E));
		add(2, 2, ExploreTexts.SIGN_LABEL, ExploreTexts.SIGN_HELP, 0, either(absolute, KeyEvent.VK_A, signed, KeyEvent.VK_S));
		add(0, 3, ExploreTexts.METHOD_LABEL, ExploreTexts.METHOD_HELP, 0, either(pca, KeyEvent.VK_P, umap, KeyEvent.VK_U));
		on(block, (state, box) -> state.withBlock(box.getSelectedIndex()));
		on(direction, (state, box) -> state.withDirection(box.getSelectedIndex() - 1));
		on(colours, (state, box) -> state.withColours((PointColours) box.getSelectedItem()));
		order.addActionListener(event -> {
			if (filling) return;
			try {
				final OrderPlan plan = OrderPlan.byName(String.valueOf(order.getSelectedItem()).strip());
				change.accept(state -> state.withOrder(plan));
			}
			catch (final IllegalArgumentException exc) {
				trouble.accept(exc.getMessage());
			}
		});
		on(reads, state -> state.withLine(Line.ROW));
		on(reaches, state -> state.withLine(Line.COLUMN));
		on(absolute, state -> state.withSign(AttentionSign.ABSOLUTE));
		on(signed, state -> state.withSign(AttentionSign.SIGNED));
		on(pca, state -> state.withMethod(Embedding.PCA));
		on(umap, state -> state.withMethod(Embedding.UMAP));
	}

	/** Adds switches that are no part of the state. */
	void addSwitches(final JCheckBox path, final JCheckBox live) {
		path.setMnemonic(KeyEvent.VK_T);
		live.setMnemonic(KeyEvent.VK_L);
		path.setToolTipText(html(ExplorerTexts.PATH_HELP));
		live.setToolTipText(html(ExplorerTexts.LIVE_HELP));
		path.setName(path.getText());
		live.setName(live.getText());
		final JPanel both = new JPanel();
		both.setLayout(new BoxLayout(both, BoxLayout.LINE_AXIS));
		both.add(path);
		both.add(live);
		both.add(Box.createHorizontalGlue());
		both.add(FormPanel.helpButton(HelpPage.EXPLORER));
		FormPanel.scale(path);
		FormPanel.scale(live);
		add(both, place(2, 3, 2, 1));
	}

	/** Shows a state without telling anybody. */
	void show(final ExplorerState state) {
		filling = true;
		try {
			block.setSelectedIndex(state.block());
			fillDirections(blocks.get(state.block()), state.order());
			direction.setSelectedIndex(Math.min(state.direction(), directions - 1) + 1);
			order.setSelectedItem(state.order().name());
			colours.setSelectedItem(state.colours());
			(state.line() == Line.ROW ? reads : reaches).setSelected(true);
			(state.sign() == AttentionSign.ABSOLUTE ? absolute : signed).setSelected(true);
			(state.method() == Embedding.PCA ? pca : umap).setSelected(true);
		}
		finally {
			filling = false;
		}
	}

	private void fillDirections(final BlockDescription of, final OrderPlan in) {
		directions = of.directions();
		direction.removeAllItems();
		for (int i = HiddenAttention.MERGED; i < directions; i++)
			direction.addItem(ExplorerMap.direction(of, i, in));
	}

	private <T> void on(final JComboBox<T> box, final BiFunction<ExplorerState, JComboBox<T>, ExplorerState> changed) {
		box.addActionListener(event -> {
			if (!filling && box.getSelectedIndex() >= 0) change.accept(state -> changed.apply(state, box));
		});
	}

	private void on(final AbstractButton button, final UnaryOperator<ExplorerState> changed) {
		button.addActionListener(event -> change.accept(changed));
	}

	private static JPanel either(final AbstractButton first, final int firstKey, final AbstractButton second, final int secondKey) {
		final JPanel both = new JPanel();
		both.setLayout(new BoxLayout(both, BoxLayout.LINE_AXIS));
		final ButtonGroup group = new ButtonGroup();
		first.setMnemonic(firstKey);
		second.setMnemonic(secondKey);
		for (final AbstractButton button : List.of(first, second)) {
			group.add(button);
			both.add(button);
			button.setName(button.getText());
		}
		return both;
	}

	private void add(final int column, final int row, final String text, final String help, final int mnemonic, final JComponent field) {
		final JLabel label = new JLabel(text, JLabel.TRAILING);
		label.setLabelFor(field);
		if (mnemonic != 0) label.setDisplayedMnemonic(mnemonic);
		field.setName(text);
		field.getAccessibleContext().setAccessibleName(text);
		label.setToolTipText(html(help));
		field.setToolTipText(html(help));
		FormPanel.scale(label);
		FormPanel.scale(field);
		add(label, place(column, row, 1, 0));
		add(field, place(column + 1, row, 1, 1));
	}

	private static String html(final String help) {
		return "<html><p width=300>" + help + "</p></html>";
	}

	private static GridBagConstraints place(final int column, final int row, final int columns, final int weight) {
		return new GridBagConstraints(column, row, columns, 1, weight, 0, GridBagConstraints.LINE_START, GridBagConstraints.HORIZONTAL, new Insets(GAP,
			GAP, GAP, GAP), 0, 0);
	}
}
