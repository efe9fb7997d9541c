package org.skytrawl.registry.search;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A subject of the resource is one of these concepts of the Unified Astronomy Thesaurus. Reads the table {@code
 * rr.subject_uat} if the registry has it, which maps subjects to concepts; else the subjects themselves.
 *
 * @param concepts identifiers as in http://www.ivoa.net/rdf/uat, such as {@code x-ray-transient-sources}; at least one
 */
public record UatConcept(Set<String> concepts) implements SearchConstraint {
    public UatConcept {
        Set<String> own = new TreeSet<>();
        concepts.forEach(concept -> own.add(Checked.text("a concept", concept)));
        Checked.atLeastOne("concept", own);
        concepts = Collections.unmodifiableSet(own);
    }

    /**
     * A concept with its wider and narrower concepts.
     *
     * @param term an identifier or a label, in any case
     * @throws IllegalArgumentException if the vocabulary has no such concept; the message suggests similar ones
     */
    public static UatConcept of(UatVocabulary vocabulary, String term, int levelsUp, int levelsDown) {
        return new UatConcept(vocabulary.expand(term, levelsUp, levelsDown));
    }
}
