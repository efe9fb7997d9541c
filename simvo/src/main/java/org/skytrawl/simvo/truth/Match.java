package org.skytrawl.simvo.truth;

enum Match {
    YES,
    NO,
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
