package org.skytrawl.check;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;

/** What a check must know of a protocol beyond its queries: a protocol without a line here cannot be checked. */
enum CheckedProtocol {
    SIA1(Sia1.PROTOCOL) {
        // SIA1 has no query without a position.
        @Override
        @Nullable
        FetchRequest anyRows(FetchRequest request, Service service, int rows) {
            return null;
        }

        @Override
        FetchRequest wrong(FetchRequest request) {
            return RequestChange.with(request, "POS", "nowhere");
        }

        // The box that is sent encloses the circle, so its corners are outside; over a pole it is a cap.
        @Override
        Cone reach(Cone asked) {
            double radiusDeg = asked.radiusDeg();
            boolean hasPole = Math.abs(asked.decDeg()) + radiusDeg >= 90;
            return hasPole
                    ? new Cone(0, asked.decDeg() < 0 ? -90 : 90, within(90 - Math.abs(asked.decDeg()) + radiusDeg))
                    : new Cone(asked.raDeg(), asked.decDeg(), within(1.5 * radiusDeg));
        }
    },
    SIA2(Sia2.PROTOCOL) {
        @Override
        FetchRequest anyRows(FetchRequest request, Service service, int rows) {
            FetchRequest unbounded = RequestChange.with(RequestChange.with(request, "TIME", null), "POS", null);
            return RequestChange.with(unbounded, "MAXREC", Integer.toString(rows));
        }

        @Override
        FetchRequest wrong(FetchRequest request) {
            return RequestChange.with(request, "POS", "CIRCLE nowhere");
        }
    },
    SSA(Ssa.PROTOCOL) {
        // TIME is not sent where time series are asked for.
        @Override
        Set<String> productTypes() {
            return Set.of("spectrum");
        }

        @Override
        FetchRequest anyRows(FetchRequest request, Service service, int rows) {
            FetchRequest unbounded = RequestChange.with(RequestChange.with(request, "TIME", null), "BAND", null);
            unbounded = RequestChange.with(RequestChange.with(unbounded, "SIZE", null), "POS", null);
            return RequestChange.with(unbounded, "MAXREC", Integer.toString(rows));
        }

        @Override
        FetchRequest wrong(FetchRequest request) {
            return RequestChange.with(request, "POS", "nowhere");
        }
    },
    OBSTAP(ObsTap.PROTOCOL) {
        @Override
        FetchRequest anyRows(FetchRequest request, Service service, int rows) {
            String all = "SELECT TOP " + rows + " * FROM " + Objects.requireNonNull(service.tableName());
            return RequestChange.with(RequestChange.with(request, "QUERY", all), "MAXREC", Integer.toString(rows));
        }

        @Override
        FetchRequest wrong(FetchRequest request) {
            return RequestChange.with(request, "QUERY", "SELECT nothing FROM nowhere WHERE");
        }

        // Rows without footprint are asked for also where only their field of view may reach into the circle.
        @Override
        Cone reach(Cone asked) {
            return super.reach(
                    new Cone(asked.raDeg(), asked.decDeg(), Math.min(180, asked.radiusDeg() + ObsTap.REACH_DEG)));
        }
    };

    private final Protocol protocol;

    CheckedProtocol(Protocol protocol) {
        this.protocol = protocol;
    }

    static List<Protocol> all() {
        return Arrays.stream(values()).map(each -> each.protocol).toList();
    }

    static CheckedProtocol of(Protocol protocol) {
        return Arrays.stream(values())
                .filter(each -> each.protocol.equals(protocol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(protocol + " services cannot be checked"));
    }

    /** Whether it follows DALI and ObsCore. */
    boolean isDali() {
        return this == SIA2 || this == OBSTAP;
    }

    /** Whether it has queries without a position, MAXREC and TIME. */
    boolean hasOptionalParameters() {
        return this != SIA1;
    }

    /** What the questions ask for; rows of other types are as good. Empty for any. */
    Set<String> productTypes() {
        return Set.of();
    }

    /** A request changed so that it asks for a few rows anywhere; null if the protocol does not have that. */
    abstract @Nullable FetchRequest anyRows(FetchRequest request, Service service, int rows);

    /** A request changed so that it is wrong. */
    abstract FetchRequest wrong(FetchRequest request);

    /** Where rows may lie that a service returns for the circle. Services may compute it a little otherwise than this program. */
    Cone reach(Cone asked) {
        return new Cone(asked.raDeg(), asked.decDeg(), within(1.01 * asked.radiusDeg()));
    }

    static double within(double radiusDeg) {
        return Math.min(180, radiusDeg + 1e-3);
    }
}
