package org.skytrawl.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;

/** Services and constraints, shortly. */
final class Questions {
    static final Interval OPTICAL = new Interval(5e-7, 6e-7);
    static final Interval SPAN = new Interval(55000, 55001.5);

    private Questions() {}

    static Service service(Protocol protocol, String accessUrl) {
        return service(protocol, accessUrl, null);
    }

    static Service service(Protocol protocol, String accessUrl, @Nullable Long maxRecords) {
        return new Service(
                List.of(new Ivoid("ivo://test/service")),
                "A service",
                protocol,
                accessUrl,
                protocol.equals(ObsTap.PROTOCOL) ? "ivoa.obscore" : null,
                Coverage.UNDECLARED,
                maxRecords);
    }

    static Service table(String name) {
        return new Service(
                List.of(new Ivoid("ivo://test/service")),
                "A service",
                ObsTap.PROTOCOL,
                "http://host/tap",
                name,
                Coverage.UNDECLARED,
                null);
    }

    static Question cone(double raDeg, double decDeg, double radiusDeg, String... types) {
        return all(new Cone(raDeg, decDeg, radiusDeg), null, null, types);
    }

    static Question all(@Nullable Cone cone, @Nullable Interval wavelengthM, @Nullable Interval mjd, String... types) {
        Set<String> inOrder = new LinkedHashSet<>(List.of(types));
        return new Question(cone, wavelengthM, mjd, inOrder);
    }
}
