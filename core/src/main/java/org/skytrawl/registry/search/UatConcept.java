package org.skytrawl.registry.search;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * A subject of the resource is one of these concepts of the Unified Astronomy Thesaurus. Reads the table {@code
 * rr.subject_uat} if the registry has it, which maps subjects to concepts; else the subjects themselves.
 *
 * @param concepts identifiers as in http://www.ivoa.net/rdf/uat, such as {@code x-ray-transient-sources}; at least one
 */
public record UatConcept(Set<String> concepts) implements SearchConstraint {
    /** @throws IllegalArgumentException if there are none, or one is blank */
    public UatConcept {
        Set<String> own = new TreeSet<>();
        concepts.forEach(concept -> own.add(Adql.text("a concept", concept)));
        if (own.isEmpty()) {
            throw new IllegalArgumentException("at least one concept is needed");
        }
        concepts = Collections.unmodifiableSet(own);
    }

    /**
     * A concept with its wider and narrower concepts.
     *
     * @param term an identifier or a label, in any case
     * @param levelsUp levels of wider concepts
     * @param levelsDown levels of narrower concepts
     * @throws IllegalArgumentException if the vocabulary has no such concept; the message suggests similar ones
     */
    public static UatConcept of(UatVocabulary vocabulary, String term, int levelsUp, int levelsDown) {
        return new UatConcept(vocabulary.expand(term, levelsUp, levelsDown));
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        if (features.hasColumn("rr.subject_uat", "uat_concept")) {
            return RegistryCondition.of(Adql.having("rr.subject_uat", Adql.in("uat_concept", concepts)));
        }
        Adql.needs(features, "rr.res_subject", "res_subject");
        // the check tests nothing, but its note says that there may be more, and which registry knows
        LocalCheck note = new LocalCheck(
                "it has no table rr.subject_uat: only subjects that are spelled exactly like the concepts are found",
                List.of(),
                (rows, notes) -> true);
        return new RegistryCondition(Adql.having("rr.res_subject", Adql.in("res_subject", concepts)), List.of(note));
    }
}
