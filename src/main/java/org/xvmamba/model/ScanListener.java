package org.xvmamba.model;

import java.util.function.Supplier;

import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockScan;

/** Is told, while a network runs, what its scans work on. */
@FunctionalInterface
interface ScanListener {

	/** Wants to know nothing. */
	ScanListener NONE = (block, scan) -> {};

	/**
	 * @param block that was asked for
	 * @param scan copies what the block scanned for the run's first image; to be asked at once, or not at all
	 */
	void scanned(BlockDescription block, Supplier<BlockScan> scan);
}
