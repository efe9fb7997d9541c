package org.skytrawl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Service;
import org.skytrawl.registry.list.ServiceList;

/** The formats of a service list. {@link ServiceList#read} reads all of them. */
public enum ServiceListFormat {
    /** Comma-separated values, as {@link ServiceList#writeCsv} writes them. */
    CSV,
    /** One JSON object a line, a member for each cell that is not empty. */
    JSON_LINES,
    /** VOTable 1.4 with one table. */
    VOTABLE;

    /** @throws IllegalArgumentException if no format has the extension of the file name; case does not matter */
    public static ServiceListFormat ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> CSV;
            case "json", "jsonl" -> JSON_LINES;
            case "vot", "votable", "xml" -> VOTABLE;
            default ->
                throw new IllegalArgumentException("no form of a service list has the extension of '" + fileName
                        + "'; known are .csv, .json, .jsonl, .vot, .votable, .xml");
        };
    }

    /** Writes the services. Flushes the stream and does not close it. */
    public void write(List<Service> services, OutputStream out) throws IOException {
        switch (this) {
            case CSV -> {
                Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                ServiceList.writeCsv(services, text);
                text.flush();
            }
            case JSON_LINES -> {
                JsonObject.writeLines(services, ServiceListFormat::object, out);
                out.flush();
            }
            case VOTABLE -> votable(services, out);
        }
    }

    private static JsonObject object(Service service) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(ServiceList.row(service));
        members.values().removeIf(Objects::isNull);
        return new JsonObject(members);
    }

    private static void votable(List<Service> services, OutputStream out) throws IOException {
        List<TableColumn<Service>> columns = new ArrayList<>();
        for (String column : ServiceList.columns()) {
            columns.add(TableColumn.of(
                    column,
                    column.equals("max_records") ? Long.class : String.class,
                    null,
                    description(column),
                    service -> ServiceList.row(service).get(column)));
        }
        VoTableResultWriter.writeTable(
                new RowTable<>("services", services, columns), "Services, for skytrawl images --services", out);
    }

    private static String description(String column) {
        return switch (column) {
            case "ivoid" -> "Resources of the service";
            case "title" -> "Title of the first of them";
            case "standard_id" -> "Standard of the service";
            case "access_url" -> "Base URL for queries";
            case "table_name" -> "TAP only: the ObsCore table to query";
            case "max_records" -> "Maximum number of rows that the service declares to return";
            default -> "Base URLs of mirrors, for when the access URL fails";
        };
    }
}
