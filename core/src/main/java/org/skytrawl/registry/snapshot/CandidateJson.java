package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Declared;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.JsonTokens;
import org.skytrawl.registry.regtap.InterfaceChoice;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One line of a snapshot: a candidate, or at the end the number of candidates. Members that do not apply are left out. */
public final class CandidateJson {
    private CandidateJson() {}

    record Line(@Nullable Candidate candidate, int count) {}

    static void write(JsonGenerator json, Candidate candidate) {
        Service service = candidate.service();
        json.writeStartObject();
        JsonTokens.strings(
                json, "ivoids", service.ivoids().stream().map(Ivoid::value).toList());
        json.writeStringProperty("title", service.title());
        json.writeStringProperty("protocol", service.protocol().name());
        json.writeStringProperty("access_url", service.accessUrl());
        if (service.tableName() != null) {
            json.writeStringProperty("table_name", service.tableName());
        }
        if (service.maxRecords() != null) {
            json.writeNumberProperty("max_records", service.maxRecords());
        }
        JsonTokens.strings(json, "mirror_urls", service.mirrorUrls());
        Declared declared = service.declared();
        if (declared.maxSearchRadiusDeg() != null) {
            json.writeNumberProperty("max_search_radius", declared.maxSearchRadiusDeg());
        }
        JsonTokens.strings(
                json, "product_types", declared.productTypes().stream().sorted().toList());
        if (declared.theory()) {
            json.writeBooleanProperty("theory", true);
        }
        Coverage coverage = service.coverage();
        if (coverage.spatial() != null) {
            json.writeStringProperty("moc_ranges", coverage.spatial().toRangeText());
        }
        intervals(json, "wavelength_m", coverage.wavelengthM());
        intervals(json, "mjd", coverage.mjd());
        JsonTokens.strings(
                json,
                "partly",
                coverage.partly().stream().map(Axis::name).sorted().toList());
        JsonTokens.strings(
                json,
                "served_by",
                candidate.servedBy().stream().map(Ivoid::value).toList());
        JsonTokens.strings(json, "table_names", candidate.tableNames().stream().toList());
        if (candidate.preset() != null) {
            json.writeStringProperty("skipped", candidate.preset().why().name());
            json.writeStringProperty("reason", candidate.preset().reason());
        }
        json.writeEndObject();
    }

    static Line read(JsonParser json) throws IOException {
        Fields fields = new Fields();
        int count = -1;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "candidates" -> count = json.getIntValue();
                case "ivoids" -> fields.ivoids = ivoids(json);
                case "title" -> fields.title = json.getString();
                case "protocol" -> fields.protocol = Protocol.named(json.getString());
                case "access_url" -> fields.accessUrl = json.getString();
                case "table_name" -> fields.tableName = json.getString();
                case "max_records" -> fields.maxRecords = json.getLongValue();
                case "max_search_radius" -> fields.maxSearchRadiusDeg = json.getDoubleValue();
                case "product_types" -> fields.productTypes = new HashSet<>(JsonTokens.strings(json));
                case "theory" -> fields.theory = json.getBooleanValue();
                case "mirror_urls" -> fields.mirrorUrls = JsonTokens.strings(json);
                case "moc" -> fields.moc = moc(json.getString(), true);
                case "moc_ranges" -> fields.moc = moc(json.getString(), false);
                case "wavelength_m" -> fields.wavelengthM = intervals(json);
                case "mjd" -> fields.mjd = intervals(json);
                case "partly" -> fields.partly = axes(json);
                case "served_by" -> fields.servedBy = ivoids(json);
                case "table_names" -> fields.tableNames = new HashSet<>(JsonTokens.strings(json));
                case "skipped" -> fields.skipped = Skipped.Why.valueOf(json.getString());
                case "reason" -> fields.reason = json.getString();
                default -> json.skipChildren();
            }
        }
        JsonTokens.expect(json.currentToken(), JsonToken.END_OBJECT);
        return count >= 0 ? new Line(null, count) : new Line(fields.candidate(), 0);
    }

    private static final class Fields {
        private List<Ivoid> ivoids = List.of();
        private String title = "";
        private @Nullable Protocol protocol;
        private String accessUrl = "";
        private @Nullable String tableName;
        private @Nullable Long maxRecords;
        private @Nullable Double maxSearchRadiusDeg;
        private Set<String> productTypes = Set.of();
        private boolean theory;
        private @Nullable Moc moc;
        private List<String> mirrorUrls = List.of();
        private List<Interval> wavelengthM = List.of();
        private List<Interval> mjd = List.of();
        private Set<Axis> partly = Set.of();
        private List<Ivoid> servedBy = List.of();
        private Set<String> tableNames = Set.of();
        private Skipped.@Nullable Why skipped;
        private String reason = "";

        Candidate candidate() throws IOException {
            if (protocol == null) {
                throw new IOException("a candidate has no protocol");
            }
            Coverage coverage = moc == null && wavelengthM.isEmpty() && mjd.isEmpty()
                    ? Coverage.UNDECLARED
                    : new Coverage(moc, wavelengthM, mjd, partly);
            Skipped preset = skipped == null ? null : new Skipped(skipped, reason);
            if (OutsideText.isTooLongForUrl(accessUrl)) {
                // older versions kept such URLs
                preset = new Skipped(Skipped.Why.UNUSABLE, String.valueOf(InterfaceChoice.whyUnusable(accessUrl)));
            }
            Service service = Service.of(ivoids, title, protocol, InterfaceChoice.shown(accessUrl), tableName)
                    .with(new Declared(coverage, maxRecords, maxSearchRadiusDeg, productTypes, theory))
                    .withMirrorUrls(mirrorUrls);
            return new Candidate(service, servedBy, tableNames, preset);
        }
    }

    private static List<Ivoid> ivoids(JsonParser json) throws IOException {
        return JsonTokens.strings(json).stream().map(Ivoid::new).toList();
    }

    private static Set<Axis> axes(JsonParser json) throws IOException {
        return JsonTokens.strings(json).stream().map(Axis::valueOf).collect(Collectors.toSet());
    }

    /** @param ascii true in snapshots of version 1 */
    private static Moc moc(String text, boolean ascii) throws IOException {
        try {
            return ascii ? Moc.parse(text) : Moc.parseRangeText(text);
        } catch (ShapeFormatException e) {
            throw new IOException(e);
        }
    }

    /** Writes lower and upper ends in turn. An open end is null, as JSON has no infinity. */
    private static void intervals(JsonGenerator json, String name, List<Interval> intervals) {
        if (intervals.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (Interval interval : intervals) {
            end(json, interval.lo());
            end(json, interval.hi());
        }
        json.writeEndArray();
    }

    private static void end(JsonGenerator json, double value) {
        if (Double.isInfinite(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private static List<Interval> intervals(JsonParser json) throws IOException {
        JsonTokens.expect(json.currentToken(), JsonToken.START_ARRAY);
        List<Interval> intervals = new ArrayList<>(1);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            double lo = end(json, Double.NEGATIVE_INFINITY);
            json.nextToken();
            intervals.add(new Interval(lo, end(json, Double.POSITIVE_INFINITY)));
        }
        return intervals;
    }

    private static double end(JsonParser json, double open) {
        return json.currentToken() == JsonToken.VALUE_NULL ? open : json.getDoubleValue();
    }
}
