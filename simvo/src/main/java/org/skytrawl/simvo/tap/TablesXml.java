package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.VoTableWriter.escaped;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/** VOSI tables (VOSI 1.1 section 6): the same as TAP_SCHEMA says. */
final class TablesXml {
    private TablesXml() {}

    static String of(TapDescription description, List<Table> tables) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <vosi:tableset xmlns:vosi="http://www.ivoa.net/xml/VOSITables/v1.0"
                    xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="vs:TableSet">
                """);
        for (String schema : TapSchema.schemas(tables)) {
            xml.append("<schema>");
            element("name", AdqlWords.written(schema), xml);
            element("description", TapSchema.describe(schema), xml);
            element("utype", description.schemaUtype(schema), xml);
            for (Table table : tables) {
                if (table.schema().equals(schema)) {
                    table(table, xml);
                }
            }
            xml.append("</schema>\n");
        }
        return xml.append("</vosi:tableset>\n").toString();
    }

    private static void table(Table table, StringBuilder xml) {
        xml.append("\n<table type=\"table\">");
        element("name", TapSchema.written(table), xml);
        element("description", table.description(), xml);
        element("utype", table.utype(), xml);
        for (Column column : table.columns()) {
            column(column, xml);
        }
        for (TapSchema.Key key : TapSchema.OWN_KEYS) {
            if (key.from().equals(table)) {
                xml.append("\n<foreignKey>");
                element("targetTable", TapSchema.written(key.target()), xml);
                xml.append("<fkColumn>");
                element("fromColumn", key.fromColumn(), xml);
                element("targetColumn", key.targetColumn(), xml);
                xml.append("</fkColumn></foreignKey>");
            }
        }
        xml.append("</table>\n");
    }

    private static void column(Column column, StringBuilder xml) {
        xml.append("\n<column std=\"").append(column.std()).append("\">");
        element("name", AdqlWords.written(column.name()), xml);
        element("description", column.description(), xml);
        element("unit", column.unit(), xml);
        element("ucd", column.ucd(), xml);
        element("utype", column.utype(), xml);
        xml.append("<dataType xsi:type=\"vs:VOTableType\"");
        attribute("arraysize", column.type().arraysize(), xml);
        attribute("extendedType", column.xtype(), xml);
        xml.append('>').append(column.type().datatype()).append("</dataType>");
        if (column.indexed()) {
            element("flag", "indexed", xml);
        }
        if (column.std()) {
            element("flag", "principal", xml);
        }
        xml.append("</column>");
    }

    private static void element(String name, @Nullable String content, StringBuilder xml) {
        if (content != null) {
            xml.append('<').append(name).append('>');
            xml.append(escaped(content)).append("</").append(name).append('>');
        }
    }

    private static void attribute(String name, @Nullable String value, StringBuilder xml) {
        if (value != null) {
            xml.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
        }
    }
}
