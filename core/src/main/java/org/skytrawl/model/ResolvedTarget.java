package org.skytrawl.model;

import java.time.Instant;
import java.util.List;

/**
 * The position that a name resolver gave for an object. Immutable.
 *
 * @param name the name as entered
 * @param raDeg ICRS right ascension, degrees
 * @param decDeg ICRS declination, degrees
 * @param source database that the resolver cites: Simbad, NED, VizieR; empty if it cites none
 */
public record ResolvedTarget(String name, double raDeg, double decDeg, String source, Answer answer) {
    /**
     * Where an answer came from.
     *
     * @param service URL of the resolver
     * @param answered time of the answer
     * @param cached whether the answer was stored by an earlier run
     * @param passedOver reply or error of each resolver that failed before, in order
     */
    public record Answer(String service, Instant answered, boolean cached, List<String> passedOver) {
        public Answer {
            passedOver = List.copyOf(passedOver);
        }
    }

    public String service() {
        return answer.service;
    }

    public Instant answered() {
        return answer.answered;
    }

    public boolean cached() {
        return answer.cached;
    }

    public List<String> passedOver() {
        return answer.passedOver;
    }
}
