package org.xvmamba.model;

import org.xvmamba.ssm.IndexEngine;

/**
 * In which way a session runs the scans and computes the indices. The results agree, to rounding; only what measures or tests the ways against
 * each other should choose one.
 */
public sealed interface ScanStrategy {

	/** The fastest that the model and the device allow. */
	ScanStrategy AUTOMATIC = new Automatic();

	/** @see #AUTOMATIC */
	record Automatic() implements ScanStrategy {}

	/** The graph cut at its scans; scans and indices in one kernel between the segments. For the CPU, and graphs that name their scans' tensors. */
	record CutAtScans() implements ScanStrategy {}

	/**
	 * One graph with one recurrence for each scan, and the indices in it. For graphics cards; the CPU runs it too, slower than the cut graph. Doesn't
	 * give the output-energy index.
	 */
	record DeviceGraph() implements ScanStrategy {}

	/**
	 * The whole graph in one ONNX Runtime session, which hands out what its scans read. For every device and graph.
	 *
	 * @param indices what computes the indices afterwards; not closed by the session
	 */
	record WholeGraph(IndexEngine indices) implements ScanStrategy {}
}
