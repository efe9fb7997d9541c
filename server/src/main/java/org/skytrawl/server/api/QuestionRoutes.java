package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.RequestBound;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.selection.Explanation;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.question.QuestionReader;

/** What a question means and what it would ask (docs/api.md, "Questions"). No service is asked. Thread-safe. */
public final class QuestionRoutes {
    /** A resource may have thousands of services. */
    private static final int MOST_EXPLAINED = 200;

    private final QuestionReader reader;
    private final Skytrawl client;
    private final PlanCache plans;
    private final Function<QuestionForm, Object> questionJson;

    /**
     * @param leftOut services that must not be asked, since they are this server
     * @param questionJson a question as it is shown
     */
    public QuestionRoutes(
            QuestionReader reader,
            Skytrawl client,
            Predicate<Service> leftOut,
            Function<QuestionForm, Object> questionJson) {
        this.reader = reader;
        this.client = client;
        this.plans = new PlanCache(client, leftOut);
        this.questionJson = questionJson;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/question", ctx -> Json.answer(ctx, 200, questionJson.apply(reader.read(ctx))));
        routes.get("/api/plan", this::plan);
        routes.get("/api/explain", this::explain);
        routes.get("/api/resolve", this::resolve);
    }

    private void plan(Context ctx) throws InterruptedException {
        String services = ctx.queryParam("services");
        if (services != null && !services.equals("true") && !services.equals("false")) {
            throw new ApiException(400, "wrong_parameter", "services must be true or false", "services");
        }
        QuestionForm form = reader.read(ctx, "services");
        DiscoveryPlan plan = plans.plan(form);
        RequestBound bound = form.question().targets() == null
                ? null
                : form.discovery(client).requestsAtMost(plan);
        Json.answer(ctx, 200, PlanJson.of(plan, bound, "true".equals(services)));
    }

    private void explain(Context ctx) throws InterruptedException {
        Ivoid ivoid = ivoid(ctx);
        DiscoveryPlan plan = plans.plan(reader.read(ctx, "ivoid"));
        List<Explanation> explanations = plan.explain(ivoid);
        if (explanations.isEmpty()) {
            List<Ivoid> near = plan.near(ivoid);
            throw new ApiException(
                    404,
                    "not_found",
                    "none of the " + plan.selection().decisions().size() + " services belongs to "
                            + PlainText.of(ivoid.value(), 200)
                            + (near.isEmpty()
                                    ? ""
                                    : "; did you mean "
                                            + near.stream().map(Ivoid::value).collect(Collectors.joining(" or "))
                                            + "?"),
                    "ivoid");
        }
        Json.answer(
                ctx,
                200,
                Map.of(
                        "services",
                        explanations.stream()
                                .limit(MOST_EXPLAINED)
                                .map(ExplanationJson::of)
                                .toList()));
    }

    private static Ivoid ivoid(Context ctx) {
        String value = ctx.queryParam("ivoid");
        try {
            if (value != null && !value.isBlank()) {
                return new Ivoid(value.strip());
            }
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "wrong_parameter", PlainText.of(e.getMessage(), 300), "ivoid");
        }
        throw new ApiException(400, "wrong_parameter", "ivoid names the resource to explain", "ivoid");
    }

    private void resolve(Context ctx) throws InterruptedException {
        String name = ctx.queryParam("name");
        if (name == null || name.isBlank()) {
            throw new ApiException(400, "wrong_parameter", "name is missing", "name");
        }
        List<String> notes = new ArrayList<>();
        ResolvedTarget target = reader.resolve(name, "name", notes);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", PlainText.of(target.name()));
        json.put("raDeg", target.raDeg());
        json.put("decDeg", target.decDeg());
        json.put("source", PlainText.of(target.source(), 60));
        json.put("service", PlainText.of(target.service(), 200));
        json.put("cached", target.cached());
        json.put("note", notes.isEmpty() ? null : PlainText.of(notes.getFirst(), 300));
        Json.answer(ctx, 200, json);
    }
}
