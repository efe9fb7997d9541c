package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;
import org.skytrawl.sky.Moc;

class ResourceAssemblerTest {
    private static final Ivoid IVOID = new Ivoid("ivo://x.test/a");

    private final Map<ReadTable, Rows> rows = new EnumMap<>(ReadTable.class);
    private final Notes notes = new Notes();

    /** Rows of the resource; cells in the order of the columns behind the ivoid, which registries may write in any case. */
    private void table(ReadTable table, String columns, Object[]... cells) {
        List<String> names = List.of(("ivoid " + columns).split(" "));
        rows.put(
                table,
                new Rows(
                        names,
                        Arrays.stream(cells)
                                .map(own -> {
                                    Object[] all = new Object[own.length + 1];
                                    all[0] = "ivo://X.test/A ";
                                    System.arraycopy(own, 0, all, 1, own.length);
                                    return new RegistryRow(all);
                                })
                                .toList()));
    }

    private static Object[] row(Object... cells) {
        return cells;
    }

    private Resource made() {
        return new ResourceAssembler(rows, notes).resource(IVOID);
    }

    @Test
    void takesWhatARegistryWithTheLeastTablesHas() {
        table(ReadTable.RESOURCE, "res_type res_title", row("VS:DataCollection", " "));
        Resource made = made();
        assertThat(made.title()).isEqualTo("ivo://x.test/a");
        assertThat(made.identity().resType()).isEqualTo("vs:datacollection");
        assertThat(made.identity().shortName()).isNull();
        assertThat(made.content().description()).isNull();
        assertThat(made.extent().coverage()).isEqualTo(Coverage.UNDECLARED);
        assertThat(made.capabilities()).isEmpty();
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void cutsWhatTheRegistryJoins() {
        table(
                ReadTable.RESOURCE,
                "res_type res_title content_level content_type waveband region_of_regard created",
                row(
                        "vr:service",
                        "A",
                        "research#amateur",
                        "archive# survey#",
                        "optical#uv",
                        0.5f,
                        "2024-03-01T12:00:00"));
        table(
                ReadTable.CAPABILITY,
                "cap_index standard_id cap_type cap_description",
                row(1, "ivo://ivoa.net/std/SIA", "sia:SimpleImageAccess", "Images"));
        table(
                ReadTable.INTERFACE,
                "cap_index intf_type access_url mirror_url authenticated_only",
                row(1, "vs:ParamHTTP", "http://a.test/q?", "http://b.test/q?#http://c.test/q?", 1));
        Resource made = made();
        assertThat(made.content().levels()).containsExactly("research", "amateur");
        assertThat(made.content().types()).containsExactly("archive", "survey");
        assertThat(made.extent().wavebands()).containsExactly("optical", "uv");
        assertThat(made.extent().regionOfRegardDeg()).isEqualTo(0.5);
        Resource.Capability capability = made.capabilities().getFirst();
        assertThat(capability.standardId()).isEqualTo("ivo://ivoa.net/std/sia");
        assertThat(capability.type()).isEqualTo("sia:simpleimageaccess");
        Resource.Interface own = capability.interfaces().getFirst();
        assertThat(own.type()).isEqualTo("vs:paramhttp");
        assertThat(own.urls().mirrors()).containsExactly("http://b.test/q?", "http://c.test/q?");
        assertThat(own.authenticatedOnly()).isTrue();
        assertThat(own.role()).isNull();
    }

    @Test
    void capabilitiesStandByTheirIndexWithTheirOwnInterfacesAndModels() {
        table(ReadTable.RESOURCE, "res_type res_title", row("vr:service", "A"));
        table(
                ReadTable.CAPABILITY,
                "cap_index standard_id",
                row(2, "ivo://ivoa.net/std/tap"),
                row(1, null),
                row(null, "ivo://ivoa.net/std/sia"));
        table(
                ReadTable.INTERFACE,
                "cap_index intf_index intf_type access_url",
                row(2, 4, "vs:paramhttp", "http://a.test/4"),
                row(2, 3, "vs:paramhttp", "http://a.test/3"),
                row(1, 1, "vr:webbrowser", "http://a.test/1"),
                row(7, 1, "vr:webbrowser", "http://a.test/lost"));
        table(
                ReadTable.DETAIL,
                "detail_xpath detail_value cap_index",
                row(ReadTable.DATA_MODEL, "ivo://ivoa.net/std/ObsCore#core-1.1", 2));
        List<Resource.Capability> made = made().capabilities();
        assertThat(made).extracting(Resource.Capability::capIndex).containsExactly(1, 2);
        assertThat(made.get(0).standardId()).isNull();
        assertThat(made.get(0).dataModels()).isEmpty();
        assertThat(made.get(1).dataModels()).containsExactly("ivo://ivoa.net/std/ObsCore#core-1.1");
        assertThat(made.get(1).interfaces())
                .extracting(each -> each.urls().access())
                .containsExactly("http://a.test/3", "http://a.test/4");
        assertThat(notes.lines())
                .containsExactlyInAnyOrder(
                        "incomplete rows, left out (1): rr.capability of ivo://x.test/a",
                        "interfaces without a capability, left out (1): ivo://x.test/a: http://a.test/lost");
    }

    @Test
    void creatorsKeepTheOrderOfTheRecord() {
        table(
                ReadTable.RESOURCE,
                "res_type res_title creator_seq",
                row("vr:service", "A", "Zuse, K.; Abel, N.; Byron, A."));
        table(
                ReadTable.ROLE,
                "role_name base_role role_ivoid email",
                row("Abel, N.", "creator", null, null),
                row("Byron, A.", "creator", null, null),
                row("Zuse, K.", "creator", null, null),
                row("Desk", "Contact", "ivo://X.test/Org", "desk@x.test"),
                row(null, "contact", null, "lost@x.test"));
        Resource.Curation curation = made().curation();
        assertThat(curation.having("creator"))
                .extracting(Resource.Role::name)
                .containsExactly("Zuse, K.", "Abel, N.", "Byron, A.");
        assertThat(curation.having("contact"))
                .containsExactly(new Resource.Role("contact", "Desk", new Ivoid("ivo://x.test/org"), "desk@x.test"));
        assertThat(notes.lines()).containsExactly("incomplete rows, left out (1): rr.res_role of ivo://x.test/a");
    }

    @Test
    void creatorsAreThereAlsoWithoutTheTableOfRoles() {
        table(ReadTable.RESOURCE, "res_type res_title creator_seq", row("vr:service", "A", "Zuse, K.; Abel, N."));
        assertThat(made().curation().having("creator"))
                .extracting(Resource.Role::name)
                .containsExactly("Zuse, K.", "Abel, N.");
    }

    @Test
    void coverageIsReadByTheRuleOfDiscovery() {
        table(ReadTable.RESOURCE, "res_type res_title", row("vr:service", "A"));
        table(
                ReadTable.SPATIAL,
                "coverage ref_system_name",
                row("0/3", null),
                row("0/4", null),
                row("0/5", "mars"),
                row(null, null));
        table(ReadTable.SPECTRAL, "spectral_start spectral_end", row(null, null), row(-1d, 2d));
        table(ReadTable.TEMPORAL, "time_start time_end", row(50000f, Double.NaN));
        Resource.Extent extent = made().extent();
        assertThat(extent.coverage())
                .isEqualTo(new Coverage(
                        Moc.ofCells(0, 3, 4), List.of(), List.of(new Interval(50000, Double.POSITIVE_INFINITY))));
        assertThat(extent.otherFrames()).containsExactly(new Resource.OtherFrame("mars", "0/5"));
        assertThat(notes.lines())
                .containsExactly("unreadable spectral coverage, counted as undeclared (1): ivo://x.test/a: -1.0..2.0");
    }

    @Test
    void keepsRelationsValidationsDatesAndIdentifiersSortedAndOnce() {
        table(ReadTable.RESOURCE, "res_type res_title", row("vr:service", "A"));
        table(
                ReadTable.RELATIONSHIP,
                "relationship_type related_id related_name",
                row("isServedBy", "ivo://X.test/tap", "TAP"),
                row("isservedby", "ivo://x.test/tap", "TAP"),
                row("cites", null, "A paper"),
                row("cites", null, null));
        table(ReadTable.VALIDATION, "val_level validated_by cap_index", row(2, "ivo://v", 1), row(3, "ivo://v", null));
        table(
                ReadTable.DATE,
                "date_value value_role",
                row("2026-01-01T00:00:00", "updated"),
                row("2020-01-01T00:00:00", "created"));
        table(ReadTable.ALT_IDENTIFIER, "alt_identifier", row("https://orcid.org/1"), row("doi:10.5072/a"));
        table(ReadTable.SUBJECT, "res_subject", row("surveys"), row("galaxies"), row("surveys"));
        Resource made = made();
        assertThat(made.relationships())
                .containsExactly(
                        new Resource.Relationship("cites", null, "A paper"),
                        new Resource.Relationship("isservedby", new Ivoid("ivo://x.test/tap"), "TAP"));
        assertThat(made.curation().record().validations())
                .containsExactly(new Resource.Validation(3, "ivo://v", null), new Resource.Validation(2, "ivo://v", 1));
        assertThat(made.curation().dates()).extracting(Resource.Dated::role).containsExactly("created", "updated");
        assertThat(made.dois()).containsExactly("doi:10.5072/a");
        assertThat(made.content().topics().subjects()).containsExactly("galaxies", "surveys");
        assertThat(notes.lines()).containsExactly("incomplete rows, left out (1): rr.relationship of ivo://x.test/a");
    }

    @Test
    void tablesStandByTheirIndexWithTheirOwnColumns() {
        table(
                ReadTable.TABLE,
                "table_index table_name table_title table_utype nrows",
                row(2, "s.b", "B", "ivo://ivoa.net/std/ObsCore#table-1.1", 12L),
                row(1, "s.a", null, null, -1L));
        table(
                ReadTable.COLUMN,
                "table_index name ucd unit datatype std column_description",
                row(2, "ra", "pos.eq.RA;meta.main", "deg", "double", 1, "Right ascension"),
                row(3, "lost", null, null, null, null, null));
        List<ResourceTable> tables = new ResourceAssembler(rows, notes).tables(IVOID);
        assertThat(tables).extracting(ResourceTable::name).containsExactly("s.a", "s.b", "");
        assertThat(tables.get(0).rows()).isNull();
        assertThat(tables.get(1).rows()).isEqualTo(12);
        assertThat(tables.get(1).kind().utype()).isEqualTo("ivo://ivoa.net/std/obscore#table-1.1");
        assertThat(tables.get(1).columns())
                .containsExactly(new ResourceTable.Column(
                        "ra",
                        new ResourceTable.Values("double", null, "deg"),
                        new ResourceTable.Meaning("pos.eq.ra;meta.main", null, true),
                        "Right ascension"));
        assertThat(tables.get(2).title()).isEqualTo("Table 3 (only its columns are known)");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tensOfThousandsOfCreatorsAreOrderedInTime() {
        List<String> names = IntStream.range(0, 30_000).mapToObj(i -> "N" + i).toList();
        table(ReadTable.RESOURCE, "res_type res_title creator_seq", row("vr:service", "A", String.join("; ", names)));
        table(
                ReadTable.ROLE,
                "role_name base_role role_ivoid email",
                names.reversed().stream()
                        .map(name -> row(name, "creator", null, null))
                        .toArray(Object[][]::new));
        assertThat(made().curation().having("creator"))
                .extracting(Resource.Role::name)
                .containsExactlyElementsOf(names);
    }
}
