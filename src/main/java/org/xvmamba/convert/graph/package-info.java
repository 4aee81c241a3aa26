/** ONNX graphs, written node by node. */
package org.xvmamba.convert.graph;
