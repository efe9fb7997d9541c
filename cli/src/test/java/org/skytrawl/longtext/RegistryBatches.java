package org.skytrawl.longtext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.SimService;

/**
 * Rows of a registry: the real one's answers, in which of each column that a run reads one resource's cell is made long. What
 * columns there are is found by a run that asks for them.
 */
final class RegistryBatches {
    private static final Pattern TABLE =
            Pattern.compile("(?i)SELECT .*? FROM (\\S+)(?: NATURAL LEFT OUTER JOIN (\\S+))? ");
    private static final Pattern FIELD = Pattern.compile("<FIELD name=\"([^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("<TR>(.*?)</TR>");
    private static final Pattern CELL = Pattern.compile("<TD>([^<]*)</TD>");

    private final HonestVo vo;
    private final SimHost host;
    private final Set<String> columns = new ConcurrentSkipListSet<>();
    private final List<String> ivoids = new ArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Map<String, Change> changes = Map.of();

    /** A cell of one resource. */
    private record Change(String column, LongText text) {}

    RegistryBatches(HonestVo vo) throws Exception {
        this.vo = vo;
        host = vo.host();
        host.mount("/tap", this::answer, Behaviour.HEALTHY);
        String wrong = vo.run(discovery(), Set.of(), true);
        if (wrong != null || columns.size() < 20) {
            throw new IllegalStateException("no columns: " + wrong + columns);
        }
        Matcher ivoid = CELL.matcher(HonestVo.get(vo.vo().registryUrl() + "/sync?LANG=ADQL&REQUEST=doQuery&QUERY="
                + HonestVo.encoded("SELECT ivoid FROM rr.resource WHERE res_type='vs:catalogservice' ORDER BY ivoid")));
        while (ivoid.find()) {
            ivoids.add(ivoid.group(1));
        }
    }

    /** Each with a path of its own: there is no snapshot of it yet. */
    private Discovery discovery() {
        int run = runs.getAndIncrement();
        Path cache = vo.path("cache" + run);
        return Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .options(HonestVo.options())
                .registries(List.of(host.baseUrl() + "/tap/" + run))
                .cacheDirectory(cache);
    }

    private Response answer(Request request) throws IOException {
        String query = request.parameter("QUERY");
        if (query == null) {
            return Response.text(404, "text/plain", "no");
        }
        String real = answers.get(query);
        if (real == null) {
            real = HonestVo.get(
                    vo.vo().registryUrl() + "/sync?LANG=ADQL&REQUEST=doQuery&QUERY=" + HonestVo.encoded(query));
            answers.put(query, real);
        }
        Matcher table = TABLE.matcher(query);
        String name = table.find() ? table.group(2) == null ? table.group(1) : table.group(2) : "";
        return Response.text(200, Response.VOTABLE, name.startsWith("rr.") ? changed(name, real) : real);
    }

    private String changed(String table, String document) {
        List<String> names = FIELD.matcher(document)
                .results()
                .map(field -> table + "." + field.group(1))
                .toList();
        columns.addAll(names);
        return ROW.matcher(document).replaceAll(row -> {
            Matcher cell = CELL.matcher(row.group(1));
            Change change = cell.find() ? changes.get(cell.group(1)) : null;
            int column = change == null ? -1 : names.indexOf(change.column);
            return Matcher.quoteReplacement(
                    column < 0 || change == null ? row.group() : changed(row.group(), column, change));
        });
    }

    private static String changed(String row, int column, Change change) {
        Matcher cell = CELL.matcher(row);
        for (int i = 0; i <= column; i++) {
            cell.find();
        }
        return Place.at(row, cell.end(1), "").xml(change.text);
    }

    /** Every column with one text. */
    Batch with(LongText text) {
        List<String> all = List.copyOf(new TreeSet<>(columns));
        return new Batch() {
            @Override
            public String name() {
                return "registry rows with " + text;
            }

            @Override
            public List<String> cases() {
                return all.stream().map(column -> column + " with " + text).toList();
            }

            @Override
            public @Nullable String run(List<Integer> chosen) throws Exception {
                Map<String, Change> now = new ConcurrentHashMap<>();
                for (int i : chosen) {
                    now.put(ivoids.get(i), new Change(all.get(i), text));
                }
                changes = now;
                return vo.run(discovery(), honest(now.keySet()), true);
            }
        };
    }

    /** The datasets of all services whose rows are as they should be. */
    private Set<Integer> honest(Set<String> changed) {
        Set<Integer> ids = new HashSet<>();
        for (SimService service : vo.vo().universe().services()) {
            String name = service.path().split("/", -1)[1];
            if (changed.stream().noneMatch(ivoid -> ivoid.endsWith("/" + name))) {
                service.published()
                        .forEach(published -> ids.add(published.dataset().id()));
            }
        }
        return ids;
    }
}
