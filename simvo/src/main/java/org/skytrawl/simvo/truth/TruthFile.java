package org.skytrawl.simvo.truth;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.FileFormat;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.RowLimits;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.universe.Universe;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

public final class TruthFile {
    private TruthFile() {}

    public static void write(SimOptions options, Universe universe, TruthAnswer answer, OutputStream out) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", options.seed());
        json.put("services_made", options.services());
        json.put("question", question(answer.question()));
        json.put("matching", answer.matching());
        json.put("reachable", answer.reachable());
        json.put("partial", answer.partial());
        json.put("with_fail_over", answer.withFailOver());
        json.put("services", all(answer.services(), service -> service(service, universe)));
        json.put("datasets", all(universe.datasets(), TruthFile::dataset));
        JsonMapper.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .writeValue(out, json);
    }

    private static Map<String, Object> question(Question question) {
        Map<String, Object> json = new LinkedHashMap<>();
        Question.Cone cone = question.cone();
        if (cone != null) {
            json.put("ra_deg", cone.raDeg());
            json.put("dec_deg", cone.decDeg());
            json.put("radius_deg", cone.radiusDeg());
        }
        if (cone == null && question.place() != null) {
            json.put("place", question.place().toString());
        }
        range("wavelength_m", question.wavelengthM(), json);
        range("mjd", question.mjd(), json);
        json.put("product_types", question.productTypes().stream().sorted().toList());
        json.put("inclusive", question.inclusive());
        json.put("theory", question.theory());
        return json;
    }

    private static void range(String name, Question.@Nullable Range range, Map<String, Object> json) {
        if (range != null) {
            DoubleStream ends = DoubleStream.of(range.lo(), range.hi());
            json.put(
                    name,
                    ends.mapToObj(end -> Double.isInfinite(end) ? null : (Double) end)
                            .toArray());
        }
    }

    private static Map<String, Object> service(RegisteredService service, Universe universe) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("protocol", service.protocol());
        json.put("ivoids", service.ivoids());
        json.put("access_url", service.accessUrl());
        text("table_name", service.table(), json);
        json.put("service", service.service());
        text("fault", service.fault(), json);
        json.put("fate", service.fate().word());
        text("fate_detail", service.fate().detail(), json);
        json.put("matching", service.matching());
        if (service.service() >= 0) {
            SimService made = universe.services().get(service.service());
            HarvestTable table = made.harvest();
            if (table != null) {
                json.put("harvest", harvest(table));
            }
            json.put(
                    "published",
                    all(made.published(), one -> one.dataset().id()).stream()
                            .distinct()
                            .toList());
        }
        return json;
    }

    private static Map<String, Object> harvest(HarvestTable table) {
        HarvestTruth complete = HarvestTruth.of(table);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", complete.rows());
        json.put("hash_sum", Long.toHexString(complete.hashSum()));
        json.put("first_rows", table.firstRows());
        json.put(
                "most_rows_of_an_answer",
                table.limits().equals(RowLimits.NONE) ? null : table.limits().hard());
        json.put("limit_is_declared", table.limits().declared());
        json.put(
                "oddities",
                table.oddities().stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList());
        return json;
    }

    private static <T, R> List<R> all(List<T> values, Function<T, R> of) {
        return values.stream().map(of).toList();
    }

    private static Map<String, Object> dataset(Dataset dataset) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", dataset.id());
        json.put("dataproduct_type", dataset.productType());
        json.put("files", all(dataset.publishedFormats(), FileFormat::word));
        json.put("obs_collection", dataset.collection());
        json.put("obs_title", dataset.title());
        text("obs_publisher_did", dataset.did(), json);
        json.put("s_ra", dataset.raDeg());
        json.put("s_dec", dataset.decDeg());
        json.put("extent", dataset.extent().toString());
        span("mjd", dataset.mjd(), json);
        span("wavelength_m", dataset.wavelengthM(), json);
        return json;
    }

    private static void span(String name, @Nullable Span span, Map<String, Object> json) {
        if (span != null) {
            json.put(name, List.of(span.lo(), span.hi()));
        }
    }

    private static void text(String name, @Nullable String text, Map<String, Object> json) {
        if (text != null && !text.isEmpty()) {
            json.put(name, text);
        }
    }
}
