package org.skytrawl.provenance;

/**
 * The progress of a run.
 *
 * @param toAsk services selected for queries; 0 until the registry has answered
 * @param running services being queried
 * @param ended queried services that have ended
 * @param lost those of them without a complete answer
 * @param records records kept so far, before merging
 */
public record RunProgress(int toAsk, int running, int ended, int lost, long records) {}
