package org.skytrawl.simvo.truth;

enum Match {
    YES,
    NO,
    UNKNOWN;

    static Match of(boolean yes) {
        return yes ? YES : NO;
    }

    Match and(Match other) {
        return this == YES || other == NO ? other : this;
    }

    boolean counts(boolean inclusive) {
        return this == YES || (this == UNKNOWN && inclusive);
    }
}
