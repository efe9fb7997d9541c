package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;
import org.skytrawl.sky.Moc;

/** Writes resources as JSON Lines, with the non-null members named as RegTAP's columns. An open end is null. */
public final class ResourceJsonLines {
    private ResourceJsonLines() {}

    /** @param tables null if they were not queried */
    public record Described(Resource resource, @Nullable List<ResourceTable> tables) {}

    /** Writes in UTF-8. Flushes the stream and does not close it. */
    public static void write(List<Described> all, OutputStream out) throws IOException {
        JsonObject.writeLines(all, ResourceJsonLines::resource, out);
        out.flush();
    }

    private static JsonObject resource(Described described) {
        Resource resource = described.resource();
        Resource.Content content = resource.content();
        Resource.Curation curation = resource.curation();
        Resource.Extent extent = resource.extent();
        Moc moc = extent.coverage().spatial();
        return object(
                "ivoid", resource.ivoid().value(),
                "res_type", resource.identity().resType(),
                "res_title", resource.title(),
                "short_name", resource.identity().shortName(),
                "res_description", content.description(),
                "reference_url", content.referenceUrl(),
                "res_subject", texts(content.topics().subjects()),
                "uat_concept", texts(content.topics().uatConcepts()),
                "content_level", texts(content.levels()),
                "content_type", texts(content.types()),
                "source_value", content.source().text(),
                "source_format", content.source().format(),
                "roles",
                        each(
                                curation.roles(),
                                role -> object(
                                        "base_role", role.baseRole(),
                                        "role_name", role.name(),
                                        "role_ivoid", textOf(role.ivoid()),
                                        "email", role.email())),
                "res_version", curation.version(),
                "created", curation.record().created(),
                "updated", curation.record().updated(),
                "dates",
                        each(curation.dates(), dated -> object("date_value", dated.date(), "value_role", dated.role())),
                "rights", curation.rights(),
                "rights_uri", curation.rightsUri(),
                "waveband", texts(extent.wavebands()),
                "region_of_regard", extent.regionOfRegardDeg(),
                "coverage", moc == null ? null : moc.toAscii(),
                "wavelength_m", intervals(extent.coverage().wavelengthM()),
                "mjd", intervals(extent.coverage().mjd()),
                "coverage_in_other_frames",
                        JsonObject.unlessEmpty(each(
                                extent.otherFrames(),
                                other -> object(
                                        "ref_system_name", other.refSystemName(),
                                        "coverage", other.moc()))),
                "alt_identifier", texts(resource.identity().altIdentifiers()),
                "relationships",
                        each(
                                resource.relationships(),
                                related -> object(
                                        "relationship_type", related.type(),
                                        "related_id", textOf(related.relatedIvoid()),
                                        "related_name", related.relatedName())),
                "validations",
                        each(
                                curation.record().validations(),
                                validation -> object(
                                        "val_level", validation.level(),
                                        "validated_by", validation.validatedBy(),
                                        "cap_index", validation.capIndex())),
                "capabilities", each(resource.capabilities(), ResourceJsonLines::capability),
                "tables", described.tables() == null ? null : each(described.tables(), ResourceJsonLines::table));
    }

    private static JsonObject capability(Resource.Capability capability) {
        return object(
                "cap_index", capability.capIndex(),
                "cap_type", capability.type(),
                "standard_id", capability.standardId(),
                "cap_description", capability.description(),
                "data_models", texts(capability.dataModels()),
                "interfaces",
                        each(
                                capability.interfaces(),
                                each -> object(
                                        "intf_type", each.type(),
                                        "intf_role", each.role(),
                                        "std_version", each.version(),
                                        "access_url", each.urls().access(),
                                        "url_use", each.urls().use(),
                                        "mirror_url", texts(each.urls().mirrors()),
                                        "result_type", each.resultType(),
                                        "authenticated_only", each.authenticatedOnly())));
    }

    private static JsonObject table(ResourceTable table) {
        return object(
                "table_name", table.name(),
                "table_title", table.title(),
                "table_description", table.description(),
                "table_type", table.kind().type(),
                "table_utype", table.kind().utype(),
                "nrows", table.rows(),
                "columns",
                        each(
                                table.columns(),
                                column -> object(
                                        "name", column.name(),
                                        "datatype", column.values().datatype(),
                                        "arraysize", column.values().arraysize(),
                                        "unit", column.values().unit(),
                                        "ucd", column.meaning().ucd(),
                                        "utype", column.meaning().utype(),
                                        "std", column.meaning().std(),
                                        "column_description", column.description())));
    }

    /** Texts are cleaned. */
    private static JsonObject object(@Nullable Object... namesAndValues) {
        return JsonObject.of(Arrays.stream(namesAndValues)
                .map(value -> value instanceof String text ? CellText.clean(text) : value)
                .toArray());
    }

    private static <T> List<JsonObject> each(List<T> all, Function<T, JsonObject> object) {
        return all.stream().map(object).toList();
    }

    private static @Nullable List<String> texts(List<String> texts) {
        return JsonObject.unlessEmpty(texts.stream().map(CellText::clean).toList());
    }

    private static @Nullable List<List<@Nullable Double>> intervals(List<Interval> intervals) {
        return JsonObject.unlessEmpty(intervals.stream()
                .map(interval -> Arrays.asList(end(interval.lo()), end(interval.hi())))
                .toList());
    }

    private static @Nullable Double end(double value) {
        return Double.isInfinite(value) ? null : (Double) value;
    }

    private static @Nullable String textOf(@Nullable Ivoid ivoid) {
        return ivoid == null ? null : ivoid.value();
    }
}
