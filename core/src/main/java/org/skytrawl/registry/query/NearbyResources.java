package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
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
                .sorted(Comparator.comparingInt((Ivoid other) -> distance(ivoid.value(), other.value()))
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

    /** The Levenshtein distance: how many letters to insert, delete or change. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[b.length()];
    }
}
