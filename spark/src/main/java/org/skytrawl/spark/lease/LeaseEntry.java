package org.skytrawl.spark.lease;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;

/**
 * The content of the file of a lease. Immutable.
 *
 * @param renewals rises with each renewal
 * @param terms of the holder; null before the first renewal
 * @param released whether the holder has ended its last request, and begins no other
 * @param holder for people: where it runs
 */
record LeaseEntry(long renewals, @Nullable LeaseTerms terms, boolean released, String holder) {
    /** The file is empty: its number has been taken, and nothing was asked under it. */
    static final LeaseEntry TAKEN = new LeaseEntry(0, null, false, "");

    private static final int LONGEST_HOLDER = 200;

    byte[] bytes() {
        JsonObject json = JsonObject.of(
                "renewals", renewals,
                "may_ask_ms", terms == null ? null : terms.mayAsk().toMillis(),
                "longest_request_ms",
                        terms == null ? null : terms.longestRequest().toMillis(),
                "released", released,
                "holder", holder);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if it is not the content of a lease */
    static LeaseEntry of(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return TAKEN;
        }
        JsonObject json = JsonObject.read(new ByteArrayInputStream(bytes));
        String holder = String.valueOf(json.text("holder"));
        try {
            return new LeaseEntry(
                    whole(json, "renewals"),
                    new LeaseTerms(
                            Duration.ofMillis(whole(json, "may_ask_ms")),
                            Duration.ofMillis(whole(json, "longest_request_ms"))),
                    json.flag("released"),
                    holder.substring(0, Math.min(LONGEST_HOLDER, holder.length())));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static long whole(JsonObject json, String name) throws IOException {
        Number number = json.number(name);
        if (!(number instanceof Integer || number instanceof Long)) {
            throw new IOException(name + " is missing, or is no whole number");
        }
        return number.longValue();
    }
}
