package org.skytrawl.simvo.truth;

import org.skytrawl.simvo.truth.Question.Cone;

/** One target of a list: degrees, ICRS. */
public record Target(String id, double raDeg, double decDeg, double radiusDeg) {
    public Target {
        if (new Cone(raDeg, decDeg, radiusDeg).radiusDeg() > 90) {
            throw new IllegalArgumentException("no target: the radius of " + id + " is " + radiusDeg);
        }
    }

    Cone cone() {
        return new Cone(raDeg, decDeg, radiusDeg);
    }
}
