package org.skytrawl.server.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.CoverageText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Verdict;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.selection.Explanation;

/** Why a service is asked or not, in the form of docs/api.md. */
final class ExplanationJson {
    private static final int MOST_DECLARED = 1000;
    private static final int MOST_QUERY = 20_000;

    private ExplanationJson() {}

    static Map<String, @Nullable Object> of(Explanation it) {
        ServiceOutcome left = it.decision().exclusion().orElse(null);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("service", PlanJson.service(it.service()));
        json.put("decision", PlanJson.decision(left));
        json.put("reason", PlanJson.reason(left));
        json.put("axes", axes(it));
        json.put(
                "query",
                it.queries().isEmpty()
                        ? null
                        : PlainText.of(it.queries().getFirst().text(), MOST_QUERY));
        return json;
    }

    private static List<Map<String, @Nullable Object>> axes(Explanation it) {
        List<Map<String, @Nullable Object>> axes = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            Verdict verdict = it.judgement().verdicts().get(axis);
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("axis", axis.name().toLowerCase(Locale.ROOT));
            json.put("verdict", verdict == null ? null : verdict.name().toLowerCase(Locale.ROOT));
            json.put("declared", declared(it, axis));
            axes.add(json);
        }
        return axes;
    }

    private static String declared(Explanation it, Axis axis) {
        Coverage coverage = it.service().coverage();
        List<String> parts = switch (axis) {
            case SPACE -> List.of(CoverageText.sky(coverage));
            case SPECTRUM -> CoverageText.spectrum(coverage);
            case TIME -> CoverageText.time(coverage);
            case PRODUCT_TYPE -> {
                TreeSet<String> types = new TreeSet<>(it.service().declared().productTypes());
                yield types.isEmpty() ? List.of("not declared") : List.copyOf(types);
            }
        };
        String partly = coverage.partly().contains(axis) ? " (not declared by some of its resources)" : "";
        return PlainText.of(String.join(", ", parts), MOST_DECLARED) + partly;
    }
}
