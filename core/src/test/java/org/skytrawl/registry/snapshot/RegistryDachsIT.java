package org.skytrawl.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.access.MirrorStatus;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.regtap.RegistryReading;
import org.skytrawl.selection.ServiceSelection;

/** The registry of the DaCHS in {@code testbed/dachs}. */
@Tag("dachs")
@Timeout(120)
class RegistryDachsIT {
    private static final List<String> URLS = List.of("http://127.0.0.1:8080/tap");

    @TempDir
    Path directory;

    @Test
    void findsAndSelectsWhatTheTestbedHas() throws Exception {
        try (HttpFetcher fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system())) {
            Registry registry = new Registry(fetcher, new SnapshotStore(directory), 1 << 30);
            Question halfSky = new Question(new Cone(10.68, -10, 90), null, null, Set.of("image"));
            Question atM31 = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
            Question spectra = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("spectrum"));
            RegistryReading reading =
                    registry.read(URLS, atM31, false, Deadline.after(Duration.ofMinutes(1)), new Cancellation());
            List<Candidate> candidates = reading.snapshot().candidates();
            assertThat(reading.notes()).isEmpty();
            assertThat(candidates.stream()
                            .filter(c -> isOfTestbed(c.service().ivoid().toString()))
                            .map(c -> name(c.service().accessUrl())))
                    .containsExactly(
                            "/tap",
                            "/specl/q",
                            "/specx/q",
                            "/tser/q",
                            "/__system__/siap2/sitewide",
                            "/radb/q",
                            "/loner/q",
                            "/opta/q",
                            "/widec/q");
            assertThat(kept(candidates, atM31, false)).containsExactly("/loner/q", "/opta/q");
            assertThat(kept(candidates, halfSky, false)).containsExactly("/radb/q", "/loner/q", "/opta/q", "/widec/q");
            assertThat(kept(candidates, halfSky, true)).containsExactly("/tap", "/loner/q");
            // a light curve's service says nothing of its product types
            assertThat(kept(candidates, spectra, false)).containsExactly("/specl/q", "/specx/q", "/tser/q");
            assertThat(kept(candidates, spectra, true)).containsExactly("/tap");
            assertThat(registry.read(URLS, atM31, false, Deadline.never(), new Cancellation())
                            .snapshot())
                    .isEqualTo(reading.snapshot());
        }
    }

    @Test
    void tellsWhatItCanDoAndWhatHasChanged() throws Exception {
        try (HttpFetcher fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system())) {
            SnapshotStore store = new SnapshotStore(directory);
            Deadline deadline = Deadline.after(Duration.ofMinutes(1));
            RegistryMirrors mirrors = new RegistryMirrors(fetcher, URLS, store.folder(), 1 << 30);
            MirrorStatus checked = mirrors.check(deadline, new Cancellation()).getFirst();
            assertThat(checked.why()).isNull();
            RegistryFeatures features = java.util.Objects.requireNonNull(checked.features());
            assertThat(features.hasMoc()).isTrue();
            assertThat(features.hasUnion()).isTrue();
            assertThat(features.hasGeometry()).isTrue();
            assertThat(features.hasFunction("ivo_hasword")).isTrue();
            assertThat(features.hasColumn("rr.stc_spatial", "coverage")).isTrue();
            Registry registry = new Registry(fetcher, store, 1 << 30);
            RegistryReading all = registry.update(URLS, deadline, new Cancellation());
            RegistryReading changes = registry.update(URLS, deadline, new Cancellation());
            assertThat(changes.update())
                    .satisfies(
                            update -> assertThat(update.full()).as("%s", update).isFalse());
            assertThat(changes.snapshot().candidates()).isEqualTo(all.snapshot().candidates());
            assertThat(changes.notes()).isEmpty();
        }
    }

    private static List<String> kept(List<Candidate> candidates, Question constraints, boolean inclusive) {
        return ServiceSelection.select(candidates, constraints, inclusive, true, true).kept().stream()
                .map(service -> name(service.accessUrl()))
                .toList();
    }

    /** Not of testbed/regtap: its records are in the registry too, with coverage that prunes them in these questions. */
    private static boolean isOfTestbed(String ivoid) {
        return ivoid.startsWith("ivo://x-loopback.test/");
    }

    private static String name(String url) {
        return url.replaceFirst("http://[^/]+", "").replaceFirst("/(sia2?/|ssa/)?(siap2?|ssap).xml.*", "");
    }
}
