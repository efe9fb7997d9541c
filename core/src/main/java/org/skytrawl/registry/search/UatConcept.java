package org.skytrawl.registry.search;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * A subject of the resource is one of these concepts of the Unified Astronomy Thesaurus. Where the registry has the table
 * {@code rr.subject_uat}, in which subjects are mapped to concepts, that is read, else subjects as they were written.
 *
 * @param concepts identifiers as in http://www.ivoa.net/rdf/uat, such as {@code x-ray-transient-sources}; at least one
 */
public record UatConcept(Set<String> concepts) implements SearchConstraint {
    /**
     * Keeps its own copy.
     *
     * @throws IllegalArgumentException if there are none, or one is blank
     */
    public UatConcept {
        Set<String> own = new TreeSet<>();
        concepts.forEach(concept -> own.add(Adql.text("a concept", concept)));
        if (own.isEmpty()) {
            throw new IllegalArgumentException("at least one concept is needed");
        }
        concepts = java.util.Collections.unmodifiableSet(own);
    }

    /**
     * A concept with those around it.
     *
     * @param term an identifier or a label, in any case
     * @param levelsUp how many levels of wider concepts count too
     * @param levelsDown how many levels of narrower concepts count too
     * @throws IllegalArgumentException if the vocabulary has no such concept; the message names some like it
     */
    public static UatConcept of(UatVocabulary vocabulary, String term, int levelsUp, int levelsDown) {
        return new UatConcept(vocabulary.expand(term, levelsUp, levelsDown));
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        if (features.hasColumn("rr.subject_uat", "uat_concept")) {
            return RegistryCondition.of(Adql.having("rr.subject_uat", Adql.in("uat_concept", concepts)));
        }
        Adql.needs(features, "rr.res_subject", "res_subject");
        // nothing is left to be looked at, but whoever asks must know that there may be more, and who could tell
        LocalCheck said = new LocalCheck(
                "it has no table rr.subject_uat: only subjects written just as the concepts are found",
                List.of(),
                (rows, notes) -> true);
        return new RegistryCondition(Adql.having("rr.res_subject", Adql.in("res_subject", concepts)), List.of(said));
    }
}
