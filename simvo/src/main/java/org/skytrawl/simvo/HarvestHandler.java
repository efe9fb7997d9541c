package org.skytrawl.simvo;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.votable.VoTableWriter;

/** A TAP service of the layout for harvests: refuses what it cannot do, and its table may grow. Thread-safe. */
final class HarvestHandler implements Handler {
    private static final Map<Oddity, Pattern> REFUSED = Map.of(
            Oddity.NO_COUNT, Pattern.compile("(?i)\\bCOUNT\\s*\\("),
            Oddity.NO_GROUP_BY, Pattern.compile("(?i)\\bGROUP\\s+BY\\b"));

    private final HarvestTable table;
    private final Handler tap;
    private final Consumer<@Nullable Object[]> insert;
    private final AtomicInteger claimed;
    private final AtomicInteger inserted;

    /** @param insert adds a row to the table of the service */
    HarvestHandler(HarvestTable table, Handler tap, Consumer<@Nullable Object[]> insert) {
        this.table = table;
        this.tap = tap;
        this.insert = insert;
        this.claimed = new AtomicInteger(table.firstRows());
        this.inserted = new AtomicInteger(table.firstRows());
    }

    /** The number of rows in the table. */
    int rows() {
        return inserted.get();
    }

    @Override
    public Response handle(Request request) throws Exception {
        String query = request.parameter("QUERY");
        if (query == null) {
            return tap.handle(request);
        }
        for (Map.Entry<Oddity, Pattern> refused : REFUSED.entrySet()) {
            if (table.is(refused.getKey()) && refused.getValue().matcher(query).find()) {
                String reason =
                        refused.getKey() == Oddity.NO_COUNT ? "unknown function COUNT" : "GROUP BY is not supported";
                return Response.text(400, Response.VOTABLE, VoTableWriter.error("ADQL: " + reason));
            }
        }
        grow();
        return tap.handle(request);
    }

    private void grow() {
        int next = claimed.getAndUpdate(count -> Math.min(table.rows(), count + 1));
        if (next < table.rows()) {
            insert.accept(table.row(next));
            inserted.incrementAndGet();
        }
    }
}
