package org.skytrawl.simvo.ssa;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.SimService.Published;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Simple Spectral Access 1.1. Errors are VOTables with status 200, as in its section 8.10. Thread-safe. */
public final class SsaHandler implements Handler {
    private final List<Published> published;
    private final @Nullable Double maxSearchRadiusDeg;
    private final SsaTable table;

    /** @param maxSearchRadiusDeg what the service declares and holds to; null for no limit */
    public SsaHandler(SimService service, @Nullable Double maxSearchRadiusDeg, SsaDialect dialect) {
        published = service.published();
        this.maxSearchRadiusDeg = maxSearchRadiusDeg;
        table = new SsaTable(dialect, published);
    }

    @Override
    public Response handle(Request request) {
        try {
            SsaQuery query = SsaQuery.of(request, maxSearchRadiusDeg);
            List<Published> found = published.stream().filter(query::wants).toList();
            boolean overflow = found.size() > query.maxRec();
            List<Published> given = found.subList(0, Math.min(found.size(), query.maxRec()));
            return new Response(
                    200, Response.VOTABLE, Map.of(), out -> table.write(given, overflow, query.metadata(), out));
        } catch (SsaQuery.BadParameter e) {
            return Response.text(200, Response.VOTABLE, VoTableWriter.error(String.valueOf(e.getMessage())));
        }
    }
}
