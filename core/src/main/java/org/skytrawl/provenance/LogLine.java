package org.skytrawl.provenance;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;
import tools.jackson.databind.JsonNode;

/**
 * The members of one object of a log, with their types checked; remembers which were looked at, so that the others can be
 * told. What is wrong is an {@link InvalidLogException} that names the member.
 */
final class LogLine {
    private final JsonNode object;
    private final String path;
    private final Set<String> known = new HashSet<>();

    /** @param path before the names of its members: empty, or {@code constraints.cone.} */
    LogLine(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The members that nobody has looked at. */
    List<String> unknown() {
        return object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .map(name -> path + name)
                .toList();
    }

    boolean has(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    private @Nullable JsonNode get(String name) {
        return has(name) ? object.get(name) : null;
    }

    InvalidLogException wrong(String name, String rule) {
        JsonNode value = object.get(name);
        String text = String.valueOf(value);
        return new InvalidLogException(
                value == null
                        ? "the member " + path + name + " is missing: it " + rule
                        : path + name + " " + rule + ", not "
                                + (text.length() > 60 ? text.substring(0, 60) + "..." : text));
    }

    private <T> T needed(String name, @Nullable T value, String rule) {
        if (value == null) {
            throw wrong(name, rule);
        }
        return value;
    }

    @Nullable
    String textOrNull(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isString()) {
            throw wrong(name, "must be a text");
        }
        return value == null ? null : value.stringValue();
    }

    String text(String name) {
        return needed(name, textOrNull(name), "must be a text");
    }

    /** Empty where there is none. */
    String textOrEmpty(String name) {
        String text = textOrNull(name);
        return text == null ? "" : text;
    }

    @Nullable
    Long countOrNull(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name, "must be a whole number from 0 on");
        }
        return value.longValue();
    }

    long count(String name) {
        return needed(name, countOrNull(name), "must be a whole number from 0 on");
    }

    @Nullable
    Integer smallOrNull(String name) {
        Long count = countOrNull(name);
        if (count != null && count > Integer.MAX_VALUE) {
            throw wrong(name, "must be a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return count == null ? null : count.intValue();
    }

    int small(String name) {
        return needed(name, smallOrNull(name), "must be a whole number from 0 on");
    }

    double number(String name) {
        JsonNode value = get(name);
        if (value == null || !value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(name, "must be a number");
        }
        return value.doubleValue();
    }

    /** @param otherwise where there is none, as in the logs of earlier versions */
    boolean flag(String name, boolean otherwise) {
        JsonNode value = get(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value == null ? otherwise : value.booleanValue();
    }

    @Nullable
    Instant instantOrNull(String name) {
        String text = textOrNull(name);
        try {
            return text == null ? null : IsoTime.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "must be a time such as 2026-11-23T12:00:00Z");
        }
    }

    Instant instant(String name) {
        return needed(name, instantOrNull(name), "must be a time such as 2026-11-23T12:00:00Z");
    }

    @Nullable
    Duration secondsOrNull(String name) {
        if (!has(name)) {
            return null;
        }
        double seconds = number(name);
        if (seconds < 0 || seconds > 1e12) {
            throw wrong(name, "must be a time in seconds");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Empty where there is none. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : items(name)) {
            if (!each.isString()) {
                throw wrong(name, "must be a list of texts");
            }
            texts.add(each.stringValue());
        }
        return texts;
    }

    /** Empty where there is none. */
    Iterable<JsonNode> items(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isArray()) {
            throw wrong(name, "must be a list");
        }
        return value == null ? List.of() : value.values();
    }

    @Nullable
    LogLine objectOrNull(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isObject()) {
            throw wrong(name, "must be an object");
        }
        return value == null ? null : new LogLine(value, path + name + ".");
    }

    LogLine object(String name) {
        return needed(name, objectOrNull(name), "must be an object");
    }

    /** The constant of this word, in lower or upper case. */
    <E extends Enum<E>> E word(String name, Class<E> type) {
        String text = text(name);
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw notOneOf(name, Arrays.stream(type.getEnumConstants()).map(Enum::name));
        }
    }

    /** The protocol of this name, in any case. */
    Protocol protocol(String name) {
        String text = text(name);
        try {
            return Protocol.named(text);
        } catch (IllegalArgumentException e) {
            throw notOneOf(name, Protocol.known().stream().map(Protocol::name));
        }
    }

    private InvalidLogException notOneOf(String name, Stream<String> words) {
        return wrong(
                name,
                "must be one of "
                        + words.map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))
                        + " (the log may be of a later version)");
    }

    /** The members of an object, each a whole number. */
    List<String> names() {
        return List.copyOf(object.propertyNames());
    }
}
