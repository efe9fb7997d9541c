package org.skytrawl.registry.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.skytrawl.model.PlainText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Concepts with their wider and narrower concepts: the Unified Astronomy Thesaurus, or any vocabulary in the desise form of
 * the IVOA (Vocabularies in the VO 2.1 section 3.2). Immutable and thread-safe.
 */
public final class UatVocabulary {
    /** The thesaurus has 2,300 concepts in 1 MB. */
    public static final int MAX_BYTES = 32 << 20;

    private static final int SUGGESTIONS = 8;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 20)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

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
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a JSON object, as a vocabulary in desise form is");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isTerms = json.currentName().equals("terms");
                if (json.nextToken() == JsonToken.START_OBJECT && isTerms) {
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        terms.put(json.currentName(), term(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new IOException("it is not JSON: " + PlainText.of(e.getOriginalMessage(), 200), e);
        }
        if (terms.isEmpty()) {
            throw new IOException("it has no terms, which a vocabulary in desise form has");
        }
        return new UatVocabulary(terms);
    }

    private static Term term(JsonParser json) {
        String label = null;
        List<String> wider = new ArrayList<>();
        List<String> narrower = new ArrayList<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Term(null, wider, narrower);
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && (member.equals("wider") || member.equals("narrower"))) {
                List<String> into = member.equals("wider") ? wider : narrower;
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (json.currentToken() == JsonToken.VALUE_STRING) {
                        into.add(json.getString());
                    } else {
                        json.skipChildren();
                    }
                }
            } else if (value == JsonToken.VALUE_STRING && member.equals("label")) {
                label = json.getString();
            } else {
                json.skipChildren();
            }
        }
        return new Term(label, List.copyOf(wider), List.copyOf(narrower));
    }

    public int size() {
        return terms.size();
    }

    /**
     * A concept with its wider and narrower concepts. Loops, which the thesaurus should not have, are harmless.
     *
     * @param term an identifier or a label, in any case
     * @param levelsUp 0 or more
     * @param levelsDown 0 or more
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
