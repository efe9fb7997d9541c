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

/** The forms in which a service list is written; {@link ServiceList#read} reads all of them. */
public enum ServiceListFormat {
    /** Comma-separated values, as {@link ServiceList#writeCsv} has them. */
    CSV,
    /** One JSON object a line, a member for each cell that is not empty. */
    JSON_LINES,
    /** VOTable 1.4 with one table. */
    VOTABLE;

    /**
     * The form that a file's name asks for by its extension, in any case.
     *
     * @throws IllegalArgumentException if it has none of a known form
     */
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

    /**
     * Writes services; the stream is flushed, not closed.
     *
     * @throws IOException if the stream throws it
     */
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
            case "standard_id" -> "Standard that it follows";
            case "access_url" -> "Where it is asked";
            case "table_name" -> "TAP only: the ObsCore table that is queried";
            case "max_records" -> "The most rows that it declares to return";
            default -> "Where the same is to be had when the access URL fails";
        };
    }
}
