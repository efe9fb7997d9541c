package org.skytrawl.server.facade;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.AnswerTable.Column;

/**
 * The descriptions of the services (VOSI 1.1): capabilities, availability, tables. URLs are those by which the client asked.
 */
final class Vosi {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String SCHEMA = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xmlns:vs=\"http://www.ivoa.net/xml/VODataService/v1.1\"";

    private final Instant upSince = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    String availability() {
        return HEAD + "<vosi:availability xmlns:vosi=\"http://www.ivoa.net/xml/VOSIAvailability/v1.0\">\n"
                + "  <vosi:available>true</vosi:available>\n  <vosi:upSince>" + upSince + "</vosi:upSince>\n"
                + "  <vosi:note>Skytrawl: answers come from the services of the Virtual Observatory</vosi:note>\n"
                + "</vosi:availability>\n";
    }

    /**
     * @param base the URL of the server, without a slash at its end
     * @param path {@code /sia2}, {@code /ssa}, or empty for both
     */
    String capabilities(String base, String path) {
        String url = escaped(base);
        StringBuilder xml = new StringBuilder(HEAD);
        xml.append("<vosi:capabilities xmlns:vosi=\"http://www.ivoa.net/xml/VOSICapabilities/v1.0\"")
                .append(SCHEMA)
                .append(" xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\"")
                .append(" xmlns:ssap=\"http://www.ivoa.net/xml/SSA/v1.1\">\n");
        for (String each : List.of("capabilities", "availability", "tables")) {
            String version = each.equals("tables") ? "#tables-1.1" : "#" + each;
            xml.append("  <capability standardID=\"ivo://ivoa.net/std/VOSI")
                    .append(version)
                    .append("\">\n");
            xml.append("    <interface xsi:type=\"vs:ParamHTTP\" role=\"std\"><accessURL use=\"full\">")
                    .append(url)
                    .append(path)
                    .append('/')
                    .append(each)
                    .append("</accessURL></interface>\n  </capability>\n");
        }
        if (!path.equals("/ssa")) {
            xml.append("  <capability standardID=\"ivo://ivoa.net/std/SIA#query-2.0\">\n")
                    .append(
                            "    <interface xsi:type=\"vs:ParamHTTP\" role=\"std\" version=\"2.0\"><accessURL use=\"base\">")
                    .append(url)
                    .append("/sia2</accessURL><resultType>application/x-votable+xml</resultType></interface>\n")
                    .append("  </capability>\n");
        }
        if (!path.equals("/sia2")) {
            xml.append("  <capability xsi:type=\"ssap:SimpleSpectralAccess\" standardID=\"ivo://ivoa.net/std/SSA\">\n")
                    .append(
                            "    <interface xsi:type=\"vs:ParamHTTP\" role=\"std\" version=\"1.1\"><accessURL use=\"base\">")
                    .append(url)
                    .append("/ssa?</accessURL><resultType>application/x-votable+xml</resultType></interface>\n")
                    .append("    <complianceLevel>query</complianceLevel>\n")
                    .append("    <dataSource>survey</dataSource>\n    <dataSource>pointed</dataSource>\n")
                    .append("    <creationType>archival</creationType>\n")
                    .append("    <supportedFrame>ICRS</supportedFrame>\n    <supportedFrame>FK5</supportedFrame>\n")
                    .append("    <supportedFrame>GALACTIC_II</supportedFrame>\n")
                    .append("    <maxSearchRadius>180</maxSearchRadius>\n")
                    .append(
                            "    <testQuery><queryDataCmd>REQUEST=queryData&amp;FORMAT=METADATA</queryDataCmd></testQuery>\n")
                    .append("  </capability>\n");
        }
        return xml.append("</vosi:capabilities>\n").toString();
    }

    /** @param path {@code /sia2}, {@code /ssa}, or empty for both */
    String tables(String path) {
        StringBuilder xml = new StringBuilder(HEAD);
        xml.append("<vosi:tableset xmlns:vosi=\"http://www.ivoa.net/xml/VOSITables/v1.0\"")
                .append(SCHEMA)
                .append(">\n  <schema>\n    <name>skytrawl</name>\n");
        if (!path.equals("/ssa")) {
            table("sia2", "Datasets found in all services, as ObsCore 1.1 describes them", FacadeColumns.SIA2, xml);
        }
        if (!path.equals("/sia2")) {
            table("ssa", "Spectra found in all services, by the utypes of SSA 1.1", FacadeColumns.SSA, xml);
        }
        return xml.append("  </schema>\n</vosi:tableset>\n").toString();
    }

    private static void table(String name, String description, List<Column> columns, StringBuilder xml) {
        xml.append("    <table type=\"output\">\n      <name>").append(name).append("</name>\n");
        element("description", description, "      ", xml);
        for (Column column : columns) {
            xml.append("      <column>\n");
            element("name", column.name(), "        ", xml);
            element("description", column.description(), "        ", xml);
            element("unit", column.unit(), "        ", xml);
            element("ucd", column.ucd(), "        ", xml);
            element("utype", column.utype(), "        ", xml);
            String size = column.arraysize();
            xml.append("        <dataType xsi:type=\"vs:VOTableType\"")
                    .append(size == null ? "" : " arraysize=\"" + size + "\"")
                    .append('>')
                    .append(column.datatype())
                    .append("</dataType>\n      </column>\n");
        }
        xml.append("    </table>\n");
    }

    private static void element(String name, @Nullable String text, String indent, StringBuilder xml) {
        if (text != null) {
            xml.append(indent).append('<').append(name).append('>').append(escaped(text));
            xml.append("</").append(name).append(">\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
