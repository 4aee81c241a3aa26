package org.xvmamba.evaluate;

/**
 * A map at the size of the model's input. The array is shared: do not write into it.
 *
 * @param name where it comes from
 * @param values [size · size], row by row; may be negative where something speaks against the class
 */
record TestedMap(MapName name, float[] values) {}
