package org.skytrawl.simvo.universe;

/** The ways of one service to take many positions at once. Each is of one protocol, and of no meaning in others. */
public record ServiceWays(UploadWay uploads, RepeatedPos repeatedPos) {
    /** As the standards say. */
    public static final ServiceWays USUAL = new ServiceWays(UploadWay.USUAL, RepeatedPos.UNION);
}
