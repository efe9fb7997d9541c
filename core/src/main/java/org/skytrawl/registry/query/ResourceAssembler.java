package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.regtap.CoverageRows;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;

/**
 * Makes resources from the rows of a registry. Rows have no order, so lists are sorted. Creators have the order of the
 * record, which the registry stores.
 */
final class ResourceAssembler {
    private final Map<ReadTable, Rows> rows;
    private final Notes notes;
    private final CoverageRows coverage;

    ResourceAssembler(Map<ReadTable, Rows> rows, Notes notes) {
        this.rows = rows;
        this.notes = notes;
        coverage = new CoverageRows(notes);
    }

    List<Rows.Row> of(ReadTable table, Ivoid ivoid) {
        Rows own = rows.get(table);
        return own == null ? List.of() : own.of(ivoid.value());
    }

    /** The resource must have a row in {@code rr.resource}. */
    Resource resource(Ivoid ivoid) {
        Rows.Row row = of(ReadTable.RESOURCE, ivoid).getFirst();
        if (of(ReadTable.RESOURCE, ivoid).size() > 1) {
            notes.add("resources that the registry has more than once; the first is shown", ivoid.value());
        }
        String title = row.text("res_title");
        return new Resource(
                new Resource.Identity(
                        ivoid,
                        row.lower("res_type"),
                        title == null ? ivoid.value() : title,
                        row.text("short_name"),
                        texts(ReadTable.ALT_IDENTIFIER, ivoid, "alt_identifier")),
                new Resource.Content(
                        row.text("res_description"),
                        row.text("reference_url"),
                        new Resource.Topics(
                                texts(ReadTable.SUBJECT, ivoid, "res_subject"),
                                texts(ReadTable.SUBJECT_UAT, ivoid, "uat_concept")),
                        row.parts("content_level"),
                        row.parts("content_type"),
                        new Resource.Source(row.text("source_value"), row.text("source_format"))),
                new Resource.Curation(
                        roles(ivoid, row.text("creator_seq")),
                        row.text("res_version"),
                        new Resource.RecordState(row.text("created"), row.text("updated"), validations(ivoid)),
                        dates(ivoid),
                        row.text("rights"),
                        row.text("rights_uri")),
                extent(ivoid, row),
                relationships(ivoid),
                capabilities(ivoid));
    }

    /** The values of one column, sorted, without duplicates. */
    private List<String> texts(ReadTable table, Ivoid ivoid, String column) {
        return of(table, ivoid).stream()
                .map(row -> row.text(column))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** @param make null for an incomplete row, which is counted */
    private <T> List<T> made(ReadTable table, Ivoid ivoid, Comparator<T> order, Function<Rows.Row, @Nullable T> make) {
        List<T> made = new ArrayList<>();
        for (Rows.Row row : of(table, ivoid)) {
            T one = make.apply(row);
            if (one == null) {
                notes.add("incomplete rows, left out", table.table() + " of " + ivoid);
            } else {
                made.add(one);
            }
        }
        return made.stream().distinct().sorted(order).toList();
    }

    private List<Resource.Role> roles(Ivoid ivoid, @Nullable String creatorSequence) {
        List<String> order = Arrays.stream(creatorSequence == null ? new String[0] : creatorSequence.split(";", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        Map<String, Integer> places = HashMap.newHashMap(order.size());
        for (int i = 0; i < order.size(); i++) {
            places.putIfAbsent(order.get(i), i);
        }
        List<Resource.Role> roles = made(
                ReadTable.ROLE,
                ivoid,
                Comparator.comparing(Resource.Role::baseRole)
                        .thenComparingInt(role -> places.getOrDefault(role.name(), order.size()))
                        .thenComparing(Resource.Role::name),
                row -> {
                    String name = row.text("role_name");
                    String role = row.lower("base_role");
                    return name == null || role == null
                            ? null
                            : new Resource.Role(role, name, ivoidOrNull(row.text("role_ivoid")), row.text("email"));
                });
        if (roles.stream().anyMatch(role -> role.baseRole().equals("creator"))) {
            return roles;
        }
        return Stream.concat(order.stream().map(name -> new Resource.Role("creator", name, null, null)), roles.stream())
                .toList();
    }

    private static <T extends Comparable<T>> Comparator<@Nullable T> absentLast() {
        return Comparator.nullsLast(Comparator.naturalOrder());
    }

    private static @Nullable Ivoid ivoidOrNull(@Nullable String text) {
        return text == null ? null : new Ivoid(text);
    }

    private List<Resource.Dated> dates(Ivoid ivoid) {
        return made(
                ReadTable.DATE,
                ivoid,
                Comparator.comparing(Resource.Dated::date)
                        .thenComparing(Resource.Dated::role, Comparator.nullsFirst(Comparator.naturalOrder())),
                row -> {
                    String date = row.text("date_value");
                    return date == null ? null : new Resource.Dated(date, row.text("value_role"));
                });
    }

    private Resource.Extent extent(Ivoid ivoid, Rows.Row resource) {
        List<Resource.OtherFrame> others = new ArrayList<>();
        for (Rows.Row row : of(ReadTable.SPATIAL, ivoid)) {
            String frame = row.text("ref_system_name");
            coverage.addSpatial(ivoid.value(), row.text("coverage"), frame);
            if (frame != null) {
                others.add(new Resource.OtherFrame(frame, row.text("coverage")));
            }
        }
        for (Rows.Row row : of(ReadTable.SPECTRAL, ivoid)) {
            coverage.addSpectral(ivoid.value(), row.real("spectral_start"), row.real("spectral_end"));
        }
        for (Rows.Row row : of(ReadTable.TEMPORAL, ivoid)) {
            coverage.addTemporal(ivoid.value(), row.real("time_start"), row.real("time_end"));
        }
        return new Resource.Extent(
                coverage.of(ivoid.value()), others, resource.parts("waveband"), resource.real("region_of_regard"));
    }

    private List<Resource.Relationship> relationships(Ivoid ivoid) {
        return made(
                ReadTable.RELATIONSHIP,
                ivoid,
                Comparator.comparing(Resource.Relationship::type)
                        .thenComparing(Resource.Relationship::relatedIvoid, absentLast())
                        .thenComparing(Resource.Relationship::relatedName, absentLast()),
                row -> {
                    String type = row.lower("relationship_type");
                    Ivoid related = ivoidOrNull(row.text("related_id"));
                    String name = row.text("related_name");
                    return type == null || (related == null && name == null)
                            ? null
                            : new Resource.Relationship(type, related, name);
                });
    }

    private List<Resource.Validation> validations(Ivoid ivoid) {
        return made(
                ReadTable.VALIDATION,
                ivoid,
                Comparator.comparing(
                                Resource.Validation::capIndex,
                                Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
                        .thenComparing(Resource.Validation::validatedBy, absentLast()),
                row -> {
                    Integer level = row.integer("val_level");
                    return level == null
                            ? null
                            : new Resource.Validation(level, row.text("validated_by"), row.integer("cap_index"));
                });
    }

    private List<Resource.Capability> capabilities(Ivoid ivoid) {
        Map<Integer, List<Rows.Row>> interfaces = new HashMap<>();
        of(ReadTable.INTERFACE, ivoid).stream()
                .sorted(Comparator.comparing((Rows.Row row) -> row.integer("intf_index"), absentLast())
                        .thenComparing(row -> row.text("access_url"), absentLast()))
                .forEach(row -> interfaces
                        .computeIfAbsent(index(row), key -> new ArrayList<>(2))
                        .add(row));
        List<Resource.Capability> made =
                made(ReadTable.CAPABILITY, ivoid, Comparator.comparingInt(Resource.Capability::capIndex), row -> {
                    Integer index = row.integer("cap_index");
                    if (index == null) {
                        return null;
                    }
                    List<Rows.Row> own = Objects.requireNonNullElse(interfaces.remove(index), List.of());
                    return new Resource.Capability(
                            index,
                            row.lower("cap_type"),
                            row.lower("standard_id"),
                            row.text("cap_description"),
                            dataModels(ivoid, index),
                            own.stream().map(ResourceAssembler::anInterface).toList());
                });
        interfaces.values().stream()
                .flatMap(List::stream)
                .forEach(row ->
                        notes.add("interfaces without a capability, left out", ivoid + ": " + row.text("access_url")));
        return made;
    }

    private static int index(Rows.Row row) {
        return Objects.requireNonNullElse(row.integer("cap_index"), Integer.MIN_VALUE);
    }

    private List<String> dataModels(Ivoid ivoid, int capIndex) {
        return of(ReadTable.DETAIL, ivoid).stream()
                .filter(row -> ReadTable.DATA_MODEL.equals(row.text("detail_xpath")) && index(row) == capIndex)
                .map(row -> String.valueOf(row.text("detail_value")))
                .distinct()
                .sorted()
                .toList();
    }

    /** In the order of the record. Columns whose table has no row make a table without a name. */
    List<ResourceTable> tables(Ivoid ivoid) {
        Map<Integer, List<ResourceTable.Column>> columns = new TreeMap<>();
        for (Rows.Row row : of(ReadTable.COLUMN, ivoid)) {
            columns.computeIfAbsent(tableIndex(row), key -> new ArrayList<>()).add(column(row));
        }
        List<ResourceTable> tables = new ArrayList<>();
        of(ReadTable.TABLE, ivoid).stream()
                .sorted(Comparator.comparing(row -> row.integer("table_index"), absentLast()))
                .forEach(row -> {
                    List<ResourceTable.Column> own =
                            Objects.requireNonNullElse(columns.remove(tableIndex(row)), List.of());
                    String name = row.text("table_name");
                    tables.add(new ResourceTable(
                            name == null ? "" : name,
                            row.text("table_title"),
                            row.text("table_description"),
                            new ResourceTable.Kind(row.text("table_type"), row.lower("table_utype")),
                            rowCount(row),
                            own));
                });
        columns.forEach((index, own) -> {
            String title = "Table " + index + " (only its columns are known)";
            tables.add(new ResourceTable("", title, null, new ResourceTable.Kind(null, null), null, own));
        });
        return tables;
    }

    private static int tableIndex(Rows.Row row) {
        return Objects.requireNonNullElse(row.integer("table_index"), -1);
    }

    /** Registries write -1 for unknown. */
    private static @Nullable Long rowCount(Rows.Row row) {
        Double rows = row.real("nrows");
        return rows == null || rows < 0 ? null : (Long) Math.round(rows);
    }

    private static ResourceTable.Column column(Rows.Row row) {
        String name = OutsideText.word(row.text("name"));
        return new ResourceTable.Column(
                name == null ? "" : name,
                new ResourceTable.Values(
                        OutsideText.word(row.text("datatype")),
                        OutsideText.word(row.text("arraysize")),
                        OutsideText.word(row.text("unit"))),
                new ResourceTable.Meaning(
                        OutsideText.word(row.lower("ucd")), OutsideText.word(row.lower("utype")), row.flag("std")),
                row.text("column_description"));
    }

    private static Resource.Interface anInterface(Rows.Row row) {
        String url = row.text("access_url");
        return new Resource.Interface(
                row.lower("intf_type"),
                row.lower("intf_role"),
                row.text("std_version"),
                new Resource.Urls(
                        url == null ? null : OutsideText.unescapedUrl(url),
                        row.lower("url_use"),
                        row.parts("mirror_url").stream()
                                .map(OutsideText::unescapedUrl)
                                .toList()),
                row.text("result_type"),
                row.flag("authenticated_only"));
    }
}
