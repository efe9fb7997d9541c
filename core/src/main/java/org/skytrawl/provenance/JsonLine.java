package org.skytrawl.provenance;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a line of JSON strictly: one value of bounded depth and size, no duplicate members, no number of more than
 * 1,000 digits. Thread-safe.
 */
public final class JsonLine {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_DIGITS = 1000;

    /** A value takes some 50 bytes in memory but as few as two as text, and lines may have 64 MiB. */
    private static final int MAX_TOKENS = 1_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private JsonLine() {}

    public static JsonNode read(String line) throws JacksonException {
        return MAPPER.readTree(line);
    }

    /** The error in words. */
    public static String wrong(JacksonException thrown) {
        String message = String.valueOf(thrown.getOriginalMessage());
        if (message.startsWith("Token count")) {
            return "it has more than " + MAX_TOKENS + " values, names and brackets";
        }
        int where = message.indexOf(" (start marker");
        return "it is no JSON: " + (where < 0 ? message : message.substring(0, where));
    }
}
