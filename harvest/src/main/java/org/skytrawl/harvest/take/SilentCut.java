package org.skytrawl.harvest.take;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;

/** Signs that a service which does not count has cut an answer, although it does not say so as TAP demands. */
final class SilentCut {
    private static final int ROUND = 100;

    private SilentCut() {}

    /**
     * A sign that there may be more rows. Some answers show it by chance; to split them costs two requests.
     *
     * @param rows of the answer
     * @param warnings of the service in the answer
     * @return null if there is none
     */
    static @Nullable String sign(long rows, String warnings, Service service) {
        Long declared = service.maxRecords();
        if (declared != null && declared > 0 && rows >= declared) {
            return rows + " rows, as many as the service declares to return at most";
        }
        if (saysSo(warnings, rows)) {
            return warnings;
        }
        if (rows >= ROUND && (rows % ROUND == 0 || Long.bitCount(rows) == 1)) {
            return rows + " rows, a round number";
        }
        return null;
    }

    /** Some services send a warning of truncated texts with each answer. */
    static boolean saysSo(String warnings, long rows) {
        return rows > 1 && warnings.toLowerCase(Locale.ROOT).contains("truncat");
    }
}
