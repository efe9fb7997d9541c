package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.VoTableWriter.escaped;

import java.util.ArrayList;
import java.util.List;

/** VOSI capabilities of a TAP 1.1 service (TAP 1.1 section 2.4, TAPRegExt 1.0). */
final class CapabilitiesXml {
    private static final List<String> GEOMETRY = List.of(
            "AREA",
            "BOX",
            "CENTROID",
            "CIRCLE",
            "CONTAINS",
            "COORD1",
            "COORD2",
            "COORDSYS",
            "DISTANCE",
            "INTERSECTS",
            "POINT",
            "POLYGON",
            "REGION");

    /** Signatures and what they do. */
    private static final List<List<String>> FUNCTIONS = List.of(
            List.of(
                    "ivo_hasword(haystack TEXT, needle TEXT) -> INTEGER",
                    "1 if all words of the second text are in the first, in any case"),
            List.of(
                    "ivo_nocasematch(value TEXT, pattern TEXT) -> INTEGER",
                    "1 if a text is like a pattern of LIKE, in any case"),
            List.of(
                    "ivo_hashlist_has(hashlist TEXT, item TEXT) -> INTEGER",
                    "1 if a list with # between its items holds an item"),
            List.of(
                    "ivo_string_agg(expr TEXT, deli TEXT) -> TEXT",
                    "All values of a group, with a text between them; an aggregate function"),
            List.of(
                    "ivo_interval_overlaps(l1 DOUBLE PRECISION, h1 DOUBLE PRECISION, l2 DOUBLE PRECISION,"
                            + " h2 DOUBLE PRECISION) -> INTEGER",
                    "1 if two intervals have a point in common"));

    /** By which clients know that a registry has MOC, as GAVO's says it. */
    private static final String MOC = """
            <languageFeatures type="ivo://org.gavo.dc/std/exts#extra-adql-keywords">
            <feature><form>MOC</form><description>A MOC from its text, or of an order from a shape</description></feature>
            </languageFeatures>
            """;

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <vosi:capabilities xmlns:vosi="http://www.ivoa.net/xml/VOSICapabilities/v1.0"
                xmlns:tr="http://www.ivoa.net/xml/TAPRegExt/v1.0"
                xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <capability standardID="ivo://ivoa.net/std/VOSI#capabilities">
            <interface xsi:type="vs:ParamHTTP"><accessURL use="full">{url}/capabilities</accessURL></interface>
            </capability>
            <capability standardID="ivo://ivoa.net/std/VOSI#availability">
            <interface xsi:type="vs:ParamHTTP"><accessURL use="full">{url}/availability</accessURL></interface>
            </capability>
            <capability standardID="ivo://ivoa.net/std/VOSI#tables-1.1">
            <interface xsi:type="vs:ParamHTTP" version="1.1"><accessURL use="full">{url}/tables</accessURL></interface>
            </capability>
            <capability standardID="ivo://ivoa.net/std/DALI#examples">
            <interface xsi:type="vs:ParamHTTP"><accessURL use="full">{url}/examples</accessURL></interface>
            </capability>
            <capability standardID="ivo://ivoa.net/std/TAP" xsi:type="tr:TableAccess">
            <interface role="std" xsi:type="vs:ParamHTTP" version="1.1"><accessURL use="base">{url}</accessURL></interface>
            """;

    private static final String LANGUAGE = """
            <language>
            <name>ADQL</name>
            <version ivo-id="ivo://ivoa.net/std/ADQL#v2.0">2.0</version>
            <description>ADQL 2.0 with WITH, OFFSET, ILIKE, COALESCE and CAST of ADQL 2.1</description>
            """;

    private static final String TAIL = """
            </language>
            <outputFormat ivo-id="ivo://ivoa.net/std/TAPRegExt#output-votable-td">
            <mime>application/x-votable+xml;serialization=tabledata</mime>
            </outputFormat>
            <outputFormat><mime>application/x-votable+xml</mime><alias>votable</alias></outputFormat>
            <outputFormat><mime>text/csv;header=present</mime><alias>csv</alias></outputFormat>
            <uploadMethod ivo-id="ivo://ivoa.net/std/TAPRegExt#upload-inline"/>
            <uploadMethod ivo-id="ivo://ivoa.net/std/TAPRegExt#upload-http"/>
            <retentionPeriod><default>3600</default><hard>86400</hard></retentionPeriod>
            <executionDuration><default>60</default><hard>600</hard></executionDuration>
            <outputLimit><default unit="row">{defaultRows}</default><hard unit="row">{hardRows}</hard></outputLimit>
            <uploadLimit><hard unit="row">{uploadRows}</hard></uploadLimit>
            </capability>
            </vosi:capabilities>
            """;

    private CapabilitiesXml() {}

    static String of(TapDescription description, String url) {
        StringBuilder xml = new StringBuilder(HEAD.replace("{url}", escaped(url)));
        for (String model : models(description)) {
            xml.append("<dataModel ivo-id=\"").append(escaped(model)).append("\">");
            xml.append(escaped(model.replaceFirst(".*/", ""))).append("</dataModel>\n");
        }
        xml.append(LANGUAGE);
        features("features-adqlgeo", xml);
        for (String function : GEOMETRY) {
            feature(function, "", xml);
        }
        xml.append("</languageFeatures>\n");
        features("features-udf", xml);
        for (List<String> function : FUNCTIONS) {
            feature(function.getFirst(), function.getLast(), xml);
        }
        xml.append("</languageFeatures>\n");
        xml.append(MOC);
        return xml.append(TAIL.replace("{defaultRows}", String.valueOf(description.defaultRows()))
                        .replace("{hardRows}", String.valueOf(description.hardRows()))
                        .replace("{uploadRows}", String.valueOf(Uploads.MOST_ROWS)))
                .toString();
    }

    private static List<String> models(TapDescription description) {
        List<String> models = new ArrayList<>(description.dataModels());
        if (description.regTap() && models.stream().noneMatch(model -> model.contains("/RegTAP#"))) {
            models.add("ivo://ivoa.net/std/RegTAP#1.1");
        }
        return models;
    }

    private static void features(String type, StringBuilder xml) {
        xml.append("<languageFeatures type=\"ivo://ivoa.net/std/TAPRegExt#")
                .append(type)
                .append("\">\n");
    }

    private static void feature(String form, String description, StringBuilder xml) {
        xml.append("<feature><form>").append(escaped(form)).append("</form>");
        if (!description.isEmpty()) {
            xml.append("<description>").append(escaped(description)).append("</description>");
        }
        xml.append("</feature>\n");
    }
}
