package org.skytrawl.registry.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.PlainText;

/**
 * Concepts with their wider and narrower concepts: the Unified Astronomy Thesaurus, or any vocabulary in the desise form of
 * the IVOA (Vocabularies in the VO 2.1 section 3.2). Immutable and thread-safe.
 */
public final class UatVocabulary {
    /** The thesaurus has 2,300 concepts in 1 MB. */
    public static final int MAX_BYTES = 32 << 20;

    private static final int SUGGESTIONS = 8;

    private final Map<String, Term> terms;
    private final Map<String, String> byName = new HashMap<>();

    private record Term(@Nullable String label, List<String> wider, List<String> narrower) {}

    private UatVocabulary(Map<String, Term> terms) {
        this.terms = terms;
        terms.forEach((id, term) -> {
            if (term.label != null) {
                byName.putIfAbsent(term.label.toLowerCase(Locale.ROOT), id);
            }
        });
        // an identifier wins over an equal label
        terms.keySet().forEach(id -> byName.put(id.toLowerCase(Locale.ROOT), id));
    }

    /** @throws IOException if it cannot be read, is larger than 32 MiB, or is not a vocabulary; the message says which */
    public static UatVocabulary read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    public static UatVocabulary read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        Map<String, Term> terms = new TreeMap<>();
        try {
            JsonObject document = JsonObject.read(new ByteArrayInputStream(bytes));
            if (document.members().get("terms") instanceof JsonObject all) {
                all.members().forEach((id, member) -> terms.put(id, term(member)));
            }
        } catch (IOException e) {
            throw new IOException("it is not JSON: " + PlainText.of(e.getMessage(), 200), e);
        }
        if (terms.isEmpty()) {
            throw new IOException("it has no terms, which a vocabulary in desise form has");
        }
        return new UatVocabulary(terms);
    }

    private static Term term(@Nullable Object member) {
        return member instanceof JsonObject it
                ? new Term(
                        it.members().get("label") instanceof String label ? label : null,
                        texts(it.members().get("wider")),
                        texts(it.members().get("narrower")))
                : new Term(null, List.of(), List.of());
    }

    private static List<String> texts(@Nullable Object member) {
        return member instanceof List<?> all
                ? all.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    public int size() {
        return terms.size();
    }

    /**
     * A concept with its wider and narrower concepts. Loops, which the thesaurus should not have, are harmless.
     *
     * @param term an identifier or a label, in any case
     * @return identifiers in order
     * @throws IllegalArgumentException if there is no such concept; the message suggests similar ones
     */
    public Set<String> expand(String term, int levelsUp, int levelsDown) {
        if (levelsUp < 0 || levelsDown < 0) {
            throw new IllegalArgumentException(
                    "levels must not be negative, but are " + levelsUp + " up and " + levelsDown + " down");
        }
        String id = byName.get(term.strip().toLowerCase(Locale.ROOT));
        if (id == null) {
            throw new IllegalArgumentException("'" + term + "' is not a concept of the vocabulary" + suggestions(term));
        }
        Set<String> found = new TreeSet<>(reached(id, levelsUp, true));
        found.addAll(reached(id, levelsDown, false));
        return found;
    }

    /** Breadth first, so that a concept that is reached in several ways counts with the shortest. */
    private Set<String> reached(String start, int levels, boolean up) {
        Set<String> reached = new TreeSet<>(Set.of(start));
        Deque<String> level = new ArrayDeque<>(reached);
        for (int i = 0; i < levels && !level.isEmpty(); i++) {
            Deque<String> next = new ArrayDeque<>();
            for (String id : level) {
                for (String other : neighbours(terms.get(id), up)) {
                    if (reached.add(other)) {
                        next.add(other);
                    }
                }
            }
            level = next;
        }
        return reached;
    }

    private static Collection<String> neighbours(@Nullable Term term, boolean up) {
        return term == null ? List.of() : up ? term.wider : term.narrower;
    }

    private String suggestions(String term) {
        String sought = term.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
        List<String> like = terms.keySet().stream()
                .filter(id -> sought.length() > 2 && id.toLowerCase(Locale.ROOT).contains(sought))
                .limit(SUGGESTIONS)
                .map(PlainText::of)
                .toList();
        return like.isEmpty() ? "" : "; similar concepts: " + String.join(", ", like);
    }
}
