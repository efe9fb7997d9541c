package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * The parameters of a request: names in any case, each with one or several values (DALI 1.1 section 3). Blank values count as
 * absent. Immutable.
 */
final class Parameters {
    /** Of one name. */
    private static final int MOST_VALUES = 1_000;

    private static final int SHOWN = 80;

    private final Map<String, List<String>> byName = new LinkedHashMap<>();

    /** @throws FacadeException if a parameter has too many values */
    Parameters(Map<String, List<String>> sent) {
        sent.forEach((name, values) -> {
            List<String> all = byName.computeIfAbsent(name.toUpperCase(Locale.ROOT), it -> new ArrayList<>());
            values.stream().map(String::strip).filter(it -> !it.isEmpty()).forEach(all::add);
        });
        byName.forEach((name, values) -> {
            if (values.size() > MOST_VALUES) {
                throw FacadeException.wrong(
                        PlainText.of(name, SHOWN), "at most " + MOST_VALUES + " values, not " + values.size());
            }
        });
    }

    List<String> all(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /**
     * The value of a parameter that has at most one; null if it is absent.
     *
     * @throws FacadeException if there are several different ones
     */
    @Nullable
    String one(String name) {
        List<String> values = all(name);
        if (values.stream().distinct().count() > 1) {
            throw FacadeException.wrong(name, "one value, not " + values.size());
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /**
     * A number of rows; null if it is absent.
     *
     * @throws FacadeException if it is not an integer from 0
     */
    @Nullable
    Integer count(String name) {
        String text = one(name);
        if (text == null) {
            return null;
        }
        try {
            // more rows than an int can count are no limit
            long count = Long.parseLong(text);
            if (count >= 0) {
                return (int) Math.min(Integer.MAX_VALUE, count);
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw FacadeException.wrong(name, "a number of rows from 0 on, not '" + shown(text) + "'");
    }

    /** Whether the request has a file or a table. */
    boolean hasUpload() {
        return byName.containsKey("UPLOAD");
    }

    /**
     * RESPONSEFORMAT (DALI 1.1 section 3.4.3): only VOTables.
     *
     * @throws FacadeException for another format
     */
    void checkResponseFormat() {
        String format = one("RESPONSEFORMAT");
        if (format == null) {
            return;
        }
        String word = format.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        int semicolon = word.indexOf(';');
        String type = semicolon < 0 ? word : word.substring(0, semicolon);
        String serialization = semicolon < 0 ? "" : word.substring(semicolon + 1);
        boolean isVotable = switch (type) {
            case "votable", "application/x-votable+xml", "text/xml", "application/xml" -> true;
            default -> false;
        };
        if (!isVotable || (serialization.contains("serialization=") && !serialization.contains("=tabledata"))) {
            throw FacadeException.wrong(
                    "RESPONSEFORMAT",
                    "application/x-votable+xml (serialization TABLEDATA), text/xml or votable, not '" + shown(format)
                            + "'");
        }
    }

    static String shown(String text) {
        return PlainText.of(text, SHOWN);
    }
}
