package org.xvmamba.display;

import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;

import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;

import org.xvmamba.ssm.BlockDescription;

/** All that stands in an explorer's window, from top to bottom. For the thread of the windows only. */
final class ExplorerPanels extends ScrollablePanel {

	private static final long serialVersionUID = 1L;

	private static final int GAP = 4;

	private final ExplorerControls controls;
	private final PatchPanel patch;
	private final StatesPanel states;
	private final ScatterPanel patches;
	private final ScatterPanel blocks;
	private final JCheckBox path = new JCheckBox(ExplorerTexts.PATH, true);
	private final JCheckBox live = new JCheckBox(ExplorerTexts.LIVE);
	private final JLabel status = new JLabel(" ");

	ExplorerPanels(final List<BlockDescription> described, final ExplorerWindow window) {
		super(new GridBagLayout());
		setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		controls = new ExplorerControls(described, window::change, window::tell);
		controls.addSwitches(path, live);
		path.addActionListener(event -> window.draw());
		patch = new PatchPanel(direction -> window.change(state -> state.withDirection(direction)));
		states = new StatesPanel(window::walkTo);
		patches = new ScatterPanel("Patches", 330, 200, window::askAbout, window::light);
		blocks = new ScatterPanel("Blocks", 170, 200, block -> window.change(state -> state.withBlock(block)), chosen -> {});
		blocks.setColours(block -> StageColours.of(described.get(block).stage()));
		patches.setName("Patches");
		blocks.setName("Blocks");
		patches.setToolTipText("Each point is a patch; what reads alike lies close together. Click one to ask about it, drag a rectangle to light patches up.");
		blocks.setToolTipText("Each point is a block: those that look as far and in the same directions lie close together. Click one to show it.");
		patch.setName("Directions");
		patch.setToolTipText("The same patch with merged directions, and in each direction. Click one to show it on the image.");
		for (final JComponent component : new JComponent[] { patch, patches, blocks, states, status })
			scale(component);
		add(controls, place(0, 0, 2, 0));
		add(patch, place(0, 1, 2, 0));
		add(patches, place(0, 2, 1, 1));
		add(blocks, place(1, 2, 1, 1));
		add(states, place(0, 3, 2, 0));
		add(status, place(0, 4, 2, 0));
		status.setName("Status");
		status.setPreferredSize(new Dimension(1, status.getPreferredSize().height));
		key("close", KeyEvent.VK_ESCAPE, 0, window::close);
		key("left", KeyEvent.VK_LEFT, InputEvent.CTRL_DOWN_MASK, () -> window.step(-1, 0));
		key("right", KeyEvent.VK_RIGHT, InputEvent.CTRL_DOWN_MASK, () -> window.step(1, 0));
		key("up", KeyEvent.VK_UP, InputEvent.CTRL_DOWN_MASK, () -> window.step(0, -1));
		key("down", KeyEvent.VK_DOWN, InputEvent.CTRL_DOWN_MASK, () -> window.step(0, 1));
	}

	private void key(final String name, final int key, final int modifiers, final Runnable action) {
		getInputMap(WHEN_IN_FOCUSED_WINDOW).put(KeyStroke.getKeyStroke(key, modifiers), name);
		getActionMap().put(name, new AbstractAction() {

			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(final ActionEvent event) {
				action.run();
			}
		});
	}

	private static void scale(final JComponent component) {
		component.setFont(new JLabel().getFont());
		FormPanel.scale(component);
	}

	private static GridBagConstraints place(final int column, final int row, final int columns, final int stretch) {
		return new GridBagConstraints(column, row, columns, 1, column == 0 ? 1.6 : 1, stretch, GridBagConstraints.LINE_START, GridBagConstraints.BOTH,
			new Insets(GAP / 2, GAP / 2, GAP / 2, GAP / 2), 0, 0);
	}

	PatchPanel patch() {
		return patch;
	}

	StatesPanel states() {
		return states;
	}

	ScatterPanel patches() {
		return patches;
	}

	ScatterPanel blocks() {
		return blocks;
	}

	boolean isPathWanted() {
		return path.isSelected();
	}

	boolean isLive() {
		return live.isSelected();
	}

	/** Shows what is asked for. */
	void show(final ExplorerState state) {
		controls.show(state);
		patch.choose(state.direction());
	}

	/** Shows the answer. */
	void show(final ExplorerMap map) {
		states.walkTo(map.step(), map.path().length());
		final int grid = map.map().grid();
		tell((map.probe().orders().isModel() ? "" : "Counterfactual: ") + MapTexts.briefly(map.probe().prediction()) + "; patch " + map.map()
			.token() / grid + "," + map.map().token() % grid + " of " + grid + " x " + grid + "; mean distance " + MapTexts.shortNumber(map.map()
				.meanDistance()));
	}

	/** Writes a sentence at the bottom. */
	void tell(final String sentence) {
		status.setText(sentence);
		status.setToolTipText("<html><p width=300>" + sentence + "</p></html>");
	}

	/** Grows with the window, but never gets smaller than it must be. */
	@Override
	public boolean getScrollableTracksViewportWidth() {
		return getParent() != null && getParent().getWidth() >= getMinimumSize().width;
	}

	/** The same. */
	@Override
	public boolean getScrollableTracksViewportHeight() {
		return getParent() != null && getParent().getHeight() > getPreferredSize().height;
	}
}
