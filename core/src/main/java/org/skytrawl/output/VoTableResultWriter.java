package org.skytrawl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.votable.DataFormat;
import uk.ac.starlink.votable.StringElementSizer;
import uk.ac.starlink.votable.VOSerializer;
import uk.ac.starlink.votable.VOSerializerConfig;
import uk.ac.starlink.votable.VOStarTable;
import uk.ac.starlink.votable.VOTableVersion;

/**
 * Writes VOTable 1.4 with two resources: the datasets ({@code type="results"}, DALI 1.1 section 4.4) and the services; with a
 * target list with a third one, the targets.
 */
final class VoTableResultWriter implements ResultWriter {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
            <RESOURCE type="results">
            """;

    /** By the column whose values are in it. Services do not say where their clocks are: the position is unknown. */
    private static final Map<String, Frame> FRAMES = Map.of(
            "s_ra",
            Frame.ICRS,
            "s_dec",
            Frame.ICRS,
            "s_region",
            Frame.ICRS,
            "t_min",
            Frame.MJD_UTC,
            "t_max",
            Frame.MJD_UTC,
            "ra",
            Frame.ICRS,
            "dec",
            Frame.ICRS,
            DatasetColumns.TARGET_RA,
            Frame.ICRS,
            DatasetColumns.TARGET_DEC,
            Frame.ICRS);

    /** A reference frame (VOTable 1.4, sections 3.4 and 3.5), declared once in a document that has columns in it. */
    enum Frame {
        ICRS("icrs", "<COOSYS ID=\"icrs\" system=\"ICRS\"/>\n"),
        MJD_UTC(
                "mjd_utc",
                "<TIMESYS ID=\"mjd_utc\" timescale=\"UTC\" timeorigin=\"2400000.5\" refposition=\"UNKNOWN\"/>\n");

        private final String id;
        private final String element;

        Frame(String id, String element) {
            this.id = id;
            this.element = element;
        }
    }

    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        BufferedWriter xml = begin(out);
        Set<Frame> declared = EnumSet.noneOf(Frame.class);
        RunInfos.write(result, xml);
        table(
                new RowTable<>("datasets", result.rows(), DatasetColumns.of(result)),
                "The datasets found, as ObsCore 1.1 describes them, and where each comes from",
                declared,
                xml);
        xml.write("</RESOURCE>\n<RESOURCE type=\"meta\" name=\"provenance\">\n");
        table(
                new RowTable<>("services", ServiceRow.of(result.log()), ServiceRow.columns(result.log())),
                "Outcome of every candidate service",
                declared,
                xml);
        if (result.allPairs() != null) {
            xml.write("</RESOURCE>\n<RESOURCE type=\"meta\" name=\"targets\">\n");
            targets(TargetSummary.of(result), declared, xml);
        }
        xml.write("</RESOURCE>\n</VOTABLE>\n");
        xml.flush();
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        BufferedWriter xml = begin(out);
        RunInfos.write(summary.result(), xml);
        targets(summary, EnumSet.noneOf(Frame.class), xml);
        xml.write("</RESOURCE>\n</VOTABLE>\n");
        xml.flush();
    }

    private static void targets(TargetSummary summary, Set<Frame> declared, BufferedWriter xml) throws IOException {
        table(
                new RowTable<>("targets", summary.rows(), TargetSummary.Row.COLUMNS),
                "What the run found for each target, in the order given",
                declared,
                xml);
    }

    static BufferedWriter begin(OutputStream out) throws IOException {
        BufferedWriter xml = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        xml.write(HEAD);
        return xml;
    }

    /** Writes a document with one table. */
    static void writeTable(RowTable<?> table, String description, OutputStream out) throws IOException {
        BufferedWriter xml = begin(out);
        table(table, description, EnumSet.noneOf(Frame.class), xml);
        xml.write("</RESOURCE>\n</VOTABLE>\n");
        xml.flush();
    }

    /** Writes a document without rows and without the table of services. */
    static void writeMetadata(RowTable<?> table, ResultExtract result, Writer out) throws IOException {
        BufferedWriter xml = new BufferedWriter(out);
        xml.write(HEAD);
        RunInfos.write(result, xml);
        frames(table, xml, EnumSet.noneOf(Frame.class));
        xml.write("<TABLE");
        xml.write(VOSerializer.formatAttribute("name", table.getName()));
        xml.write(">\n");
        serializer(table).writeFields(xml);
        xml.write("</TABLE>\n</RESOURCE>\n</VOTABLE>\n");
        xml.flush();
    }

    /**
     * Declares the frames of the table's columns and lets the columns refer to them. STIL would write the elements into a
     * resource of their own, with an ID that depends on how many tables the process has written.
     */
    private static void frames(RowTable<?> table, Writer xml, Set<Frame> declared) throws IOException {
        for (int i = 0; i < table.getColumnCount(); i++) {
            Frame frame = FRAMES.get(table.getColumnInfo(i).getName());
            if (frame != null) {
                table.getColumnInfo(i).setAuxDatum(new DescribedValue(VOStarTable.REF_INFO, frame.id));
                if (declared.add(frame)) {
                    xml.write(frame.element);
                }
            }
        }
    }

    private static VOSerializer serializer(RowTable<?> table) throws IOException {
        VOSerializer serializer = VOSerializer.makeSerializer(
                new VOSerializerConfig(
                        DataFormat.TABLEDATA, VOTableVersion.V14, StringElementSizer.ERROR_IF_USED, true),
                table);
        // one row a line: STIL writes each cell of a wide table on its own line by default
        serializer.setCompact(true);
        return serializer;
    }

    static void table(RowTable<?> table, String description, Set<Frame> declared, BufferedWriter xml)
            throws IOException {
        table.declareUnicode();
        frames(table, xml, declared);
        VOSerializer serializer = serializer(table);
        xml.write("<TABLE");
        xml.write(VOSerializer.formatAttribute("name", table.getName()));
        xml.write(VOSerializer.formatAttribute("nrows", Long.toString(table.getRowCount())));
        xml.write(">\n<DESCRIPTION>" + VOSerializer.formatText(description) + "</DESCRIPTION>\n");
        serializer.writeFields(xml);
        serializer.writeInlineDataElement(xml);
        xml.write("</TABLE>\n");
    }
}
