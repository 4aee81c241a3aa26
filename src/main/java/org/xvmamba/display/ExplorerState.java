package org.xvmamba.display;

import java.util.Optional;

import org.xvmamba.analysis.Embedding;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;

/**
 * What an explorer is asked to show. Immutable.
 *
 * @param block position in the model's list of blocks, or {@link #LAST}
 * @param direction 0 to K - 1, or {@link HiddenAttention#MERGED}
 * @param line whether the patch reads or reaches
 * @param sign how channels are joined
 * @param order in which the scans go
 * @param method how points are placed
 * @param colours of the points
 * @param x column of the image, of the patch asked about
 * @param y row of the image
 * @param region part of the image that is looked at; nothing for all of it
 * @param plane of the image
 */
public record ExplorerState(int block, int direction, Line line, AttentionSign sign, OrderPlan order, Embedding method,
	PointColours colours, int x, int y, Optional<Region> region, PlanePosition plane)
{

	/** In place of a block's position: the last block. */
	public static final int LAST = -1;

	/** What the colours of patches in the scatter view mean. */
	public enum PointColours {

		/** Red grows to the right, blue downwards. */
		POSITION("position"),

		/** The mean of the patch's pixels. */
		IMAGE("image's own colour"),

		/** The attention that the overlay shows. */
		ATTENTION("attention"),

		/** The influence index of the block and direction. */
		INFLUENCE("influence");

		private final String label;

		PointColours(final String label) {
			this.label = label;
		}

		/** @return the name for people */
		@Override
		public String toString() {
			return label;
		}
	}

	ExplorerState withBlock(final int other) {
		return new ExplorerState(other, direction, line, sign, order, method, colours, x, y, region, plane);
	}

	ExplorerState withDirection(final int other) {
		return new ExplorerState(block, other, line, sign, order, method, colours, x, y, region, plane);
	}

	ExplorerState withLine(final Line other) {
		return new ExplorerState(block, direction, other, sign, order, method, colours, x, y, region, plane);
	}

	ExplorerState withSign(final AttentionSign other) {
		return new ExplorerState(block, direction, line, other, order, method, colours, x, y, region, plane);
	}

	ExplorerState withOrder(final OrderPlan other) {
		return new ExplorerState(block, direction, line, sign, other, method, colours, x, y, region, plane);
	}

	ExplorerState withMethod(final Embedding other) {
		return new ExplorerState(block, direction, line, sign, order, other, colours, x, y, region, plane);
	}

	ExplorerState withColours(final PointColours other) {
		return new ExplorerState(block, direction, line, sign, order, method, other, x, y, region, plane);
	}

	ExplorerState at(final int column, final int row) {
		return new ExplorerState(block, direction, line, sign, order, method, colours, column, row, region, plane);
	}

	ExplorerState on(final Optional<Region> part, final PlanePosition ofStack) {
		return new ExplorerState(block, direction, line, sign, order, method, colours, x, y, part, ofStack);
	}

	/** @return the direction whose path and states are shown */
	int scan() {
		return Math.max(direction, 0);
	}
}
