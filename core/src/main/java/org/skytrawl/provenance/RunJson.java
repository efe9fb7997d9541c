package org.skytrawl.provenance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.ResolvedTarget;
import tools.jackson.core.JsonGenerator;

/** The log's line of a run's beginning: what is asked, how, and on what it rests. */
final class RunJson {
    private RunJson() {}

    static void write(JsonGenerator json, ProvenanceEvent.RunStarted run) {
        EventJson.head(json, "run", run);
        json.writeStringProperty("run_id", run.id());
        json.writeStringProperty("version", run.version());
        json.writeObjectPropertyStart("constraints");
        constraints(json, run.constraints());
        json.writeEndObject();
        json.writeObjectPropertyStart("options");
        options(json, run.options());
        json.writeEndObject();
        if (run.context().target() != null) {
            target(json, run.context().target());
        }
        if (run.context().earlier() != null) {
            earlier(json, run.context().earlier());
        }
    }

    private static void target(JsonGenerator json, ResolvedTarget target) {
        json.writeObjectPropertyStart("target");
        json.writeStringProperty("name", target.name());
        json.writeNumberProperty("ra_deg", target.raDeg());
        json.writeNumberProperty("dec_deg", target.decDeg());
        EventJson.text(json, "source", target.source());
        json.writeStringProperty("service", target.service());
        json.writeStringProperty("answered", target.answered().toString());
        json.writeBooleanProperty("cached", target.cached());
        if (!target.passedOver().isEmpty()) {
            EventJson.strings(json, "passed_over", target.passedOver());
        }
        json.writeEndObject();
    }

    private static void earlier(JsonGenerator json, RunContext.EarlierRun earlier) {
        json.writeObjectPropertyStart(earlier.how().member());
        json.writeStringProperty("run_id", earlier.id());
        json.writeStringProperty("started", earlier.started().toString());
        json.writeStringProperty("log", earlier.log());
        json.writeEndObject();
    }

    private static void constraints(JsonGenerator json, Question asked) {
        switch (asked.region()) {
            case Cone cone -> {
                json.writeObjectPropertyStart("cone");
                json.writeNumberProperty("ra_deg", cone.raDeg());
                json.writeNumberProperty("dec_deg", cone.decDeg());
                json.writeNumberProperty("radius_deg", cone.radiusDeg());
                json.writeEndObject();
            }
            case PolygonRegion polygon -> json.writeStringProperty("polygon", polygon.text());
            case MocRegion moc -> json.writeStringProperty("moc", moc.text());
            case null -> {}
        }
        interval(json, "wavelength_m", asked.wavelengthM());
        interval(json, "mjd", asked.mjd());
        if (!asked.productTypes().isEmpty()) {
            EventJson.strings(json, "product_types", asked.productTypes());
        }
    }

    /** An open end is null: JSON has no infinity. */
    private static void interval(JsonGenerator json, String name, @Nullable Interval interval) {
        if (interval == null) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (double end : new double[] {interval.lo(), interval.hi()}) {
            if (Double.isInfinite(end)) {
                json.writeNull();
            } else {
                json.writeNumber(end);
            }
        }
        json.writeEndArray();
    }

    private static void options(JsonGenerator json, DiscoveryOptions options) {
        json.writeBooleanProperty("inclusive", options.inclusive());
        json.writeBooleanProperty("elide", options.elide());
        json.writeNumberProperty("timeout_s", seconds(options.serviceTimeout()));
        if (options.runDeadline() != null) {
            json.writeNumberProperty("deadline_s", seconds(options.runDeadline()));
        }
        json.writeNumberProperty("per_host", options.perHost());
        json.writeNumberProperty("concurrency", options.concurrency());
        json.writeNumberProperty("max_bytes", options.maxBytesPerAnswer());
        json.writeBooleanProperty("split", options.split());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
