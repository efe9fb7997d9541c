package org.skytrawl.simvo.sia;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.votable.VoTableWriter;

/**
 * Simple Image Access 2.0, with its capabilities and availability below its own path. Errors are VOTables with status 400
 * (DALI 1.1 section 4.2). Thread-safe.
 */
public final class Sia2Handler implements Handler {
    private final List<Entry> entries;

    public Sia2Handler(SimService service) {
        entries = service.published().stream().map(Entry::of).toList();
    }

    @Override
    public Response handle(Request request) {
        if (request.path().endsWith("/capabilities")) {
            String own = request.baseUrl()
                    + request.path().substring(0, request.path().lastIndexOf('/'));
            return Response.text(200, "text/xml", capabilities(own));
        }
        if (request.path().endsWith("/availability")) {
            return Response.text(200, "text/xml", AVAILABLE);
        }
        try {
            String format = request.parameter("RESPONSEFORMAT");
            if (format != null
                    && !format.isBlank()
                    && !format.toLowerCase(Locale.ROOT).contains("votable")) {
                throw new BadParameter("UsageFault: RESPONSEFORMAT can be votable only, but is '" + format + "'");
            }
            Sia2Query query = Sia2Query.of(request);
            List<Entry> found = entries.stream().filter(query::wants).toList();
            boolean overflow = found.size() > query.maxRec() || query.maxRec() == 0;
            return new Response(200, Response.VOTABLE, Map.of(), out -> {
                VoTableWriter table = new VoTableWriter(out);
                table.begin(ObsCoreTable.COLUMNS);
                for (Entry entry : found.subList(0, Math.min(found.size(), query.maxRec()))) {
                    table.row(ObsCoreTable.row(entry.published()));
                }
                table.end(overflow);
            });
        } catch (BadParameter e) {
            return Response.text(400, Response.VOTABLE, VoTableWriter.error(String.valueOf(e.getMessage())));
        }
    }

    private static final String AVAILABLE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <availability xmlns="http://www.ivoa.net/xml/VOSIAvailability/v1.0"><available>true</available></availability>
            """;

    private static String capabilities(String own) {
        String url = VoTableWriter.escaped(own);
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <cap:capabilities xmlns:cap="http://www.ivoa.net/xml/VOSICapabilities/v1.0"
                    xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <capability standardID="ivo://ivoa.net/std/SIA#query-2.0">
                <interface xsi:type="vs:ParamHTTP" role="std" version="2.0"><accessURL use="base">%1$s</accessURL></interface>
                </capability>
                <capability standardID="ivo://ivoa.net/std/VOSI#capabilities">
                <interface xsi:type="vs:ParamHTTP"><accessURL use="full">%1$s/capabilities</accessURL></interface>
                </capability>
                <capability standardID="ivo://ivoa.net/std/VOSI#availability">
                <interface xsi:type="vs:ParamHTTP"><accessURL use="full">%1$s/availability</accessURL></interface>
                </capability>
                </cap:capabilities>
                """.formatted(url);
    }
}
