package org.skytrawl.provenance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.PlainText;

/** What a log has that this version does not know, each once: a later version may have written it. */
final class Unknown {
    private static final int MOST = 20;

    private final Set<String> told = new LinkedHashSet<>();
    private boolean more;

    /** Takes the members of an object that were not read. */
    void in(String event, LogLine object) {
        object.unknown().forEach(name -> tell("the member " + PlainText.of(name, 60) + " of event " + event));
    }

    void event(String name) {
        tell("the event " + PlainText.of(name, 60));
    }

    private void tell(String what) {
        if (told.size() < MOST) {
            told.add(what);
        } else {
            more |= !told.contains(what);
        }
    }

    List<String> notes() {
        if (told.isEmpty()) {
            return List.of();
        }
        return List.of(
                "not known to this version, and ignored: " + String.join(", ", told) + (more ? ", and more" : ""));
    }
}
