package org.skytrawl.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** The URLs of one service: the current one, the later ones, and the outcomes of the earlier ones. Not thread-safe. */
final class TriedUrls {
    /** Limit of URLs: all share one timeout, and a record may have hundreds. */
    private static final int MOST = 5;

    private final List<String> urls = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final int notTried;
    private int at;
    private int attempts;
    private long bytes;
    private double seconds;

    /** The outcome of the last earlier URL that was queried, not only known to be down. */
    private @Nullable ServiceOutcome asked;

    private @Nullable QueryFacts askedFacts;
    private int askedAt;

    TriedUrls(Service service) {
        urls.add(service.accessUrl());
        int mirrors = Math.min(service.mirrorUrls().size(), MOST - 1);
        urls.addAll(service.mirrorUrls().subList(0, mirrors));
        notTried = service.mirrorUrls().size() - mirrors;
    }

    String current() {
        return urls.get(at);
    }

    /** Number of URLs not tried yet, including the current one. */
    int left() {
        return urls.size() - at;
    }

    void turnToNext(ServiceOutcome why, @Nullable QueryFacts facts) {
        if (facts != null) {
            attempts += facts.attempts();
            bytes += facts.bytes();
            seconds += facts.seconds();
            asked = why;
            askedFacts = facts;
            askedAt = at;
        }
        passedOver.add(current() + ": " + describe(why));
        at++;
    }

    /** The end of a service. */
    record Ending(ServiceOutcome outcome, @Nullable QueryFacts facts) {}

    /** The service's end if it ends with the current URL; the reason of a failure lists all URLs. */
    Ending ending(ServiceOutcome last, @Nullable QueryFacts facts) {
        if (at == 0) {
            return new Ending(last, facts);
        }
        List<String> others = new ArrayList<>(passedOver);
        if (notTried > 0) {
            others.add(notTried + " more mirror URLs are registered and were not tried");
        }
        if (facts == null && asked != null && askedFacts != null) {
            // this URL was not queried: report the one that was
            List<String> rest = new ArrayList<>(others);
            rest.set(askedAt, current() + ": " + describe(last));
            QueryFacts seen = askedFacts.with(
                    new QueryFacts.Urls(askedAt == 0 ? null : urls.get(askedAt), rest, askedFacts.privateAddress()),
                    new QueryFacts.Cost(
                            attempts - askedFacts.attempts(),
                            bytes - askedFacts.bytes(),
                            seconds - askedFacts.seconds()));
            // an observed failure says more than a known one
            return new Ending(
                    last instanceof ServiceOutcome.Skipped ? withOthers(asked, rest) : withOthers(last, others), seen);
        }
        return new Ending(
                withOthers(last, others),
                facts == null
                        ? null
                        : facts.with(
                                new QueryFacts.Urls(current(), others, facts.privateAddress()),
                                new QueryFacts.Cost(attempts, bytes, seconds)));
    }

    private static ServiceOutcome withOthers(ServiceOutcome outcome, List<String> others) {
        String story = "; its other URLs: " + String.join("; ", others);
        return switch (outcome) {
            case ServiceOutcome.Failed it -> new ServiceOutcome.Failed(it.code(), it.httpStatus(), it.reason() + story);
            case ServiceOutcome.Skipped it -> new ServiceOutcome.Skipped(it.why(), it.reason() + story);
            default -> outcome;
        };
    }

    private static String describe(ServiceOutcome outcome) {
        return outcome instanceof ServiceOutcome.TimedOut ? "timed out " + outcome.reason() : outcome.reason();
    }
}
