package org.skytrawl.provenance;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object of a log. Records are views of it: their components are its members, in snake case. Members are checked
 * before binding, so that nothing is coerced and an {@link InvalidLogException} names the wrong member. Members that no
 * view has are collected for a note.
 */
final class LogLine {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Cached by view, since views are bound for every line. */
    private static final Map<Class<?>, List<Member>> MEMBERS = new ConcurrentHashMap<>();

    private record Member(String name, Class<?> type, boolean optional) {}

    private static List<Member> members(Class<?> view) {
        return Stream.of(view.getRecordComponents())
                .map(it -> new Member(
                        it.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                        it.getType(),
                        it.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                .toList();
    }

    private final JsonNode object;
    private final String path;
    private final Unknown unknown;
    private final Set<String> known = new HashSet<>();

    /** @param path prefix of member names in messages: empty, or {@code constraints.cone.} */
    LogLine(JsonNode object, String path, Unknown unknown) {
        this.object = object;
        this.path = path;
        this.unknown = unknown;
    }

    /** Binds the members that the record has. Components without {@code @Nullable} are required. */
    <T extends Record> T as(Class<T> view) {
        for (Member member : MEMBERS.computeIfAbsent(view, LogLine::members)) {
            if (has(member.name) || !member.optional) {
                check(member.name, member.type);
            }
        }
        return MAPPER.treeToValue(object, view);
    }

    private void check(String name, Class<?> type) {
        String rule = broken(type, object.get(name), name);
        if (rule != null) {
            throw wrong(name, rule);
        }
    }

    String text(String name) {
        known.add(name);
        check(name, String.class);
        return object.get(name).stringValue();
    }

    Instant time(String name) {
        known.add(name);
        check(name, Instant.class);
        return IsoTime.parse(object.get(name).stringValue());
    }

    /** Reports the members that no view has used. */
    void end(String event) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                unknown.add("the member " + PlainText.of(path + name, 60) + " of event " + event);
            }
        }
    }

    boolean has(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
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

    /** The rule that the value breaks, or null if it is valid. */
    private @Nullable String broken(Class<?> type, @Nullable JsonNode value, String name) {
        if (type == JsonNode.class) {
            return null;
        }
        if (type == String.class) {
            return value != null && value.isString() ? null : "must be a text";
        }
        if (type == Boolean.class) {
            return value != null && value.isBoolean() ? null : "must be true or false";
        }
        if (type == Double.class) {
            return value != null && value.isNumber() && Double.isFinite(value.doubleValue())
                    ? null
                    : "must be a number";
        }
        if (type == Long.class || type == Integer.class) {
            if (value == null || !value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                return "must be a whole number from 0 on";
            }
            boolean fits = type == Long.class || value.canConvertToInt();
            return fits ? null : "must be a whole number from 0 to " + Integer.MAX_VALUE;
        }
        if (type == Instant.class) {
            boolean text = value == null || value.isNull() || value.isString();
            return isTime(value) ? null : text ? "must be a time such as 2026-11-23T12:00:00Z" : "must be a text";
        }
        if (type == List.class) {
            if (value == null || !value.isArray()) {
                return "must be a list";
            }
            return value.values().stream().allMatch(JsonNode::isString) ? null : "must be a list of texts";
        }
        if (value == null || !value.isObject()) {
            return "must be an object";
        }
        if (type == Map.class) {
            value.propertyNames().forEach(each -> {
                String rule = broken(Integer.class, value.get(each), each);
                if (rule != null) {
                    throw new LogLine(value, path + name + ".", unknown).wrong(each, rule);
                }
            });
        }
        return null;
    }

    private static boolean isTime(@Nullable JsonNode value) {
        try {
            return value != null && value.isString() && IsoTime.parse(value.stringValue()) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Nullable
    LogLine objectOrNull(String name) {
        if (has(name) && !object.get(name).isObject()) {
            throw wrong(name, "must be an object");
        }
        return has(name) ? new LogLine(object.get(name), path + name + ".", unknown) : null;
    }

    LogLine object(String name) {
        LogLine found = objectOrNull(name);
        if (found == null) {
            throw wrong(name, "must be an object");
        }
        return found;
    }

    /** Empty if there is no such list. */
    List<LogLine> objects(String name) {
        List<LogLine> objects = new ArrayList<>();
        if (has(name)) {
            if (!object.get(name).isArray()) {
                throw wrong(name, "must be a list");
            }
            for (JsonNode each : object.get(name).values()) {
                if (!each.isObject()) {
                    throw wrong(name, "must be a list of objects");
                }
                objects.add(new LogLine(each, path + name + ".", unknown));
            }
        }
        return objects;
    }

    /** Names that this version does not know, each once. A later version may have written them. */
    static final class Unknown {
        private static final int MOST = 20;

        private final Set<String> names = new LinkedHashSet<>();
        private boolean more;

        void add(String what) {
            if (names.size() < MOST) {
                names.add(what);
            } else {
                more |= !names.contains(what);
            }
        }

        List<String> notes() {
            String all = String.join(", ", names) + (more ? ", and more" : "");
            return names.isEmpty() ? List.of() : List.of("unknown to this version and ignored: " + all);
        }
    }
}
