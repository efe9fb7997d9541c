package org.skytrawl.server.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stays in memory of a run: it grows neither with its region nor with its parameters. The rest is in {@link RunRecord}, on disk.
 *
 * @param listed the question as the list of runs shows it
 * @param parametersSum the SHA-256 of the parameters: equal questions have equal ones
 */
record RunHead(
        String id, RunKind kind, Instant started, @Nullable String retryOf, JsonNode listed, String parametersSum) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 300;

    /** Members of a question that repeat its region, or are read with it only. */
    private static final Set<String> NOT_LISTED = Set.of("region", "command", "python", "notes");

    static RunHead of(RunRecord run) {
        return new RunHead(
                run.id(), run.kind(), run.started(), run.retryOf(), listed(run.question()), sum(run.parameters()));
    }

    /** Short members and short parameters. A place that is longer is cut, the others are left out. */
    private static JsonNode listed(JsonNode question) {
        ObjectNode listed = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> member : question.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (name.equals("parameters")) {
                ObjectNode parameters = listed.putObject(name);
                value.properties().stream()
                        .filter(each -> isShort(each.getValue()))
                        .forEach(each -> parameters.set(each.getKey(), each.getValue()));
            } else if (name.equals("place") && value.isString()) {
                listed.put(name, PlainText.of(value.asString(), LONGEST));
            } else if (!NOT_LISTED.contains(name) && isShort(value)) {
                listed.set(name, value);
            }
        }
        return listed;
    }

    private static boolean isShort(JsonNode value) {
        return value.toString().length() <= LONGEST;
    }

    static String sum(Map<String, List<String>> parameters) {
        try {
            byte[] text = JSON.writeValueAsString(new TreeMap<>(parameters)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
