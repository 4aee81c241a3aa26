package org.xvmamba.ssm;

import java.util.Map;

/**
 * What the scan of one image told besides its output.
 *
 * @param indices for each index asked for, its raw values [K · L] in scan order, direction by direction, as {@link IndexEngine} gives them
 * @param ofMeanToken the same of a scan all of whose tokens are the mean token, as {@link IndexRequest} asks for them
 * @param stateNorms ‖h_l‖, [K · L] in scan order, direction by direction: the Euclidean norm of a channel's N states after step l, in the mean
 *          over the channels; empty where it was not asked for
 */
public record ScanResult(Map<InfluenceIndex, float[]> indices, Map<InfluenceIndex, float[]> ofMeanToken, float[] stateNorms) {}
