/**
 * From a checkpoint of trained weights to an ONNX graph. {@link org.xvmamba.convert.CheckpointConverter} is the way in; a
 * {@link org.xvmamba.convert.ModelFamily} knows one kind of network: its tensors' names, its sizes, its graph.
 */
package org.xvmamba.convert;
