package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.VoTableWriter.escaped;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/** The documents that describe a TAP service: VOSI 1.1 (TAP 1.1 section 2.4, TAPRegExt 1.0), examples (DALI 1.1 section 2.3). */
final class Vosi {
    static final String AVAILABILITY = """
            <?xml version="1.0" encoding="UTF-8"?>
            <vosi:availability xmlns:vosi="http://www.ivoa.net/xml/VOSIAvailability/v1.0">
              <vosi:available>true</vosi:available>
              <vosi:note>This service is simulated.</vosi:note>
            </vosi:availability>
            """;

    private static final String GEOMETRY =
            "AREA BOX CENTROID CIRCLE CONTAINS COORD1 COORD2 COORDSYS DISTANCE INTERSECTS POINT POLYGON REGION "
                    .replaceAll("(\\w+) ", "<feature><form>$1</form></feature>\n");

    /** The keyword MOC is announced as by GAVO's registry: clients look for that. */
    private static final String CAPABILITIES = """
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
            {models}\
            <language>
            <name>ADQL</name>
            <version ivo-id="ivo://ivoa.net/std/ADQL#v2.0">2.0</version>
            <description>ADQL 2.0 with WITH, OFFSET, ILIKE, COALESCE and CAST of ADQL 2.1</description>
            <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-adqlgeo">
            {geometry}\
            </languageFeatures>
            <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-udf">
            <feature><form>ivo_hasword(haystack TEXT, needle TEXT) -&gt; INTEGER</form>\
            <description>1 if all words of the second text are in the first, in any case</description></feature>
            <feature><form>ivo_nocasematch(value TEXT, pattern TEXT) -&gt; INTEGER</form>\
            <description>1 if a text is like a pattern of LIKE, in any case</description></feature>
            <feature><form>ivo_hashlist_has(hashlist TEXT, item TEXT) -&gt; INTEGER</form>\
            <description>1 if a list with # between its items holds an item</description></feature>
            <feature><form>ivo_string_agg(expr TEXT, deli TEXT) -&gt; TEXT</form>\
            <description>All values of a group, with a text between them; an aggregate function</description></feature>
            <feature><form>ivo_interval_overlaps(l1 DOUBLE PRECISION, h1 DOUBLE PRECISION, l2 DOUBLE PRECISION, h2 DOUBLE PRECISION) -&gt; INTEGER</form>\
            <description>1 if two intervals have a point in common</description></feature>
            </languageFeatures>
            <languageFeatures type="ivo://org.gavo.dc/std/exts#extra-adql-keywords">
            <feature><form>MOC</form><description>A MOC from its text, or of an order from a shape</description></feature>
            </languageFeatures>
            </language>
            <outputFormat ivo-id="ivo://ivoa.net/std/TAPRegExt#output-votable-td">
            <mime>application/x-votable+xml;serialization=tabledata</mime>
            </outputFormat>
            <outputFormat><mime>application/x-votable+xml</mime><alias>votable</alias></outputFormat>
            <outputFormat><mime>text/csv;header=present</mime><alias>csv</alias></outputFormat>
            {uploadMethods}\
            <retentionPeriod><default>3600</default><hard>86400</hard></retentionPeriod>
            <executionDuration><default>60</default><hard>600</hard></executionDuration>
            {outputLimit}\
            {uploadLimit}\
            </capability>
            </vosi:capabilities>
            """;

    static String capabilities(TapDescription description, String url) {
        List<String> models = new ArrayList<>(description.dataModels());
        if (description.regTap() && models.stream().noneMatch(model -> model.contains("/RegTAP#"))) {
            models.add("ivo://ivoa.net/std/RegTAP#1.1");
        }
        String listed = models.stream()
                .map(model -> "<dataModel ivo-id=\"" + escaped(model) + "\">" + escaped(model.replaceFirst(".*/", ""))
                        + "</dataModel>\n")
                .collect(Collectors.joining());
        return CAPABILITIES
                .replace("{models}", listed)
                .replace("{geometry}", GEOMETRY)
                .replace("{outputLimit}", description.limits().xml())
                .replace("{uploadMethods}", description.uploads().methodsXml())
                .replace("{uploadLimit}", description.uploads().limitXml())
                .replace("{url}", escaped(url));
    }

    static String tables(TapDescription description, List<Table> tables) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <vosi:tableset xmlns:vosi="http://www.ivoa.net/xml/VOSITables/v1.0"
                    xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="vs:TableSet">
                """);
        for (String schema : TapSchema.schemas(tables)) {
            xml.append("<schema>" + element("name", AdqlWords.written(schema)))
                    .append(element("description", TapSchema.describe(schema)))
                    .append(element("utype", description.schemaUtype(schema)));
            tables.stream().filter(table -> table.schema().equals(schema)).forEach(table -> xml.append(table(table)));
            xml.append("</schema>\n");
        }
        return xml.append("</vosi:tableset>\n").toString();
    }

    private static String table(Table table) {
        StringBuilder xml = new StringBuilder("\n<table type=\"table\">");
        xml.append(element("name", TapSchema.written(table)))
                .append(element("description", table.description()))
                .append(element("utype", table.utype()));
        table.columns().forEach(column -> xml.append(column(column)));
        for (TapSchema.Key key : TapSchema.OWN_KEYS) {
            if (key.from().equals(table)) {
                xml.append("\n<foreignKey>" + element("targetTable", TapSchema.written(key.target())) + "<fkColumn>")
                        .append(element("fromColumn", key.fromColumn()))
                        .append(element("targetColumn", key.targetColumn()) + "</fkColumn></foreignKey>");
            }
        }
        return xml.append("</table>\n").toString();
    }

    private static String column(Column column) {
        return "\n<column std=\"" + column.std() + "\">"
                + element("name", AdqlWords.written(column.name()))
                + element("description", column.description())
                + element("unit", column.unit())
                + element("ucd", column.ucd())
                + element("utype", column.utype())
                + "<dataType xsi:type=\"vs:VOTableType\""
                + attribute("arraysize", column.type().arraysize())
                + attribute("extendedType", column.xtype()) + ">"
                + column.type().datatype() + "</dataType>"
                + (column.indexed() ? element("flag", "indexed") : "")
                + (column.std() ? element("flag", "principal") : "") + "</column>";
    }

    private static String element(String name, @Nullable String content) {
        return content == null ? "" : "<" + name + ">" + escaped(content) + "</" + name + ">";
    }

    private static String attribute(String name, @Nullable String value) {
        return value == null ? "" : " " + name + "=\"" + escaped(value) + "\"";
    }

    private static final String EXAMPLES_HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <html xmlns="http://www.w3.org/1999/xhtml">
            <head><title>Examples</title></head>
            <body vocab="ivo://ivoa.net/std/DALI-examples">
            <h1>Examples for {title}</h1>
            """;

    static String examples(TapDescription description) {
        StringBuilder xhtml = new StringBuilder(EXAMPLES_HEAD.replace("{title}", escaped(description.title())));
        int number = 1;
        for (Table table :
                description.tables().subList(0, Math.min(3, description.tables().size()))) {
            String name = TapSchema.written(table);
            example(number++, "Rows of " + name, name, "SELECT TOP 10 * FROM " + name, xhtml);
        }
        example(
                number,
                "The tables of this service",
                "tap_schema.tables",
                "SELECT table_name, description FROM tap_schema.tables ORDER BY table_name",
                xhtml);
        return xhtml.append("</body>\n</html>\n").toString();
    }

    private static void example(int number, String title, String table, String query, StringBuilder xhtml) {
        xhtml.append("""
                <div typeof="example" id="example%1$s" resource="#example%1$s">
                <h2 property="name">%2$s</h2>
                <p>Asks the table <em property="table">%3$s</em>.</p>
                <pre property="query">%4$s</pre>
                </div>
                """.formatted(number, escaped(title), escaped(table), escaped(query)));
    }
}
