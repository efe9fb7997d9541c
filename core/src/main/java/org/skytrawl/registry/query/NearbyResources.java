package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.SimilarWords;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryQuestion;

/** Finds identifiers that resemble one that no resource has. */
public record NearbyResources(Ivoid ivoid) implements RegistryQuestion<List<Ivoid>> {
    private static final int MOST_COMPARED = 2_000;
    private static final int MOST_GIVEN = 5;

    /** The nearest in the same folder, else those of the same authority, else none; nearest first. */
    @Override
    public List<Ivoid> ask(RegistryAccess registry) throws RegistryFailure, StoppedException {
        for (String begin : begins()) {
            String adql = "SELECT ivoid FROM rr.resource WHERE ivoid LIKE " + Adql.literal(begin + "%");
            // a truncated answer has suggestions too
            List<Ivoid> there = new ArrayList<>();
            for (RegistryRow row : registry.answer(adql, MOST_COMPARED, "ivoid").rows()) {
                String text = row.text(0);
                if (text != null && !OutsideText.isTooLongForWord(text) && !text.isBlank()) {
                    there.add(new Ivoid(text));
                }
            }
            if (!there.isEmpty()) {
                return nearest(there);
            }
        }
        return List.of();
    }

    /** At most five, nearest first. */
    public List<Ivoid> nearest(Collection<Ivoid> there) {
        return there.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Ivoid other) -> SimilarWords.distance(ivoid.value(), other.value()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_GIVEN)
                .toList();
    }

    /** Its folder, then its authority. */
    List<String> begins() {
        String text = ivoid.value();
        int authority = "ivo://".length();
        int first = text.indexOf('/', authority);
        return text.startsWith("ivo://") && first > authority
                ? Stream.of(text.substring(0, text.lastIndexOf('/') + 1), text.substring(0, first + 1))
                        .distinct()
                        .toList()
                : List.of();
    }
}
