package org.skytrawl.model;

/**
 * A dataset that overlaps the circle of a target.
 *
 * @param separationDeg degrees on a great circle from the target to the centre of the dataset ({@code s_ra}, {@code s_dec}); NaN
 *     without a centre
 * @param overlap how the pair was judged
 */
public record TargetPair(Target target, FoundDataset dataset, double separationDeg, Overlap overlap) {}
