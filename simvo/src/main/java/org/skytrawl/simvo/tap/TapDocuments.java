package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;
import org.skytrawl.simvo.votable.VoTableWriter;

/** What a TAP service tells of itself: VOSI 1.1, VODataService 1.1, TAPRegExt 1.0, DALI examples. */
final class TapDocuments {
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
    private static final List<String> REGISTRY_FUNCTIONS = List.of(
            "ivo_nocasematch(value VARCHAR, pat VARCHAR) -> INTEGER",
            "ivo_hasword(haystack VARCHAR, needle VARCHAR) -> INTEGER",
            "ivo_hashlist_has(hashlist VARCHAR, item VARCHAR) -> INTEGER",
            "ivo_string_agg(expr VARCHAR, deli VARCHAR) -> VARCHAR",
            "ivo_interval_overlaps(l1 DOUBLE, h1 DOUBLE, l2 DOUBLE, h2 DOUBLE) -> INTEGER");

    private TapDocuments() {}

    static String availability() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <vosi:availability xmlns:vosi="http://www.ivoa.net/xml/VOSIAvailability/v1.0">
                <vosi:available>true</vosi:available>
                <vosi:note>Simulated</vosi:note>
                </vosi:availability>
                """;
    }

    static String tables(List<Table> tables) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <vosi:tableset xmlns:vosi="http://www.ivoa.net/xml/VOSITables/v1.0"
                    xmlns:vod="http://www.ivoa.net/xml/VODataService/v1.1"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                """);
        Map<String, List<Table>> schemas = new LinkedHashMap<>();
        tables.forEach(table -> schemas.computeIfAbsent(table.schema(), key -> new ArrayList<>())
                .add(table));
        schemas.forEach((schema, own) -> {
            xml.append("<schema>\n<name>").append(schema).append("</name>\n<description>The schema ");
            xml.append(schema).append("</description>\n");
            own.forEach(table -> table(table, xml));
            xml.append("</schema>\n");
        });
        return xml.append("</vosi:tableset>\n").toString();
    }

    private static void table(Table table, StringBuilder xml) {
        xml.append("<table type=\"table\">\n");
        element("name", table.qualifiedName(), xml);
        element("description", table.description(), xml);
        element("utype", table.utype(), xml);
        for (Column column : table.columns()) {
            xml.append(column.std() ? "<column std=\"true\">" : "<column>");
            element("name", TapSchema.sqlName(column), xml);
            element("description", column.description(), xml);
            element("unit", column.unit(), xml);
            element("ucd", column.ucd(), xml);
            element("utype", column.utype(), xml);
            xml.append("<dataType xsi:type=\"vod:VOTableType\"");
            if (column.type().arraysize() != null) {
                xml.append(" arraysize=\"").append(column.type().arraysize()).append('"');
            }
            if (column.xtype() != null) {
                xml.append(" extendedType=\"")
                        .append(VoTableWriter.escaped(column.xtype()))
                        .append('"');
            }
            xml.append('>').append(column.type().datatype()).append("</dataType>");
            if (column.indexed()) {
                element("flag", "indexed", xml);
            }
            xml.append("</column>\n");
        }
        for (TapSchema.Key key : TapSchema.OWN_KEYS) {
            if (key.from().equals(table)) {
                xml.append("<foreignKey>\n");
                element("targetTable", key.to().qualifiedName(), xml);
                xml.append("<fkColumn>");
                element("fromColumn", key.fromColumn(), xml);
                element("targetColumn", key.toColumn(), xml);
                xml.append("</fkColumn></foreignKey>\n");
            }
        }
        xml.append("</table>\n");
    }

    private static void element(String name, @Nullable String text, StringBuilder xml) {
        if (text != null) {
            xml.append('<').append(name).append('>').append(VoTableWriter.escaped(text));
            xml.append("</").append(name).append(">\n");
        }
    }

    static String capabilities(TapDescription service) {
        String url = VoTableWriter.escaped(service.accessUrl());
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <cap:capabilities xmlns:cap="http://www.ivoa.net/xml/VOSICapabilities/v1.0"
                    xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0"
                    xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                    xmlns:tr="http://www.ivoa.net/xml/TAPRegExt/v1.0"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                """);
        for (String vosi : List.of("capabilities", "availability", "tables")) {
            String version = vosi.equals("tables") ? "-1.1" : "";
            xml.append("<capability standardID=\"ivo://ivoa.net/std/VOSI#" + vosi + version + "\">\n"
                    + "<interface xsi:type=\"vs:ParamHTTP\" role=\"std\"><accessURL use=\"full\">" + url + "/" + vosi
                    + "</accessURL></interface>\n</capability>\n");
        }
        xml.append("<capability standardID=\"ivo://ivoa.net/std/DALI#examples\">\n"
                + "<interface xsi:type=\"vr:WebBrowser\"><accessURL use=\"full\">" + url
                + "/examples</accessURL></interface>\n</capability>\n");
        xml.append("<capability standardID=\"ivo://ivoa.net/std/TAP\" xsi:type=\"tr:TableAccess\">\n"
                + "<interface xsi:type=\"vs:ParamHTTP\" role=\"std\" version=\"1.1\"><accessURL use=\"base\">" + url
                + "</accessURL></interface>\n");
        for (String model : service.dataModels()) {
            xml.append("<dataModel ivo-id=\"" + model + "\">" + modelName(model) + "</dataModel>\n");
        }
        xml.append("""
                <language>
                <name>ADQL</name>
                <version ivo-id="ivo://ivoa.net/std/ADQL#v2.0">2.0</version>
                <description>The Astronomical Data Query Language</description>
                """);
        features("features-adqlgeo", GEOMETRY, xml);
        if (service.isRegistry()) {
            features("features-udf", REGISTRY_FUNCTIONS, xml);
        }
        return xml.append("""
                </language>
                <outputFormat ivo-id="ivo://ivoa.net/std/TAPRegExt#output-votable-td">
                <mime>application/x-votable+xml</mime><alias>votable</alias><alias>votable/td</alias>
                </outputFormat>
                <outputFormat><mime>text/csv</mime><alias>csv</alias></outputFormat>
                <uploadMethod ivo-id="ivo://ivoa.net/std/TAPRegExt#upload-inline"/>
                <uploadMethod ivo-id="ivo://ivoa.net/std/TAPRegExt#upload-http"/>
                <retentionPeriod><default>3600</default></retentionPeriod>
                <executionDuration><default>30</default></executionDuration>
                <outputLimit><default unit="row">%d</default><hard unit="row">%d</hard></outputLimit>
                <uploadLimit><hard unit="row">100000</hard></uploadLimit>
                </capability>
                </cap:capabilities>
                """.formatted(service.defaultRows(), service.hardRows()))
                .toString();
    }

    private static String modelName(String ivoId) {
        return ivoId.substring(ivoId.lastIndexOf('/') + 1);
    }

    private static void features(String type, List<String> forms, StringBuilder xml) {
        xml.append("<languageFeatures type=\"ivo://ivoa.net/std/TAPRegExt#")
                .append(type)
                .append("\">\n");
        for (String form : forms) {
            xml.append("<feature><form>").append(VoTableWriter.escaped(form)).append("</form></feature>\n");
        }
        xml.append("</languageFeatures>\n");
    }

    static String examples(TapDescription service) {
        String table = service.tables().getFirst().qualifiedName();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <html xmlns="http://www.w3.org/1999/xhtml">
                <head><title>Examples for %1$s</title></head>
                <body vocab="ivo://ivoa.net/std/DALI-examples">
                <h1>Examples for %1$s</h1>
                <div id="first" resource="#first" typeof="example">
                <h2 property="name">The first rows</h2>
                <p>The beginning of <em property="table">%2$s</em>:</p>
                <pre property="query">SELECT TOP 10 * FROM %2$s</pre>
                </div>
                </body>
                </html>
                """.formatted(VoTableWriter.escaped(service.title()), table);
    }
}
