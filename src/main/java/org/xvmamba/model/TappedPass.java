package org.xvmamba.model;

import java.util.List;

import org.xvmamba.ssm.BlockScan;

/**
 * What a model gave for one image, with what some of its blocks scanned. All of it is the caller's own.
 *
 * @param logits one a class
 * @param scans of the blocks asked for, in their order
 */
public record TappedPass(double[] logits, List<BlockScan> scans) {}
