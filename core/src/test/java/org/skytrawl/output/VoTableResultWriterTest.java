package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.merge.Records;
import org.skytrawl.model.Axis;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.sky.Moc;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.table.ValueInfo;
import uk.ac.starlink.util.ByteArrayDataSource;
import uk.ac.starlink.votable.Timesys;
import uk.ac.starlink.votable.VOStarTable;
import uk.ac.starlink.votable.VOTableBuilder;
import uk.ac.starlink.votable.VOTableVersion;

class VoTableResultWriterTest {
    private static byte[] written(List<FoundDataset> datasets, ProvenanceLog log) throws IOException {
        return Runs.written(OutputFormat.VOTABLE, datasets, log);
    }

    private static List<StarTable> tables(byte[] votable) throws IOException {
        TableSequence sequence = new VOTableBuilder()
                .makeStarTables(new ByteArrayDataSource("test", votable), StoragePolicy.PREFER_MEMORY);
        List<StarTable> tables = new ArrayList<>();
        for (StarTable table = sequence.nextTable(); table != null; table = sequence.nextTable()) {
            tables.add(table);
        }
        return tables;
    }

    private static Document document(byte[] votable) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(votable));
    }

    private static Map<String, ColumnInfo> columns(StarTable table) {
        Map<String, ColumnInfo> columns = new HashMap<>();
        for (int i = 0; i < table.getColumnCount(); i++) {
            columns.put(table.getColumnInfo(i).getName(), table.getColumnInfo(i));
        }
        return columns;
    }

    private static @Nullable Object cell(StarTable table, long row, String column) throws IOException {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (table.getColumnInfo(i).getName().equals(column)) {
                Object value = table.getCell(row, i);
                // STIL has no null for numbers of type double
                return value instanceof Double number && number.isNaN() ? null : value;
            }
        }
        throw new AssertionError("no column " + column);
    }

    private static Map<String, Element> infos(byte[] votable) throws Exception {
        NodeList nodes = document(votable).getElementsByTagNameNS("*", "INFO");
        Map<String, Element> infos = new HashMap<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element info = (Element) nodes.item(i);
            infos.put(info.getAttribute("name"), info);
        }
        return infos;
    }

    @Test
    void readsBackEqualInEveryCell() throws IOException {
        List<FoundDataset> datasets = Runs.datasets();
        StarTable table = tables(written(datasets, Runs.endedLog())).getFirst();
        assertThat(table.getRowCount()).isEqualTo(3);
        for (int row = 0; row < datasets.size(); row++) {
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                Object expected = datasets.get(row).record().value(column);
                assertThat(cell(table, row, column.name()))
                        .as("%s of row %d", column, row)
                        .isEqualTo(Runs.HOSTILE.equals(expected) ? Runs.HARMLESS : expected);
            }
            Origin origin = datasets.get(row).origin();
            assertThat(cell(table, row, "origin_ivoid"))
                    .isEqualTo(origin.ivoid().value());
            assertThat(cell(table, row, "origin_protocol"))
                    .isEqualTo(origin.protocol().name());
            assertThat(cell(table, row, "origin_title")).isEqualTo(CellText.clean(origin.title()));
            assertThat(cell(table, row, "origin_url")).isEqualTo(CellText.clean(origin.url()));
        }
        assertThat(cell(table, 0, "origins")).isEqualTo("ivo://x/tap ivo://x/sia");
        assertThat(cell(table, 1, "origins")).isEqualTo("ivo://x/sia");
    }

    @Test
    void describesEveryColumn() throws IOException {
        Map<String, ColumnInfo> columns =
                columns(tables(written(Runs.datasets(), Runs.endedLog())).getFirst());
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            ColumnInfo info = columns.get(column.name());
            assertThat(info).as(column.name()).isNotNull();
            assertThat(info.getUnitString()).isEqualTo(column.unit());
            assertThat(info.getUCD()).isEqualTo(column.ucd());
            assertThat(info.getUtype()).isEqualTo(column.utype());
            assertThat(info.getDescription()).isEqualTo(column.description());
            Class<?> type = switch (column.type()) {
                case TEXT -> String.class;
                case INTEGER -> Long.class;
                case REAL -> Double.class;
            };
            assertThat(info.getContentClass()).isEqualTo(type);
        }
        for (String name : List.of("origin_ivoid", "origin_title", "origin_protocol", "origin_url", "origins")) {
            assertThat(columns.get(name).getDescription()).isNotBlank();
        }
    }

    private static byte[] written(String columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new VoTableResultWriter()
                .write(
                        ResultExtract.of(Runs.datasets(), Runs.endedLog()).withColumns(ColumnChoice.parse(columns)),
                        out);
        return out.toByteArray();
    }

    private static @Nullable Object aux(ColumnInfo column, ValueInfo info) {
        DescribedValue value = column.getAuxDatumByName(info.getName());
        return value == null ? null : value.getValue();
    }

    @Test
    void declaresTheFramesOfPositionsAndTimes() throws Exception {
        byte[] votable = written(Runs.datasets(), Runs.endedLog());
        Map<String, ColumnInfo> columns = columns(tables(votable).getFirst());
        for (ColumnInfo column : columns.values()) {
            boolean position = List.of("s_ra", "s_dec", "s_region").contains(column.getName());
            boolean time = List.of("t_min", "t_max").contains(column.getName());
            assertThat(aux(column, VOStarTable.COOSYS_SYSTEM_INFO))
                    .as(column.getName())
                    .isEqualTo(position ? "ICRS" : null);
            assertThat(aux(column, VOStarTable.TIMESYS_TIMESCALE_INFO))
                    .as(column.getName())
                    .isEqualTo(time ? "UTC" : null);
        }
        ColumnInfo start = columns.get("t_min");
        assertThat(aux(start, VOStarTable.TIMESYS_REFPOSITION_INFO)).isEqualTo("UNKNOWN");
        assertThat(Timesys.getTimesys(start).getTimeorigin()).isEqualTo(2400000.5);
        assertThat(document(votable).getElementsByTagNameNS("*", "COOSYS").getLength())
                .isOne();
        assertThat(document(votable).getElementsByTagNameNS("*", "TIMESYS").getLength())
                .isOne();
        assertThat(written(Runs.datasets(), Runs.endedLog()))
                .as("the same again, byte by byte")
                .isEqualTo(votable);
    }

    @Test
    void declaresNoFrameThatNoColumnRefersTo() throws Exception {
        String position = new String(written("obs_id,s_dec"), StandardCharsets.UTF_8);
        assertThat(position)
                .contains("<COOSYS")
                .containsOnlyOnce("ref=\"icrs\"")
                .doesNotContain("TIMESYS", "mjd_utc");
        String time = new String(written("t_max"), StandardCharsets.UTF_8);
        assertThat(time)
                .contains("<TIMESYS")
                .containsOnlyOnce("ref=\"mjd_utc\"")
                .doesNotContain("COOSYS", "icrs");
        assertThat(new String(written("obs_id,obs_release_date"), StandardCharsets.UTF_8))
                .doesNotContain("COOSYS", "TIMESYS", " ref=");
    }

    @Test
    void fitsTheSchemaOfVoTable() throws Exception {
        for (byte[] votable : List.of(
                written(Runs.datasets(), Runs.endedLog()),
                written(Runs.datasets(), Runs.log()),
                written("t_min,obs_id"),
                written("s_ra"),
                written(List.of(), ProvenanceLog.inMemory()))) {
            VOTableVersion.V14
                    .getSchema()
                    .newValidator()
                    .validate(new StreamSource(new StringReader(new String(votable, StandardCharsets.UTF_8))));
        }
    }

    @Test
    void isATableWithoutRowsIfNothingWasFound() throws IOException {
        List<StarTable> tables = tables(written(List.of(), Runs.endedLog()));
        assertThat(tables.getFirst().getRowCount()).isZero();
        List<String> mandatory = new ArrayList<>();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (column.isMandatory()) {
                mandatory.add(column.name());
            }
        }
        assertThat(mandatory).hasSize(30);
        assertThat(columns(tables.getFirst()).keySet())
                .containsAll(mandatory)
                .doesNotContain("obs_title")
                .hasSize(38);
    }

    private static Map<String, String> datatypes(byte[] votable) throws Exception {
        NodeList fields = document(votable).getElementsByTagNameNS("*", "FIELD");
        Map<String, String> datatypes = new HashMap<>();
        for (int i = 0; i < fields.getLength(); i++) {
            Element field = (Element) fields.item(i);
            datatypes.putIfAbsent(field.getAttribute("name"), field.getAttribute("datatype"));
        }
        return datatypes;
    }

    @Test
    void declaresTextBeyondAsciiAsUnicode() throws Exception {
        List<FoundDataset> datasets = List.of(new FoundDataset(
                Records.of(null, null, "http://h/\u0001")
                        .with(ObsCoreColumn.obs_title, "caf\u00e9")
                        .with(ObsCoreColumn.obs_creator_name, "\u0416\n")
                        .with(ObsCoreColumn.target_name, "plain ~")
                        .get(),
                List.of(Runs.TAP_ORIGIN)));
        byte[] votable = written(datasets, Runs.log());
        assertThat(datatypes(votable))
                .containsEntry("obs_title", "unicodeChar")
                .containsEntry("obs_creator_name", "unicodeChar")
                .containsEntry("access_url", "unicodeChar")
                .containsEntry("target_name", "char")
                .containsEntry("s_region", "char");
        StarTable table = tables(votable).getFirst();
        assertThat(cell(table, 0, "obs_title")).isEqualTo("caf\u00e9");
        assertThat(cell(table, 0, "obs_creator_name")).isEqualTo("\u0416\n");
        assertThat(cell(table, 0, "access_url")).isEqualTo("http://h/\ufffd");
    }

    @Test
    void losesNoCharacterThatUnicodeCharCannotHold() throws Exception {
        // readsBackEqualInEveryCell has the same title
        assertThat(datatypes(written(Runs.datasets(), Runs.log()))).containsEntry("obs_title", "char");
    }

    @Test
    void carriesTheProvenanceOfEveryService() throws IOException {
        List<StarTable> tables = tables(written(Runs.datasets(), Runs.endedLog()));
        assertThat(tables).hasSize(2);
        StarTable services = tables.get(1);
        assertThat(services.getName()).isEqualTo("services");
        assertThat(services.getRowCount()).isEqualTo(Runs.OUTCOMES.size());
        for (int row = 0; row < Runs.OUTCOMES.size(); row++) {
            assertThat(cell(services, row, "ivoid")).isEqualTo("ivo://x/s" + row);
            assertThat(cell(services, row, "outcome"))
                    .isEqualTo(Runs.OUTCOMES.get(row).word());
        }
        assertThat(cell(services, 0, "table_name")).isEqualTo("ivoa.obscore");
        assertThat(cell(services, 0, "query")).isEqualTo("SELECT *\nFROM t WHERE a < 'x' " + Runs.HARMLESS);
        assertThat(cell(services, 0, "records")).isEqualTo(10L);
        assertThat(cell(services, 0, "filtered")).isEqualTo(3L);
        assertThat(cell(services, 0, "unknown")).isEqualTo(4L);
        assertThat(cell(services, 0, "bad_cells")).isEqualTo(5L);
        assertThat(cell(services, 0, "bad_rows")).isEqualTo(6L);
        assertThat(cell(services, 0, "odd_urls")).isEqualTo(8L);
        assertThat(cell(services, 0, "extra_columns")).isEqualTo(7);
        assertThat(cell(services, 0, "bytes")).isEqualTo(1L << 40);
        assertThat(cell(services, 0, "seconds")).isEqualTo(1.5);
        assertThat(cell(services, 0, "failed_over_from")).isEqualTo("ivo://x/failed");
        assertThat(cell(services, 0, "anew")).isEqualTo(12L);
        assertThat(cell(services, 0, "shared")).isEqualTo(8L);
        assertThat(cell(services, 1, "reason")).isEqualTo("table full");
        assertThat(cell(services, 1, "anew")).isNull();
        assertThat(cell(services, 2, "code")).isEqualTo("TRUNCATED");
        assertThat(cell(services, 3, "http_status")).isEqualTo(500);
        assertThat(cell(services, 3, "message")).isEqualTo(Runs.HARMLESS);
        assertThat(cell(services, 4, "reason")).isEqualTo("reading");
        assertThat(cell(services, 5, "reason")).isEqualTo("queued");
        assertThat(cell(services, 6, "reason")).isEqualTo("undeclared");
        assertThat(cell(services, 6, "axis")).isEqualTo("time");
        assertThat(cell(services, 6, "records")).isNull();
        assertThat(cell(services, 6, "seconds")).isNull();
        assertThat(cell(services, 7, "elided_by")).isEqualTo("ivo://x/better");
        assertThat(cell(services, 8, "reason")).isEqualTo("needs_login");
        assertThat(cell(services, 8, "message")).isEqualTo("only with a login");
    }

    /** Coverage that excludes a service is an answer; a list without services is none. */
    @Test
    void isOkOnlyIfSomebodyCouldBeAsked() throws Exception {
        ServiceOutcome outside = new ServiceOutcome.Pruned(Axis.TIME, false);
        ServiceOutcome login = new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.NEEDS_LOGIN, "needs a login");
        assertThat(statusWith(new ServiceOutcome.Answered())).isEqualTo("OK");
        assertThat(statusWith(outside, login)).isEqualTo("OK");
        assertThat(statusWith(login)).isEqualTo("OVERFLOW");
        assertThat(statusWith()).isEqualTo("OVERFLOW");
    }

    private static String statusWith(ServiceOutcome... outcomes) throws Exception {
        ProvenanceLog log = ProvenanceLog.inMemory();
        Instant end = Instant.parse("2025-05-04T03:02:01Z");
        for (ServiceOutcome outcome : outcomes) {
            log.append(new ProvenanceEvent.ServiceEnded(end, Runs.SIA, outcome, null, null));
        }
        log.append(new ProvenanceEvent.RunEnded(
                end,
                new ProvenanceEvent.ServiceCounts(Map.of(), 0, 0),
                new ProvenanceEvent.Findings(0, 0, List.of()),
                ProvenanceEvent.Ending.after(1)));
        return infos(written(List.of(), log)).get("QUERY_STATUS").getAttribute("value");
    }

    @Test
    void countsDatasetsOfSeveralRows() throws Exception {
        assertThat(infos(written(List.of(), Runs.endedLog()))).doesNotContainKey("distinct_datasets");
        ProvenanceLog log = ProvenanceLog.inMemory();
        log.append(new ProvenanceEvent.RunEnded(
                Instant.parse("2025-05-04T03:02:01Z"),
                new ProvenanceEvent.ServiceCounts(Map.of(), 0, 0),
                new ProvenanceEvent.Findings(30, 20, 9, List.of()),
                ProvenanceEvent.Ending.after(1)));
        Map<String, Element> infos = infos(written(List.of(), log));
        assertThat(infos.get("distinct_datasets").getAttribute("value")).isEqualTo("9");
        assertThat(infos.get("QUERY_STATUS").getTextContent())
                .isEqualTo("only 0 of the 20 rows found are in this file");
    }

    @Test
    void saysWhatWasAskedAndOfWhom() throws Exception {
        Map<String, Element> infos = infos(written(List.of(), Runs.endedLog()));
        assertThat(infos.get("QUERY_STATUS").getAttribute("value")).isEqualTo("OVERFLOW");
        assertThat(infos.get("QUERY_STATUS").getTextContent())
                .isEqualTo("only 0 of the 20 datasets found are in this file");
        assertThat(infos.get("skytrawl_version").getAttribute("value")).isEqualTo("1.2.3");
        assertThat(infos.get("run_started").getAttribute("value")).isEqualTo("2025-05-04T03:02:01Z");
        assertThat(infos.get("cone").getAttribute("value")).isEqualTo("10.5 -20.25 0.5");
        assertThat(infos.get("cone").getAttribute("unit")).isEqualTo("deg");
        assertThat(infos.get("wavelength").getAttribute("value")).isEqualTo("1.0E-7 2.0E-7");
        assertThat(infos.get("time").getAttribute("value")).isEqualTo("50000.0 +Inf");
        assertThat(infos.get("product_types").getAttribute("value")).isEqualTo("image");
        assertThat(infos.get("inclusive").getAttribute("value")).isEqualTo("false");
        assertThat(infos.get("registry").getAttribute("value")).isEqualTo("http://reg.example.org/tap");
        assertThat(infos.get("registry_age").getAttribute("value")).isEqualTo("3600");
        assertThat(infos.get("registry_age").getTextContent()).contains("older than wanted");
        assertThat(infos.get("registry_passed_over").getAttribute("value"))
                .isEqualTo("http://other.example.org: \"<down>\"");
        assertThat(infos.get("registry_note").getAttribute("value")).isEqualTo("a note");
        assertThat(infos).containsKey("cancelled").doesNotContainKey("provisional");
    }

    @Test
    void saysHowManyServicesDidNotAnswerCompletely() throws Exception {
        Element info = infos(written(List.of(), Runs.endedLog())).get("services_incomplete");
        assertThat(info.getAttribute("value")).isEqualTo("5");
        assertThat(info.getTextContent()).contains("of 6 services").contains("may be missing");
    }

    @Test
    void saysThatAResultOfARunThatGoesOnIsProvisional() throws Exception {
        assertThat(infos(written(List.of(), Runs.log()))).containsKey("provisional");
    }

    @Test
    void saysWhichPolygonOrMocWasAskedFor() throws Exception {
        Element polygon = infos(written(List.of(), Runs.log(PolygonRegion.parse("359,-1 1,-1 0,1.5"))))
                .get("polygon");
        assertThat(polygon.getAttribute("value")).isEqualTo("359.0,-1.0 1.0,-1.0 0.0,1.5");
        assertThat(polygon.getAttribute("unit")).isEqualTo("deg");
        Element moc = infos(written(List.of(), Runs.log(MocRegion.parse("6/2623 2708-2709"))))
                .get("moc");
        assertThat(moc.getAttribute("value")).isEqualTo("6/2623 2708-2709");
        assertThat(moc.getAttribute("unit")).isEmpty();
        StringBuilder many = new StringBuilder("29/");
        for (long cell = 0; cell < 40_000; cell += 2) {
            many.append(cell * 1_000_003).append(' ');
        }
        Map<String, Element> longest = infos(written(List.of(), Runs.log(MocRegion.parse(many.toString()))));
        assertThat(longest).doesNotContainKey("moc");
        Element around = java.util.Objects.requireNonNull(longest.get("moc_around"));
        assertThat(around.getAttribute("value")).hasSizeLessThanOrEqualTo(20_000);
        assertThat(Moc.parse(many.toString()).minus(Moc.parse(around.getAttribute("value"))))
                .isEqualTo(Moc.EMPTY);
        assertThat(around.getTextContent()).contains("around the one of order 29", "the log of the run has it");
    }
}
