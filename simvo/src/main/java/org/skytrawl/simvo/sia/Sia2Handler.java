package org.skytrawl.simvo.sia;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.sia.Entry.BadParameter;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.RepeatedPos;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.votable.VoTableWriter;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/** Simple Image Access 2.0. Errors are VOTables with status 400 (DALI 1.1 section 4.2). Thread-safe. */
public final class Sia2Handler implements Handler {
    private final List<Entry> entries;
    private final RepeatedPos repeatedPos;

    public Sia2Handler(SimService service) {
        repeatedPos = service.ways().repeatedPos();
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
            Sia2Query query = Sia2Query.of(request, repeatedPos);
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

    /** A query of SIA 2.0 (section 2.1): values of one parameter are alternatives, parameters restrict each other. */
    private record Sia2Query(
            List<Predicate<Entry>> regions,
            List<Span> bands,
            List<Span> times,
            List<String> types,
            List<String> collections,
            int maxRec) {
        private static final int MOST = 100_000;

        static Sia2Query of(Request request, RepeatedPos repeatedPos) throws BadParameter {
            List<Predicate<Entry>> regions = new ArrayList<>();
            for (String pos : counted(request.all("POS"), repeatedPos)) {
                regions.add(region(pos));
            }
            return new Sia2Query(
                    regions,
                    spans("BAND", request.all("BAND")),
                    spans("TIME", request.all("TIME")),
                    request.all("DPTYPE").stream()
                            .map(type -> type.strip().toLowerCase(Locale.ROOT))
                            .toList(),
                    request.all("COLLECTION"),
                    maxRec(request.parameter("MAXREC")));
        }

        private static List<String> counted(List<String> all, RepeatedPos repeatedPos) throws BadParameter {
            if (all.size() < 2) {
                return all;
            }
            return switch (repeatedPos) {
                case UNION -> all;
                case FIRST -> List.of(all.getFirst());
                case LAST -> List.of(all.getLast());
                case IGNORED -> List.of();
                case REFUSED ->
                    throw new BadParameter("UsageFault: POS is given " + all.size() + " times, only one is supported");
            };
        }

        /** What is no circle is compared with the circle around an image (SIA 2.0 section 2.1.1). */
        private static Predicate<Entry> region(String text) throws BadParameter {
            String[] words = text.strip().split("\\s+", -1);
            String kind = words[0].toUpperCase(Locale.ROOT);
            try {
                if (kind.equals("CIRCLE") && words.length == 4) {
                    SkyCircle circle = SkyCircle.ofDegrees(
                            Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
                    return entry -> entry.shape().overlaps(circle);
                }
                if (kind.equals("RANGE") || kind.equals("POLYGON")) {
                    SkyShape shape = StcS.parse(text.strip());
                    return entry -> shape.overlaps(entry.around());
                }
            } catch (ShapeFormatException | IllegalArgumentException e) {
                throw new BadParameter("UsageFault: POS '" + text + "': " + e.getMessage());
            }
            throw new BadParameter(
                    "UsageFault: POS must be CIRCLE, RANGE or POLYGON with numbers, but is '" + text + "'");
        }

        private static int maxRec(@Nullable String text) throws BadParameter {
            if (text == null || text.isBlank()) {
                return MOST;
            }
            if (!text.strip().matches("\\d{1,18}")) {
                throw new BadParameter("UsageFault: MAXREC must be a number of rows, but is '" + text + "'");
            }
            return (int) Math.min(MOST, Long.parseLong(text.strip()));
        }

        private static List<Span> spans(String name, List<String> texts) throws BadParameter {
            List<Span> spans = new ArrayList<>();
            for (String text : texts) {
                String[] words = text.strip().split("\\s+", -1);
                try {
                    double lo = number(words[0]);
                    double hi = words.length == 1 ? lo : number(words[1]);
                    if (words.length > 2 || !(lo <= hi)) {
                        throw new BadParameter(
                                "UsageFault: " + name + " must be one or two rising numbers, but is '" + text + "'");
                    }
                    spans.add(new Span(lo, hi));
                } catch (NumberFormatException e) {
                    throw new BadParameter("UsageFault: " + name + " '" + text + "' is no interval");
                }
            }
            return spans;
        }

        private static double number(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "+inf", "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(word);
            };
        }

        boolean wants(Entry entry) {
            Dataset dataset = entry.dataset();
            return (regions.isEmpty() || regions.stream().anyMatch(region -> region.test(entry)))
                    && touches(bands, dataset.wavelengthM())
                    && touches(times, dataset.mjd())
                    && (types.isEmpty() || types.contains(dataset.productType()))
                    && (collections.isEmpty() || collections.contains(dataset.collection()));
        }

        private static boolean touches(List<Span> asked, @Nullable Span known) {
            return asked.isEmpty() || (known != null && asked.stream().anyMatch(known::overlaps));
        }
    }
}
