package org.skytrawl.simvo.truth;

/** What metadata say to a question. */
enum Match {
    YES,
    NO,
    /** They do not tell. */
    UNKNOWN;

    static Match of(boolean yes) {
        return yes ? YES : NO;
    }

    Match and(Match other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES ? other : this;
    }

    boolean counts(boolean inclusive) {
        return this == YES || (this == UNKNOWN && inclusive);
    }
}
