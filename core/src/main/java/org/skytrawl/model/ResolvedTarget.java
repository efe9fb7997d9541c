package org.skytrawl.model;

import java.time.Instant;
import java.util.List;

/**
 * What a name resolver said of an object's name. Immutable.
 *
 * @param name the name as it was asked for
 * @param raDeg ICRS right ascension, degrees
 * @param decDeg ICRS declination, degrees
 * @param source whose word it is, as the resolver says: Simbad, NED, VizieR; empty if it does not
 * @param answer how the answer came
 */
public record ResolvedTarget(String name, double raDeg, double decDeg, String source, Answer answer) {
    /**
     * How a resolver's answer came.
     *
     * @param service the URL of the resolver that answered
     * @param answered when it did
     * @param cached whether its answer had been kept from an earlier run
     * @param passedOver what each resolver that was passed over said, in order
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
