package org.xvmamba.model;

import java.util.List;

import org.xvmamba.ssm.SelectiveScan;

/**
 * What a model gave for a batch of images. The scans are views of the session's memory: valid until its next run, and no longer than it is
 * open. The rest is the caller's own.
 *
 * @param logits [image][class]
 * @param scans for each image, for each block asked for, what it scanned with
 * @param ssmShares [image][block asked for]: mean |SSM branch| / (mean |SSM branch| + mean |convolution branch|), 0 to 1; NaN where the
 *          block has no second branch or the model does not tell
 */
public record ForwardPass(double[][] logits, List<List<SelectiveScan>> scans, double[][] ssmShares) {}
