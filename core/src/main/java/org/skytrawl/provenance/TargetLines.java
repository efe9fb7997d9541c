package org.skytrawl.provenance;

import java.io.IOException;
import java.io.StringWriter;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * The target list of a run in its log: lines of the event {@code targets} directly after that of the run, with the targets in the
 * order given. Reads them back one line after the other. Not thread-safe.
 */
final class TargetLines {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int TARGETS_A_LINE = 1000;

    /** Some 28 kB. */
    private static final int MOST_RANGES = 2000;

    private final int count;
    private final TargetList.Builder read = new TargetList.Builder();

    /** @param count number of targets that the line of the run tells */
    TargetLines(int count) {
        if (count < 1 || count > TargetList.MOST) {
            throw new InvalidLogException(
                    "constraints.targets must be a whole number from 1 to " + TargetList.MOST + ", not " + count);
        }
        this.count = count;
    }

    /** Writes the lines, each with its end. */
    static void write(TargetList list, Appendable out) throws IOException {
        for (int first = 0; first < list.size(); first += TARGETS_A_LINE) {
            int end = Math.min(list.size(), first + TARGETS_A_LINE);
            StringWriter text = new StringWriter();
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
                json.writeStartObject();
                json.writeStringProperty("event", "targets");
                json.writeNumberProperty("first", first);
                json.writeArrayPropertyStart("targets");
                for (int row = first; row < end; row++) {
                    Target target = list.target(list.numberOfRow(row));
                    json.writeStartArray();
                    json.writeString(target.id());
                    json.writeNumber(target.raDeg());
                    json.writeNumber(target.decDeg());
                    json.writeNumber(target.radiusDeg());
                    json.writeEndArray();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            out.append(EventJson.escaped(text.toString())).append('\n');
        }
    }

    /** The ranges of a set as text of bounded length: with too many ranges those of a larger set. */
    static String text(TargetSet set) {
        return set.inRanges(MOST_RANGES).text();
    }

    /**
     * Reads a line.
     *
     * @throws InvalidLogException if it is not the next one
     */
    void add(JsonNode line) {
        JsonNode first = line.path("first");
        if (!first.isIntegralNumber() || !first.canConvertToInt() || first.intValue() != read.size()) {
            throw new InvalidLogException(
                    "first must be " + read.size() + ": a line with targets is missing or is there twice");
        }
        JsonNode targets = line.path("targets");
        if (!targets.isArray() || targets.isEmpty()) {
            throw new InvalidLogException("targets must be a list of targets");
        }
        if (targets.size() > count - read.size()) {
            throw new InvalidLogException("the line of the run tells " + count + " targets, and there are more");
        }
        for (JsonNode each : targets) {
            try {
                read.add(target(each));
            } catch (IllegalArgumentException e) {
                throw new InvalidLogException("target " + (read.size() + 1) + ": " + e.getMessage());
            }
        }
    }

    private static Target target(JsonNode target) {
        boolean isTarget =
                target.isArray() && target.size() == 4 && target.path(0).isString();
        for (int i = 1; isTarget && i < 4; i++) {
            isTarget = target.path(i).isNumber();
        }
        if (!isTarget) {
            throw new IllegalArgumentException("it must be a list of id, right ascension, declination and radius");
        }
        return new Target(
                target.path(0).stringValue(),
                target.path(1).doubleValue(),
                target.path(2).doubleValue(),
                target.path(3).doubleValue());
    }

    boolean isComplete() {
        return read.size() == count;
    }

    /** @throws InvalidLogException if two have the same id */
    TargetList list() {
        try {
            return read.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidLogException(String.valueOf(e.getMessage()));
        }
    }

    /** What is missing, for messages. */
    String missing() {
        return "the log has only " + read.size() + " of the " + count
                + " targets of its run: it was cut off, or lines are missing, and cannot be used";
    }
}
