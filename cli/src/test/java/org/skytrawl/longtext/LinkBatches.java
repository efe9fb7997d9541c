package org.skytrawl.longtext;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skytrawl.download.Download;
import org.skytrawl.download.DownloadOptions;
import org.skytrawl.download.DownloadResult;
import org.skytrawl.download.FileOutcome;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;

/** Links documents, and headers and redirects of files, of datasets that are downloaded beside an honest file. */
final class LinkBatches {
    private static final String TYPE = "application/x-votable+xml;content=datalink";
    private static final List<String> COLUMNS = List.of(
            "ID",
            "access_url",
            "service_def",
            "error_message",
            "semantics",
            "description",
            "content_type",
            "content_length",
            "content_qualifier",
            "local_semantics",
            "link_auth",
            "link_authorized");

    private final HonestVo vo;
    private final SimHost host;
    private final List<Place> places;
    private final AtomicInteger folders = new AtomicInteger();
    private final int headers;
    private volatile List<LongText> texts = List.of();

    LinkBatches(HonestVo vo, HeaderBatches headers) throws IOException {
        this.vo = vo;
        this.headers = headers.size();
        host = vo.host();
        StringBuilder links = new StringBuilder("<VOTABLE version=\"1.4\"><RESOURCE type=\"results\">"
                + "<INFO name=\"QUERY_STATUS\" value=\"OK\"/><TABLE>");
        COLUMNS.forEach(
                column -> links.append("<FIELD name=\"" + column + "\" datatype=\"char\" arraysize=\"*\"></FIELD>"));
        links.append("<DATA><TABLEDATA><TR>");
        COLUMNS.forEach(column -> links.append("<TD>"
                + switch (column) {
                    case "access_url" -> host.baseUrl() + "/honest/file.fits";
                    case "semantics" -> "#this";
                    case "content_type" -> "application/fits";
                    default -> "";
                }
                + "</TD>"));
        links.append("</TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>");
        places = Place.ofVoTable(links.toString());
        host.mount(
                "/links",
                request -> {
                    int number = Integer.parseInt(request.path().split("/", -1)[2]);
                    return Response.text(200, TYPE, places.get(number).xml(texts.get(number % texts.size())));
                },
                Behaviour.HEALTHY);
        host.mount(
                "/honest",
                request -> Response.text(200, "application/fits", "SIMPLE  =" + " ".repeat(2871)),
                Behaviour.HEALTHY);
        host.mount(
                "/headers",
                request -> Response.text(404, "text/plain", ""),
                (request, healthy, wire) -> headers.send(request, texts, wire));
        host.mount("/datasets", request -> Response.text(200, Response.VOTABLE, datasets()), Behaviour.HEALTHY);
    }

    /** An answer with as many datasets as there are places and headers, and the honest one. */
    private String datasets() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < places.size(); i++) {
            rows.append(row(i, host.baseUrl() + "/links/" + i, TYPE));
        }
        for (int i = 0; i < headers; i++) {
            rows.append(row(
                    places.size() + i, host.baseUrl() + "/headers/" + i + "/" + i % texts.size(), "application/fits"));
        }
        rows.append(row(-1, host.baseUrl() + "/honest/one.fits", "application/fits"));
        return """
                <VOTABLE version="1.4"><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
                <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
                <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
                <FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="access_format" datatype="char" arraysize="*"/>
                <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
                <DATA><TABLEDATA>%s</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
                """.formatted(rows);
    }

    private static String row(int number, String url, String format) {
        return "<TR><TD>ivo://data/" + number + "</TD><TD>image</TD><TD>" + url + "</TD><TD>" + format
                + "</TD><TD>10.68</TD><TD>41.27</TD></TR>\n";
    }

    /** All places and headers, each with the next of these texts. */
    Batch inTurn(List<LongText> all, int first) {
        List<LongText> turned = new ArrayList<>(all.subList(first, all.size()));
        turned.addAll(all.subList(0, first));
        return new Batch() {
            @Override
            public String name() {
                return "links with " + turned.getFirst() + " and others in turn";
            }

            @Override
            public List<String> cases() {
                List<String> cases = new ArrayList<>();
                for (int i = 0; i < places.size(); i++) {
                    cases.add("link " + places.get(i).name() + " with " + turned.get(i % turned.size()));
                }
                for (int i = 0; i < headers; i++) {
                    cases.add("file's header " + i + " with " + turned.get(i % turned.size()));
                }
                return cases;
            }

            @Override
            public @Nullable String run(List<Integer> chosen) throws Exception {
                texts = turned;
                List<FoundDataset> found = vo.found(
                                List.of("ivo://hostile/data,Data,sia2," + host.baseUrl() + "/datasets,"), null)
                        .datasets();
                Set<String> wanted = new HashSet<>(Set.of("ivo://data/-1"));
                chosen.forEach(number -> wanted.add("ivo://data/" + number));
                List<FoundDataset> datasets = found.stream()
                        .filter(dataset -> wanted.contains(
                                String.valueOf(dataset.record().value(ObsCoreColumn.obs_publisher_did))))
                        .toList();
                if (datasets.size() != chosen.size() + 1) {
                    return datasets.size() + " datasets, not " + (chosen.size() + 1);
                }
                DownloadOptions options = DownloadOptions.DEFAULTS
                        .withIdleTimeout(Duration.ofSeconds(5))
                        .withDeadline(HonestVo.DEADLINE)
                        .withLimits(16, 16)
                        .withMaxFileBytes(1 << 22);
                long begin = System.nanoTime();
                DownloadResult result = Download.of(datasets)
                        .options(options)
                        .into(vo.path("files" + folders.getAndIncrement()))
                        .await();
                String late = HonestVo.late(begin);
                boolean there = result.files().stream()
                        .anyMatch(file -> "ivo://data/-1".equals(file.publisherDid())
                                && file.outcome() == FileOutcome.DOWNLOADED);
                return late != null ? late : there ? null : "the honest file is missing";
            }
        };
    }
}
