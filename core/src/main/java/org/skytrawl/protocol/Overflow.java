package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.votable.QueryStatus;
import org.skytrawl.votable.ReadReport;

/** Detects that a service has more rows than it returned. */
public final class Overflow {
    private Overflow() {}

    /**
     * The sign of the overflow in words, or null if there is none.
     *
     * @param maxRecSent the MAXREC sent, or null if none was sent
     * @param declared the row limit that the service declares, or null
     */
    public static @Nullable String seen(ReadReport report, @Nullable Long maxRecSent, @Nullable Long declared) {
        long rows = report.rows() + report.badRows();
        if (report.status().word() == QueryStatus.Word.OVERFLOW) {
            String message = PlainText.of(report.status().message(), 200);
            return "QUERY_STATUS OVERFLOW after " + rows + " rows" + (message.isEmpty() ? "" : ": " + message);
        }
        if (maxRecSent != null && rows >= maxRecSent) {
            return rows + " rows, as many as MAXREC allowed";
        }
        if (declared != null && declared > 0 && rows >= declared) {
            return rows + " rows, as many as the service declares to return at most";
        }
        return null;
    }
}
