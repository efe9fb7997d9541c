package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.registry.Candidate;
import org.skytrawl.run.Plan;
import org.skytrawl.selection.ServiceSelection;

/** Of a target list only the targets are asked for again that a service has not answered for. */
class TargetsRetryIT extends LoopbackRuns {
    private static final int SIZE = 12;

    /** On the equator, 10 degrees apart. The last two share a dataset. */
    private static final TargetList LIST = list();

    private static final Question QUESTION = new Question(TargetRegion.of(LIST), null, null, Set.of("image"));

    /** The right ascensions that each service was asked for. */
    private final Map<String, Set<Integer>> asked = new ConcurrentHashMap<>();

    /** The right ascensions for which the services answer with an error. */
    private final Set<Integer> broken = new ConcurrentSkipListSet<>();

    private static TargetList list() {
        List<Target> targets = new ArrayList<>();
        for (int i = SIZE - 1; i >= 0; i--) {
            targets.add(new Target("t" + i, 10 * i + 5, 0, 0.5));
        }
        return TargetList.of(targets);
    }

    /** Has an image at each target, 1 degree wide. */
    private void images(String name, String prefix) {
        vo.add(name, exchange -> {
            Set<Integer> places = places(exchange);
            asked.computeIfAbsent(name, first -> new ConcurrentSkipListSet<>()).addAll(places);
            if (name.equals("moody") && places.stream().anyMatch(broken::contains)) {
                LoopbackVo.send(exchange, 404, "gone");
                return;
            }
            StringBuilder rows = new StringBuilder();
            for (int ra : places) {
                rows.append(("<TR><TD>image</TD><TD>ivo://data/%s%d</TD><TD>http://data.example/%s%d.fits</TD>"
                                + "<TD>image/fits</TD><TD>%d.25</TD><TD>0</TD><TD>1</TD></TR>\n")
                        .formatted(prefix, ra, prefix, ra, ra));
            }
            String empty = LoopbackVo.table(List.of(), "OK");
            LoopbackVo.send(exchange, 200, empty.replace("<TABLEDATA>", "<TABLEDATA>" + rows));
        });
    }

    private static Set<Integer> places(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Set<Integer> places = new LinkedHashSet<>();
        for (String parameter : (query + "&" + body).split("&", -1)) {
            String text = URLDecoder.decode(parameter, StandardCharsets.UTF_8);
            if (text.startsWith("POS=CIRCLE ")) {
                double ra = Double.parseDouble(text.split(" ", -1)[1]);
                places.add((int) Math.round(ra));
            }
        }
        return places;
    }

    private DiscoveryResult discover() throws InterruptedException {
        List<Candidate> candidates = vo.services().stream().map(Candidate::of).toList();
        return DiscoveryRun.start(
                        QUESTION,
                        QUICK,
                        RunContext.NONE,
                        (constraints, any, fetcher, end, cancellation) -> new Plan(
                                new ProvenanceEvent.RegistryRead(
                                        Instant.now(),
                                        ProvenanceEvent.CandidateSource.named("a test"),
                                        candidates.size(),
                                        List.of(),
                                        List.of(),
                                        false),
                                ServiceSelection.select(candidates, constraints, true, true, false),
                                true),
                        ProvenanceLog.inMemory(),
                        null)
                .await();
    }

    private static ReadLog read(DiscoveryResult run) throws IOException {
        StringBuilder text = new StringBuilder();
        run.log().writeTo(text);
        return LogFile.read(
                "run.jsonl", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> pairs(DiscoveryResult run) {
        return run.pairs().stream()
                .map(pair -> pair.target().id() + " " + pair.dataset().record().text(ObsCoreColumn.obs_publisher_did)
                        + " " + pair.overlap() + " " + pair.dataset().origins().size())
                .toList();
    }

    private static TargetSet left(DiscoveryResult run) {
        return run.losses().stream()
                .map(ended -> Objects.requireNonNull(
                                Objects.requireNonNull(ended.facts()).targets())
                        .left())
                .reduce(TargetSet.EMPTY, TargetSet::union);
    }

    private static Set<Integer> places(TargetSet set) {
        Set<Integer> places = new TreeSet<>();
        set.forEach(number -> places.add((int) LIST.target(number).raDeg()));
        return places;
    }

    @Test
    void retryAsksOnlyForWhatIsLeft() throws Exception {
        images("good", "a");
        images("moody", "a");
        DiscoveryResult whole = discover();
        assertThat(whole.isComplete()).isTrue();
        assertThat(whole.pairs()).hasSize(SIZE);
        assertThat(pairs(whole)).first().isEqualTo("t11 ivo://data/a115 TESTED 2");

        Stream.of(75, 85, 95).forEach(broken::add);
        DiscoveryResult run = discover();
        TargetSet left = left(run);
        assertThat(run.losses()).hasSize(1);
        assertThat(places(left)).contains(75, 85, 95).hasSizeLessThan(SIZE);

        broken.clear();
        asked.clear();
        DiscoveryResult again =
                Discovery.retry(read(run), run.datasets()).options(QUICK).run();
        assertThat(asked).containsOnlyKeys("moody");
        assertThat(asked.get("moody")).containsExactlyInAnyOrderElementsOf(places(left));
        assertThat(again.isComplete()).isTrue();
        assertThat(pairs(again)).isEqualTo(pairs(whole));
        assertThat(again.datasets()).extracting(FoundDataset::record).allMatch(it -> it.matches() != null);
    }

    @Test
    void aServiceThatFailedIsAskedForAllOfItsTargets() throws Exception {
        images("moody", "a");
        for (int i = 0; i < SIZE; i++) {
            broken.add(10 * i + 5);
        }
        DiscoveryResult run = discover();
        assertThat(run.pairs()).isEmpty();
        broken.clear();
        DiscoveryResult again =
                Discovery.retry(read(run), run.datasets()).options(QUICK).run();
        assertThat(again.isComplete()).isTrue();
        assertThat(again.pairs()).hasSize(SIZE);
    }

    @Test
    void rerunAsksForTheSameAgainAlsoAfterARetry() throws Exception {
        images("good", "a");
        images("moody", "b");
        broken.add(75);
        DiscoveryResult run = discover();
        broken.clear();
        DiscoveryResult retried =
                Discovery.retry(read(run), run.datasets()).options(QUICK).run();
        for (DiscoveryResult earlier : List.of(run, retried)) {
            asked.clear();
            DiscoveryResult again =
                    Discovery.rerun(read(earlier)).options(QUICK).run();
            assertThat(again.isComplete()).isTrue();
            assertThat(asked.get("good")).hasSize(SIZE);
            assertThat(asked.get("moody")).hasSize(SIZE);
            assertThat(pairs(again)).isEqualTo(pairs(retried));
            String notes = again.log().events().stream()
                    .filter(ProvenanceEvent.RegistryRead.class::isInstance)
                    .map(event -> ((ProvenanceEvent.RegistryRead) event).notes().toString())
                    .collect(Collectors.joining());
            assertThat(notes).isEqualTo("[]");
        }
    }
}
