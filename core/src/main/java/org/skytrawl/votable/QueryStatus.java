package org.skytrawl.votable;

/**
 * The status in the INFO elements named QUERY_STATUS (DALI 1.1 section 4.4). The worst one counts, before or after the table.
 *
 * @param message text of the INFO, else its value if that is more than the status word; without control characters, at most
 *     4096 characters, may be empty
 */
public record QueryStatus(Word word, String message) {
    /** From good to bad. */
    public enum Word {
        /** No QUERY_STATUS, or an unknown one: common. */
        MISSING,
        OK,
        /** There are more rows than service or query allow. */
        OVERFLOW,
        /** The query failed, perhaps after some rows. */
        ERROR
    }
}
