package org.xvmamba.cli;

import java.io.PrintWriter;

import org.xvmamba.Progress;

/**
 * What a command talks to.
 *
 * @param out for results
 * @param err for problems and hints
 * @param progress how far the work is, and whether it shall stop
 */
record Shell(PrintWriter out, PrintWriter err, Progress progress) {}
