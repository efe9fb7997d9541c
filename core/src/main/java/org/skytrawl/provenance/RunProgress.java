package org.skytrawl.provenance;

/**
 * How far a run has come; provisional while it goes on.
 *
 * @param toAsk services selected to be asked; 0 until the registry has answered
 * @param running services being asked right now
 * @param ended services that were asked and have ended
 * @param lost those of them that did not answer completely
 * @param records records kept so far, before merging
 */
public record RunProgress(int toAsk, int running, int ended, int lost, long records) {}
