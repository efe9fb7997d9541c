package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Simple Image Access 1.0. */
public final class Sia1 extends ProtocolDescriptor {
    public static final Sia1 PROTOCOL = new Sia1();

    static final String STANDARD = "ivo://ivoa.net/std/sia";
    static final Set<String> TYPES = Set.of("image", "cube");

    private Sia1() {
        super("SIA1", 30, "an SIA1 service", List.of(StandardId.of(STANDARD)));
    }

    @Override
    public Set<String> words() {
        return Set.of("sia1", "sia");
    }

    @Override
    public Set<String> productTypes() {
        return TYPES;
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive) {
        return new Sia1Query(service, question, inclusive);
    }

    @Override
    public @Nullable Skipped unaskable(Question question) {
        Skipped noImages = noImages(this, question);
        return noImages == null && question.region() == null
                ? new Skipped(Skipped.Why.NO_CONE, "SIA1 cannot be queried without a position")
                : noImages;
    }

    static @Nullable Skipped noImages(ProtocolDescriptor sia, Question question) {
        return sia.givesAnyOf(question.productTypes())
                ? null
                : new Skipped(Skipped.Why.NO_IMAGES, "of protocol " + sia + ", which has only images and cubes");
    }
}
