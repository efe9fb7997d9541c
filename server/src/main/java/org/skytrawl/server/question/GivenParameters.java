package org.skytrawl.server.question;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.server.http.ApiException;

/** The parameters of a question, none of them unknown, each with the values that are not blank. Immutable. */
record GivenParameters(Map<String, List<String>> values) {
    private static final Set<String> KNOWN = Set.of(
            "cone",
            "galactic",
            "target",
            "radius",
            "polygon",
            "moc",
            "probability",
            "footprint",
            "targets",
            "spectrum",
            "time",
            "type",
            "inclusive",
            "theory",
            "timeout",
            "deadline");

    /** Of those that may be given more than once. */
    private static final String REPEATED = "type";

    private static final int MOST_VALUES = 100;
    private static final int MOST_SHOWN = 80;

    /** @throws ApiException 400 if a parameter is unknown or given twice */
    static GivenParameters of(Map<String, List<String>> sent) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        sent.forEach((name, all) -> {
            if (!KNOWN.contains(name)) {
                String shown = PlainText.of(name, MOST_SHOWN);
                throw new ApiException(400, "wrong_parameter", "there is no parameter '" + shown + "'", shown);
            }
            List<String> given = all.stream().filter(value -> !value.isBlank()).toList();
            if (given.size() > (name.equals(REPEATED) ? MOST_VALUES : 1)) {
                throw new ApiException(400, "wrong_parameter", name + " is given " + given.size() + " times", name);
            }
            if (!given.isEmpty()) {
                values.put(name, given);
            }
        });
        return new GivenParameters(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value; null if there is none. */
    @Nullable
    String text(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** True if it is {@code true}. */
    boolean flag(String name) {
        String value = text(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw wrong(name, "must be true or false");
        }
        return "true".equals(value);
    }

    /**
     * Reads a value; null if there is none.
     *
     * @throws ApiException 400 if the reader throws {@link IllegalArgumentException}
     */
    <T> @Nullable T read(String name, Function<String, T> reader) {
        String value = text(name);
        try {
            return value == null ? null : reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(name, String.valueOf(e.getMessage()));
        }
    }

    static ApiException wrong(String name, String why) {
        return new ApiException(400, "wrong_question", name + ": " + PlainText.of(why, 1000), name);
    }
}
