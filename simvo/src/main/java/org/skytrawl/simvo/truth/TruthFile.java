package org.skytrawl.simvo.truth;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.universe.Universe;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what there is, and what of it answers one question, as JSON. */
public final class TruthFile {
    private TruthFile() {}

    /**
     * Writes the file; the stream stays open.
     *
     * @throws IOException from the stream
     */
    public static void write(SimOptions options, Universe universe, TruthAnswer answer, OutputStream out)
            throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        json.writeNumberProperty("seed", options.seed());
        json.writeNumberProperty("services_made", options.services());
        question(answer.question(), json);
        ids("matching", answer.matching(), json);
        ids("reachable", answer.reachable(), json);
        ids("partial", answer.partial(), json);
        ids("with_fail_over", answer.withFailOver(), json);
        json.writeArrayPropertyStart("services");
        answer.services().forEach(service -> registered(service, universe, json));
        json.writeEndArray();
        json.writeArrayPropertyStart("datasets");
        universe.datasets().forEach(dataset -> dataset(dataset, json));
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }

    private static void question(Question question, JsonGenerator json) {
        json.writeObjectPropertyStart("question");
        Question.Cone cone = question.cone();
        if (cone != null) {
            json.writeNumberProperty("ra_deg", cone.raDeg());
            json.writeNumberProperty("dec_deg", cone.decDeg());
            json.writeNumberProperty("radius_deg", cone.radiusDeg());
        }
        range("wavelength_m", question.wavelengthM(), json);
        range("mjd", question.mjd(), json);
        json.writeArrayPropertyStart("product_types");
        question.productTypes().stream().sorted().forEach(json::writeString);
        json.writeEndArray();
        json.writeBooleanProperty("inclusive", question.inclusive());
        json.writeEndObject();
    }

    /** An end that is open is null. */
    private static void range(String name, Question.@Nullable Range range, JsonGenerator json) {
        if (range != null) {
            json.writeArrayPropertyStart(name);
            for (double end : new double[] {range.lo(), range.hi()}) {
                if (Double.isInfinite(end)) {
                    json.writeNull();
                } else {
                    json.writeNumber(end);
                }
            }
            json.writeEndArray();
        }
    }

    private static void ids(String name, Collection<Integer> ids, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        ids.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void registered(RegisteredService service, Universe universe, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("protocol", service.protocol().name());
        texts("ivoids", service.ivoids(), json);
        json.writeStringProperty("access_url", service.accessUrl());
        text("table_name", service.table(), json);
        json.writeNumberProperty("service", service.service());
        text("fault", service.fault(), json);
        json.writeStringProperty("fate", service.fate().word());
        text("fate_detail", service.fate().detail(), json);
        ids("matching", service.matching(), json);
        if (service.service() >= 0) {
            ids(
                    "published",
                    universe.services().get(service.service()).published().stream()
                            .map(SimService.Published::dataset)
                            .map(Dataset::id)
                            .toList(),
                    json);
        }
        json.writeEndObject();
    }

    private static void dataset(Dataset dataset, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("id", dataset.id());
        json.writeStringProperty("dataproduct_type", dataset.productType());
        json.writeStringProperty("obs_collection", dataset.collection());
        json.writeStringProperty("obs_title", dataset.title());
        text("obs_publisher_did", dataset.did(), json);
        json.writeNumberProperty("s_ra", dataset.raDeg());
        json.writeNumberProperty("s_dec", dataset.decDeg());
        json.writeStringProperty("extent", dataset.extent().toString());
        span("mjd", dataset.mjd(), json);
        span("wavelength_m", dataset.wavelengthM(), json);
        json.writeEndObject();
    }

    private static void span(String name, @Nullable Span span, JsonGenerator json) {
        if (span != null) {
            json.writeArrayPropertyStart(name);
            json.writeNumber(span.lo());
            json.writeNumber(span.hi());
            json.writeEndArray();
        }
    }

    private static void text(String name, @Nullable String text, JsonGenerator json) {
        if (text != null && !text.isEmpty()) {
            json.writeStringProperty(name, text);
        }
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
