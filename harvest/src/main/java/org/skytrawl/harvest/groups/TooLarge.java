package org.skytrawl.harvest.groups;

import java.io.Serializable;

/**
 * Rows with one identifier that did not fit into memory together. Only those of them were merged that are of one service and have
 * the same place, band and time.
 *
 * @param identifier the DID, or the URL, in the form in which it is compared; text from outside
 * @param rows how many have it
 */
public record TooLarge(String identifier, long rows) implements Serializable {}
