package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetWay;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Simple Image Access 2.0. */
public final class Sia2 extends ProtocolDescriptor {
    public static final Sia2 PROTOCOL = new Sia2();

    /** The rank is better than SIA1's: also matches SIA1's identifier with an interface of version 2. */
    private Sia2() {
        super(
                "SIA2",
                20,
                "an SIA2 service",
                List.of(
                        StandardId.ofAnyMinor(Sia1.STANDARD + "#query-2.0"),
                        StandardId.ofInterface(Sia1.STANDARD, "2")));
    }

    @Override
    public Set<String> productTypes() {
        return Sia1.TYPES;
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive) {
        return new Sia2Query(service, question, inclusive);
    }

    /** Times are compared as intervals, and what is new falls into few of them. */
    @Override
    public List<Axis> partsBy() {
        return List.of(Axis.TIME, Axis.SPACE);
    }

    @Override
    public ServiceQuery part(Service service, SentConstraints sent) {
        return new Sia2Query(service, ANYTHING, true, sent);
    }

    @Override
    public List<TargetWay> targetWays() {
        return List.of(Sia2Positions.BY_POST, Sia2Positions.BY_GET);
    }

    @Override
    public @Nullable Skipped unaskable(Question question) {
        Skipped noImages = Sia1.noImages(this, question);
        return noImages == null ? Position.unbounded(question) : noImages;
    }
}
