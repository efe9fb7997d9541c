package org.skytrawl.server.question;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.targets.ReadTargets;

/**
 * A question as parameters with the names and forms of the command line's options (docs/api.md, "Questions"). Immutable.
 *
 * @param parameters as sent
 * @param target the resolved name, or null
 * @param notes what was understood otherwise than it may have been meant
 * @param files what the parameters name of the files that were sent
 */
public record QuestionForm(
        Map<String, List<String>> parameters,
        Question question,
        @Nullable ResolvedTarget target,
        List<String> notes,
        DiscoveryOptions options,
        SentFiles files) {
    /**
     * Files that were sent before.
     *
     * @param names the user's names of the files, by what parameters call them
     * @param targets the target list, or null
     */
    public record SentFiles(
            Map<String, String> names, @Nullable ReadTargets targets) {
        /** None. */
        public static final SentFiles NONE = new SentFiles(Map.of(), null);

        public SentFiles {
            names = Map.copyOf(names);
        }
    }

    public QuestionForm {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        notes = List.copyOf(notes);
    }

    /**
     * A question that names no file; as {@link QuestionReader#read}.
     *
     * @throws InterruptedException if this thread is interrupted while a name is resolved
     */
    public static QuestionForm of(Map<String, List<String>> parameters, Skytrawl client) throws InterruptedException {
        return new QuestionReader(client, Uploads.none()).read(parameters);
    }

    /** A discovery that asks this question. */
    public Discovery discovery(Skytrawl client) {
        Discovery discovery = client.of(question).options(options);
        String radius = first("radius");
        if (target != null && radius != null) {
            discovery.target(target, ConeText.radiusDeg(radius));
        }
        ReadTargets list = files.targets();
        return list == null ? discovery : discovery.targets(list);
    }

    /** The first value of a parameter; null if it is missing or blank. */
    @Nullable
    String first(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() || values.getFirst().isBlank() ? null : values.getFirst();
    }
}
