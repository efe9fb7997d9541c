package org.skytrawl.output;

import java.util.List;
import org.skytrawl.registry.search.ResourceTable;
import tools.jackson.core.JsonGenerator;

/** The tables of a resource as a member {@code tables} of its object. */
final class TableJson {
    private TableJson() {}

    static void write(List<ResourceTable> tables, JsonGenerator json) {
        json.writeArrayPropertyStart("tables");
        for (ResourceTable table : tables) {
            json.writeStartObject();
            ResourceJsonLines.text(json, "table_name", table.name());
            ResourceJsonLines.text(json, "table_title", table.title());
            ResourceJsonLines.text(json, "table_description", table.description());
            ResourceJsonLines.text(json, "table_type", table.type());
            ResourceJsonLines.text(json, "table_utype", table.utype());
            if (table.rows() != null) {
                json.writeNumberProperty("nrows", table.rows());
            }
            json.writeArrayPropertyStart("columns");
            for (ResourceTable.Column column : table.columns()) {
                json.writeStartObject();
                ResourceJsonLines.text(json, "name", column.name());
                ResourceJsonLines.text(json, "datatype", column.datatype());
                ResourceJsonLines.text(json, "arraysize", column.arraysize());
                ResourceJsonLines.text(json, "unit", column.unit());
                ResourceJsonLines.text(json, "ucd", column.ucd());
                ResourceJsonLines.text(json, "utype", column.utype());
                json.writeBooleanProperty("std", column.std());
                ResourceJsonLines.text(json, "column_description", column.description());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
