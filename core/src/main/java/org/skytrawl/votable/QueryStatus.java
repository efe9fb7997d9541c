package org.skytrawl.votable;

/**
 * What the service says of its own answer in INFO elements named QUERY_STATUS (DALI 1.1 section 4.4).
 *
 * <p>The worst word counts, wherever it stands: an OVERFLOW or ERROR after the table outweighs an OK before it.
 *
 * @param word the status
 * @param message the INFO's text, or where it has none its value if that is more than the status itself; without
 *     control characters, at most 4096 characters, empty if there is none
 */
public record QueryStatus(Word word, String message) {
    /** The statuses, from good to bad. */
    public enum Word {
        /** No QUERY_STATUS at all, or none that DALI knows: common in the wild. */
        MISSING,
        /** The answer is said to be whole. */
        OK,
        /** There were more rows than the service or the query allows. */
        OVERFLOW,
        /** The query failed, perhaps after some rows. */
        ERROR
    }
}
