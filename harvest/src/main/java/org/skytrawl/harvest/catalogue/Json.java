package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.files.JsonObject;
import org.skytrawl.harvest.state.FileSums;

/** Members that must be there. */
final class Json {
    private Json() {}

    static String text(JsonObject json, String name) throws IOException {
        String text = json.text(name);
        if (text == null) {
            throw new IOException("it has no " + name);
        }
        return text;
    }

    static long whole(JsonObject json, String name) throws IOException {
        return whole(json.number(name), name);
    }

    private static long whole(Object value, String name) throws IOException {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw new IOException("its " + name + " is no whole number");
    }

    /** Not negative. */
    static long count(JsonObject json, String name) throws IOException {
        long count = whole(json, name);
        if (count < 0) {
            throw new IOException("its " + name + " is negative");
        }
        return count;
    }

    static FileSums sums(JsonObject json) throws IOException {
        long bytes = count(json, "bytes");
        List<Long> sums = new ArrayList<>();
        if (!(json.members().get("crc32c") instanceof List<?> list)) {
            throw new IOException("it has no crc32c");
        }
        for (Object each : list) {
            sums.add(whole(each, "crc32c"));
        }
        if (sums.size() != (bytes + FileSums.BLOCK_BYTES - 1) / FileSums.BLOCK_BYTES) {
            throw new IOException("its crc32c are not as many as its bytes need");
        }
        return new FileSums(bytes, sums);
    }
}
