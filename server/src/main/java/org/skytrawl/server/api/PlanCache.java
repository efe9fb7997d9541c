package org.skytrawl.server.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.run.RunStore;

/** The plans of the last questions: a page asks for the same one again and again. Thread-safe. */
final class PlanCache {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 8;
    private static final int AT_ONCE = 2;

    /** For the registry. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Skytrawl client;
    private final Predicate<Service> leftOut;
    private final Semaphore planning = new Semaphore(AT_ONCE, true);

    /** The oldest first. */
    private final Map<Asked, Known> known = new LinkedHashMap<>();

    /** All that a plan depends on. */
    private record Asked(Question question, DiscoveryOptions.Which which) {}

    private record Known(DiscoveryPlan plan, long nanos) {}

    PlanCache(Skytrawl client, Predicate<Service> leftOut) {
        this.client = client;
        this.leftOut = leftOut;
    }

    /**
     * The plan of a question, at most a minute old.
     *
     * @throws ApiException 429 if too many are being made
     * @throws org.skytrawl.model.DiscoveryException if no registry can be used
     */
    DiscoveryPlan plan(QuestionForm form) throws InterruptedException {
        Asked asked = new Asked(form.question(), form.options().which());
        Known recent = recent(asked);
        if (recent != null) {
            return recent.plan;
        }
        if (!planning.tryAcquire(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new ApiException(429, "too_many_requests", "too many questions are being planned; try again");
        }
        try {
            Known made = recent(asked);
            return made == null ? make(form, asked) : made.plan;
        } finally {
            planning.release();
        }
    }

    private DiscoveryPlan make(QuestionForm form, Asked asked) {
        Discovery discovery = form.discovery(client)
                .options(form.options().withRunDeadline(LONGEST))
                .leaveOut(leftOut, RunStore.NOT_ITSELF);
        DiscoveryPlan plan = discovery.plan();
        synchronized (known) {
            known.put(asked, new Known(plan, System.nanoTime()));
            if (known.size() > MOST_KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return plan;
    }

    private @Nullable Known recent(Asked asked) {
        synchronized (known) {
            long now = System.nanoTime();
            known.values().removeIf(each -> now - each.nanos > KEPT.toNanos());
            return known.get(asked);
        }
    }
}
