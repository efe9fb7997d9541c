package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.registry.list.ServiceList;

/** A target list at a real data centre: its ObsTAP takes it as an upload, its SIA2 in one query. */
@Tag("dachs")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DachsTargetsIT {
    private static final int TARGETS = 100;

    @TempDir
    private Path folder;

    /** Some near data, others anywhere; at the poles and RA 0 too. */
    private static TargetList targets() {
        Random random = new Random(20261130);
        double[][] places = {{10.68, 41.27}, {0.02, -5}, {37.95, 89.26}, {83.82, -5.39}, {0, 0}, {0, -80}, {359, 40}};
        TargetList.Builder list = new TargetList.Builder();
        for (int i = 0; i < TARGETS; i++) {
            double[] place = places[i % places.length];
            boolean isNear = i % 3 != 0;
            double raDeg = isNear ? place[0] + random.nextGaussian() : 360 * random.nextDouble();
            double decDeg = isNear
                    ? Math.clamp(place[1] + random.nextGaussian(), -90, 90)
                    : Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
            list.add(new Target("T" + i, raDeg, decDeg, 0.02 + 0.8 * random.nextDouble()));
        }
        return list.build();
    }

    /** As {@link DachsSql#obscoreUrls}, for all targets in one query. */
    private static Set<String> truth(TargetList targets) throws Exception {
        List<String> rows = new ArrayList<>();
        targets.forEach(target -> rows.add(String.format(
                Locale.ROOT,
                "('%s', spoint(radians(%s), radians(%s)), radians(%s))",
                target.id(),
                target.raDeg(),
                target.decDeg(),
                target.radiusDeg())));
        return DachsSql.query("SELECT t.id || ' ' || CASE WHEN access_url LIKE 'http%' THEN access_url"
                + " ELSE 'http://127.0.0.1:8080/getproduct/' || access_url END"
                + " FROM ivoa.obscore, (VALUES " + String.join(", ", rows) + ") AS t(id, centre, radius)"
                + " WHERE CASE WHEN s_region IS NULL"
                + " THEN spoint(radians(s_ra), radians(s_dec)) <-> centre <= radius + radians(COALESCE(s_fov, 0) / 2)"
                + " ELSE s_region && scircle(centre, radius) END");
    }

    private ServiceList service(String standardId, String accessUrl, String table) throws Exception {
        return ServiceList.read(Files.writeString(
                folder.resolve("services.csv"),
                "ivoid,title,standard_id,access_url,table_name\nivo://x-loopback.test/x,DaCHS," + standardId + ","
                        + accessUrl + "," + table + "\n"));
    }

    private static DiscoveryResult ask(Discovery discovery, ServiceList service) throws Exception {
        DiscoveryResult found = discovery
                .services(service)
                .serviceTimeout(Duration.ofSeconds(200))
                .run();
        assertThat(found.losses().stream().map(ServiceEnded::outcome)).isEmpty();
        return found;
    }

    private static Set<String> pairs(TargetList targets, DiscoveryResult found) {
        Set<String> pairs = new TreeSet<>();
        for (FoundDataset dataset : found.datasets()) {
            TargetMatches matches = Objects.requireNonNull(dataset.record().matches());
            for (int i = 0; i < matches.size(); i++) {
                pairs.add(targets.id(matches.number(i)) + " " + dataset.record().text(ObsCoreColumn.access_url));
            }
        }
        return pairs;
    }

    private static QueryFacts facts(DiscoveryResult found) {
        return Objects.requireNonNull(found.log().services().getFirst().facts());
    }

    @Test
    void anUploadGivesThePairsThatSqlSays() throws Exception {
        TargetList targets = targets();
        ServiceList tap = service("ivo://ivoa.net/std/tap", "http://127.0.0.1:8080/tap", "ivoa.obscore");
        DiscoveryResult found = ask(Discovery.datasets().targets(targets), tap);
        Set<String> truth = truth(targets);
        assertThat(truth).hasSizeGreaterThan(100);
        assertThat(pairs(targets, found)).isEqualTo(truth);
        assertThat(facts(found).form()).contains("upload").doesNotContain("given up");
        assertThat(facts(found).attempts()).isLessThan(10);
        // single questions give the same
        for (Target target : List.of(targets.target(0), targets.target(TARGETS / 2))) {
            DiscoveryResult one =
                    ask(Discovery.datasets().cone(target.raDeg(), target.decDeg(), target.radiusDeg()), tap);
            String start = target.id() + " ";
            assertThat(one.datasets().stream().map(each -> start + each.record().text(ObsCoreColumn.access_url)))
                    .containsExactlyInAnyOrderElementsOf(truth.stream()
                            .filter(pair -> pair.startsWith(start))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void severalPosGiveThePairsThatAnUploadGives() throws Exception {
        TargetList targets = targets();
        DiscoveryResult bySia2 = ask(
                Discovery.images().targets(targets),
                service(
                        "ivo://ivoa.net/std/sia#query-2.0",
                        "http://127.0.0.1:8080/__system__/siap2/sitewide/siap2.xml",
                        ""));
        DiscoveryResult byTap = ask(
                Discovery.images().targets(targets),
                service("ivo://ivoa.net/std/tap", "http://127.0.0.1:8080/tap", "ivoa.obscore"));
        assertThat(pairs(targets, bySia2)).isNotEmpty().isEqualTo(pairs(targets, byTap));
        assertThat(facts(bySia2).form()).contains("several POS");
    }
}
