package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

/** Polygons and MOCs asked of a real data centre, testbed/dachs, against the shapes of pgSphere in its database. */
@Tag("dachs")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DachsRegionsIT {
    private static final String HEAD = "ivoid,title,standard_id,access_url,table_name,max_records\n";
    private static final String TAP =
            HEAD + "ivo://x-loopback.test/tap,TAP,ivo://ivoa.net/std/tap,http://127.0.0.1:8080/tap/,ivoa.obscore,\n";
    private static final String SIA2 = HEAD
            + "ivo://x-loopback.test/radb/q/sia2,SIA2,ivo://ivoa.net/std/sia#query-2.0,"
            + "http://127.0.0.1:8080/radb/q/sia2/siap2.xml?,,\n";
    private static final String SSA = HEAD + ssa("specl") + ssa("specx");
    private static final String SIA1 = HEAD + sia1("opta") + sia1("widec") + sia1("loner");

    @TempDir
    private static Path cache;

    private final Set<String> forms = new TreeSet<>();

    private static String ssa(String collection) {
        return "ivo://x-loopback.test/%1$s/q/ssa,SSA,ivo://ivoa.net/std/ssa,http://127.0.0.1:8080/%1$s/q/ssa/ssap.xml?,,\n"
                .formatted(collection);
    }

    private static String sia1(String collection) {
        return "ivo://x-loopback.test/%1$s/q/sia,SIA,ivo://ivoa.net/std/sia,http://127.0.0.1:8080/%1$s/q/sia/siap.xml?,,\n"
                .formatted(collection);
    }

    /** Somewhere about what the collections have; M31, RA 0 and near the poles. */
    private static double[] place(Random random) {
        double[][] places = {
            {10.7, 41.25}, {0.02, -5}, {37.95, 89.26}, {83.7, -5.39}, {150.1, 2.2}, {220, 0}, {35, -45}, {359, 40}
        };
        return places[random.nextInt(places.length)];
    }

    private static PolygonRegion polygon(Random random) {
        double[] at = place(random);
        double sizeDeg = random.nextBoolean() ? 0.3 : 4;
        int corners = random.nextInt(3, 9);
        double[] raDec = new double[2 * corners];
        double turn = random.nextDouble();
        for (int i = 0; i < corners; i++) {
            // counter-clockwise and convex or nearly so, wherever it is
            double angle = 2 * Math.PI * (i + turn) / corners;
            double apart = Math.toRadians(sizeDeg * random.nextDouble(0.6, 1));
            double dec0 = Math.toRadians(at[1]);
            double up = Math.sin(dec0) * Math.cos(apart) + Math.cos(dec0) * Math.sin(apart) * Math.cos(angle);
            double east = Math.sin(angle) * Math.sin(apart) * Math.cos(dec0);
            raDec[2 * i] = at[0] + Math.toDegrees(Math.atan2(east, Math.cos(apart) - Math.sin(dec0) * up));
            raDec[2 * i + 1] = Math.toDegrees(Math.asin(up));
        }
        return PolygonRegion.ofDegrees(raDec);
    }

    /** One or two places, in cells of several orders. */
    private static MocRegion moc(Random random) {
        Moc moc = Moc.EMPTY;
        for (int part = random.nextInt(2); part >= 0; part--) {
            double[] at = place(random);
            for (int i = 0; i < 6; i++) {
                int order = random.nextInt(4, 9);
                double spreadDeg = 60.0 / (1 << order);
                SkyPoint point = SkyPoint.ofDegrees(
                        at[0] + random.nextGaussian() * spreadDeg / Math.max(0.02, Math.cos(Math.toRadians(at[1]))),
                        Math.clamp(at[1] + random.nextGaussian() * spreadDeg, -90, 90));
                moc = moc.union(Moc.ofCells(order, Healpix.cellOf(order, point)));
            }
        }
        return new MocRegion(moc);
    }

    private static List<Region> regions() {
        Random random = new Random(20261130);
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            regions.add(polygon(random));
            regions.add(moc(random));
        }
        regions.add(PolygonRegion.parse("340,39 0,40 20,41 20,42 0,41 340,40"));
        return regions;
    }

    private static Question question(Region region, String... types) {
        return new Question(region, null, null, new LinkedHashSet<>(List.of(types)));
    }

    @Test
    void everyProtocolFindsExactlyWhatSqlSays() throws Exception {
        int found = 0;
        for (Region region : regions()) {
            Set<String> images = DachsSql.accessUrls(question(region, "image"));
            Set<String> radio =
                    images.stream().filter(url -> url.contains("radb")).collect(Collectors.toCollection(TreeSet::new));
            Set<String> plates = new TreeSet<>(images);
            plates.removeAll(radio);
            assertThat(discover(question(region, "image"), SIA2))
                    .as("SIA2 %s", region)
                    .isEqualTo(radio);
            assertThat(discover(question(region, "image"), SIA1))
                    .as("SIA1 %s", region)
                    .isEqualTo(plates);
            Set<String> spectra = DachsSql.allUrls(question(region, "spectrum"));
            assertThat(discover(question(region, "spectrum"), SSA))
                    .as("SSA %s", region)
                    .isEqualTo(spectra);
            Set<String> all = DachsSql.obscoreUrls(question(region));
            assertThat(discover(question(region), TAP)).as("ObsTAP %s", region).isEqualTo(all);
            found += images.size() + spectra.size() + all.size();
        }
        assertThat(found).isGreaterThan(100);
        assertThat(forms).contains("polygon", "moc");
    }

    private Set<String> discover(Question asked, String services) throws Exception {
        DiscoveryResult found = Discovery.of(asked)
                .options(DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofMinutes(2)))
                .cacheDirectory(cache)
                .services(ServiceList.read(
                        "services.csv", new ByteArrayInputStream(services.getBytes(StandardCharsets.UTF_8))))
                .run();
        assertThat(found.losses()).as(asked.toString()).isEmpty();
        found.log().services().stream()
                .filter(ended -> ended.facts() != null && ended.facts().form() != null)
                .forEach(ended -> forms.add(ended.facts().form()));
        return found.datasets().stream()
                .map(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.access_url)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
