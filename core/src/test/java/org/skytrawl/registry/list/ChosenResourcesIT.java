package org.skytrawl.registry.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Ivoid;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.access.FakeRegistry;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.access.RegistryQuestion;
import org.skytrawl.registry.query.ResourceReader;
import org.skytrawl.registry.query.ServicesOf;
import org.skytrawl.registry.search.Resource;

/** Chosen resources and their services, read of a registry that has not all tables, or does not write all right. */
@Timeout(60)
class ChosenResourcesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());

    @SuppressWarnings("NullAway.Init")
    private FakeRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        registry.sia1("ivo://a", 2);
        registry.sia1("ivo://b", 1);
        registry.row("rr.resource", "ivoid", "ivo://org", "res_type", "vr:organisation", "res_title", "Nobody's");
    }

    @AfterEach
    void end() {
        registry.close();
        fetcher.close();
    }

    private <T> T asked(RegistryQuestion<T> question) throws Exception {
        return new RegistryMirrors(fetcher, List.of(registry.url()), new CacheFolder(directory), 1 << 20)
                .ask(question, Deadline.after(Duration.ofSeconds(30)), new Cancellation())
                .answer();
    }

    private static List<Ivoid> ivoids(String... texts) {
        return java.util.Arrays.stream(texts).map(Ivoid::new).toList();
    }

    @Test
    void asksForColumnsThatThereAreAndSaysWhichThereAreNot() throws Exception {
        ResourceReader.Reading reading =
                asked(access -> ResourceReader.read(access, ivoids("ivo://b", "ivo://nobody's", "ivo://A", "ivo://b")));
        assertThat(reading.resources())
                .extracting(resource -> resource.ivoid().value())
                .containsExactly("ivo://b", "ivo://a");
        assertThat(reading.unknown()).containsExactly(new Ivoid("ivo://nobody's"));
        assertThat(reading.notes())
                .anyMatch(note -> note.startsWith("tables that the registry does not have"
                        + " (6): rr.res_role; rr.res_subject; rr.subject_uat; ..."))
                .anyMatch(note -> note.startsWith("columns that the registry does not have (")
                        && note.contains("rr.resource.short_name"));
        assertThat(registry.queries)
                .contains(
                        "SELECT ivoid, res_type, res_title FROM rr.resource WHERE (ivoid IN ('ivo://b',"
                                + " 'ivo://nobody''s', 'ivo://a')) ORDER BY ivoid",
                        "SELECT ivoid, detail_xpath, detail_value, cap_index FROM rr.res_detail WHERE ((detail_xpath ="
                                + " '/capability/dataModel/@ivo-id') AND ivoid IN ('ivo://b', 'ivo://nobody''s',"
                                + " 'ivo://a')) ORDER BY ivoid",
                        "SELECT ivoid, coverage, ref_system_name FROM rr.stc_spatial WHERE (ivoid IN ('ivo://b',"
                                + " 'ivo://nobody''s', 'ivo://a')) ORDER BY ivoid");
    }

    @Test
    void passesOverARegistryWithoutWhatIsNeeded() {
        registry.without("rr.capability", "standard_id");
        assertThatThrownBy(() -> asked(access -> ResourceReader.read(access, ivoids("ivo://a"))))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(registry.url() + ": its table rr.capability has no column standard_id");
    }

    @Test
    void continuesCutAnswers() throws Exception {
        for (int i = 10; i < 40; i++) {
            registry.sia1("ivo://c" + i, 1);
        }
        // TAP_SCHEMA has fewer columns of each table
        registry.limit = 12;
        List<Ivoid> all = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            all.add(new Ivoid("ivo://c" + i));
        }
        ResourceReader.Reading reading = asked(access -> ResourceReader.read(access, all));
        assertThat(reading.resources()).extracting(Resource::ivoid).containsExactlyElementsOf(all);
    }

    @Test
    void asksForTextWhereTheBinaryFormCannotBeRead() throws Exception {
        registry.writesWrongly = "rr.resource";
        ResourceReader.Reading reading = asked(access -> ResourceReader.read(access, ivoids("ivo://a")));
        assertThat(reading.resources()).extracting(Resource::title).containsExactly("Images ivo://a");
        assertThat(reading.notes())
                .anyMatch(note -> note.startsWith("unreadable answers, queried again as text (1): rr.resource: "));
    }

    @Test
    void servicesOfChosenResourcesAreWholeAndTheOthersAreCounted() throws Exception {
        ServiceList services = asked(new ServicesOf("mine", ivoids("ivo://a", "ivo://org", "ivo://nobody")));
        assertThat(services.name()).isEqualTo("mine");
        assertThat(services.candidates())
                .filteredOn(candidate -> candidate.service().ivoid().value().equals("ivo://a"))
                .hasSize(2)
                .allMatch(candidate -> candidate.service().protocol().equals(Sia1.PROTOCOL))
                .allMatch(candidate -> candidate.service().coverage().spatial() != null);
        assertThat(services.mayBePrivate()).isTrue();
        assertThat(services.notes())
                .contains("resources without an SIA or SSA service or an ObsCore table (2): ivo://org; ivo://nobody");
        assertThat(registry.queries)
                .anyMatch(adql ->
                        adql.endsWith(" AND ivoid IN ('ivo://a', 'ivo://nobody', 'ivo://org')) ORDER BY ivoid"));
    }
}
