package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;
import org.skytrawl.sky.Moc;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes resources as JSON Lines: one object a line, its members named as RegTAP's columns, those that are known. Lists
 * that RegTAP joins are arrays. {@code wavelength_m} and {@code mjd} are arrays of pairs; an open end, which JSON has not,
 * is null.
 */
public final class ResourceJsonLines {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private ResourceJsonLines() {}

    /**
     * A resource, with its tables where they are given.
     *
     * @param tables null if they were not asked for
     */
    public record Described(Resource resource, @Nullable List<ResourceTable> tables) {}

    /**
     * Writes in UTF-8; the stream is flushed, not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(List<Described> all, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            for (Described one : all) {
                resource(one.resource(), one.tables(), json);
            }
            if (!all.isEmpty()) {
                json.writeRaw('\n');
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.flush();
    }

    private static void resource(Resource resource, @Nullable List<ResourceTable> tables, JsonGenerator json) {
        json.writeStartObject();
        text(json, "ivoid", resource.ivoid().value());
        text(json, "res_type", resource.resType());
        text(json, "res_title", resource.title());
        text(json, "short_name", resource.shortName());
        Resource.Content content = resource.content();
        text(json, "res_description", content.description());
        text(json, "reference_url", content.referenceUrl());
        texts(json, "res_subject", content.subjects());
        texts(json, "uat_concept", content.uatConcepts());
        texts(json, "content_level", content.contentLevels());
        texts(json, "content_type", content.contentTypes());
        text(json, "source_value", content.source());
        text(json, "source_format", content.sourceFormat());
        curation(resource.curation(), json);
        extent(resource.extent(), json);
        texts(json, "alt_identifier", resource.altIdentifiers());
        json.writeArrayPropertyStart("relationships");
        for (Resource.Relationship related : resource.relationships()) {
            json.writeStartObject();
            text(json, "relationship_type", related.type());
            text(json, "related_id", textOf(related.relatedIvoid()));
            text(json, "related_name", related.relatedName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("validations");
        for (Resource.Validation validation : resource.validations()) {
            json.writeStartObject();
            json.writeNumberProperty("val_level", validation.level());
            text(json, "validated_by", validation.validatedBy());
            if (validation.capIndex() != null) {
                json.writeNumberProperty("cap_index", validation.capIndex());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("capabilities");
        resource.capabilities().forEach(capability -> capability(capability, json));
        json.writeEndArray();
        if (tables != null) {
            TableJson.write(tables, json);
        }
        json.writeEndObject();
    }

    private static void curation(Resource.Curation curation, JsonGenerator json) {
        json.writeArrayPropertyStart("roles");
        for (Resource.Role role : curation.roles()) {
            json.writeStartObject();
            text(json, "base_role", role.baseRole());
            text(json, "role_name", role.name());
            text(json, "role_ivoid", textOf(role.ivoid()));
            text(json, "email", role.email());
            json.writeEndObject();
        }
        json.writeEndArray();
        text(json, "res_version", curation.version());
        text(json, "created", curation.created());
        text(json, "updated", curation.updated());
        json.writeArrayPropertyStart("dates");
        for (Resource.Dated dated : curation.dates()) {
            json.writeStartObject();
            text(json, "date_value", dated.date());
            text(json, "value_role", dated.role());
            json.writeEndObject();
        }
        json.writeEndArray();
        text(json, "rights", curation.rights());
        text(json, "rights_uri", curation.rightsUri());
    }

    private static void extent(Resource.Extent extent, JsonGenerator json) {
        texts(json, "waveband", extent.wavebands());
        if (extent.regionOfRegardDeg() != null) {
            json.writeNumberProperty("region_of_regard", extent.regionOfRegardDeg());
        }
        Moc moc = extent.coverage().spatial();
        text(json, "coverage", moc == null ? null : moc.toAscii());
        intervals(json, "wavelength_m", extent.coverage().wavelengthM());
        intervals(json, "mjd", extent.coverage().mjd());
        if (!extent.otherFrames().isEmpty()) {
            json.writeArrayPropertyStart("coverage_in_other_frames");
            for (Resource.OtherFrame other : extent.otherFrames()) {
                json.writeStartObject();
                text(json, "ref_system_name", other.refSystemName());
                text(json, "coverage", other.moc());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void capability(Resource.Capability capability, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("cap_index", capability.capIndex());
        text(json, "cap_type", capability.type());
        text(json, "standard_id", capability.standardId());
        text(json, "cap_description", capability.description());
        texts(json, "data_models", capability.dataModels());
        json.writeArrayPropertyStart("interfaces");
        for (Resource.Interface each : capability.interfaces()) {
            json.writeStartObject();
            text(json, "intf_type", each.type());
            text(json, "intf_role", each.role());
            text(json, "std_version", each.version());
            text(json, "access_url", each.accessUrl());
            text(json, "url_use", each.urlUse());
            texts(json, "mirror_url", each.mirrorUrls());
            text(json, "result_type", each.resultType());
            json.writeBooleanProperty("authenticated_only", each.authenticatedOnly());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void intervals(JsonGenerator json, String name, List<Interval> intervals) {
        if (intervals.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (Interval interval : intervals) {
            json.writeStartArray();
            number(json, interval.lo());
            number(json, interval.hi());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, double value) {
        if (Double.isInfinite(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private static @Nullable String textOf(@Nullable Ivoid ivoid) {
        return ivoid == null ? null : ivoid.value();
    }

    static void text(JsonGenerator json, String name, @Nullable String text) {
        if (text != null) {
            json.writeStringProperty(name, CellText.clean(text));
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.writeArrayPropertyStart(name);
            texts.forEach(text -> json.writeString(CellText.clean(text)));
            json.writeEndArray();
        }
    }
}
