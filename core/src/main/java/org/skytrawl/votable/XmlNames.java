package org.skytrawl.votable;

import java.util.HashSet;
import java.util.Set;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;

/** Counts the different names in a document: the parser keeps each in memory until its end. */
final class XmlNames {
    /** All versions of VOTable together have some 80. */
    private static final int MOST = 10_000;

    private final Set<String> seen = new HashSet<>();

    /** Takes the names of an element and its attributes. */
    void see(String element, Attributes attributes) throws ReadAbort {
        see(element);
        for (int i = 0; i < attributes.getLength(); i++) {
            see(attributes.getQName(i));
        }
    }

    /** Takes one name. */
    void see(String name) throws ReadAbort {
        if (seen.add(name) && seen.size() > MOST) {
            throw new ReadAbort(
                    FailureCode.MALFORMED, "More than " + MOST + " different names of elements and attributes");
        }
    }
}
