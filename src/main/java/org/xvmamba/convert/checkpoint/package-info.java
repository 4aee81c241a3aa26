/**
 * Files of trained weights, read without running anything in them. A {@link org.xvmamba.convert.checkpoint.CheckpointFormat} for each kind of
 * file; whatever the kind, what comes out is a tree of maps, lists, plain values and {@link org.xvmamba.convert.checkpoint.StoredTensor}s.
 */
package org.xvmamba.convert.checkpoint;
