package org.skytrawl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** The URLs of one service: the one it is asked at, those that come after, and what became of those before. Not thread-safe. */
final class TriedUrls {
    /** More would only take from each other's time; a record with hundreds must not make us knock at all of them. */
    private static final int MOST = 5;

    private final List<String> urls = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final int notTried;
    private int at;
    private int attempts;
    private long bytes;
    private double seconds;

    /** What came of an earlier URL that was asked and not only known to be down. */
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

    /** How many there are, the current one included. */
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
        passedOver.add(current() + ": " + inWords(why));
        at++;
    }

    /** The end of a service. */
    record Ending(ServiceOutcome outcome, @Nullable QueryFacts facts) {}

    /** The service's end, if that of the current URL is its last; a failure tells of all URLs. */
    Ending ending(ServiceOutcome last, @Nullable QueryFacts facts) {
        if (at == 0) {
            return new Ending(last, facts);
        }
        List<String> others = new ArrayList<>(passedOver);
        if (notTried > 0) {
            others.add(notTried + " more mirror URLs are registered and were not tried");
        }
        if (facts == null && asked != null && askedFacts != null) {
            // this URL was not asked: what there is to tell is of the one that was
            List<String> rest = new ArrayList<>(others);
            rest.set(askedAt, current() + ": " + inWords(last));
            QueryFacts seen = askedFacts.with(
                    new QueryFacts.Urls(askedAt == 0 ? null : urls.get(askedAt), rest),
                    new QueryFacts.Cost(
                            attempts - askedFacts.attempts(),
                            bytes - askedFacts.bytes(),
                            seconds - askedFacts.seconds()));
            // known to be down says less than what was seen
            return new Ending(
                    last instanceof ServiceOutcome.Skipped ? telling(asked, rest) : telling(last, others), seen);
        }
        return new Ending(
                telling(last, others),
                facts == null
                        ? null
                        : facts.with(
                                new QueryFacts.Urls(current(), others), new QueryFacts.Cost(attempts, bytes, seconds)));
    }

    private static ServiceOutcome telling(ServiceOutcome outcome, List<String> others) {
        String story = "; its other URLs: " + String.join("; ", others);
        return switch (outcome) {
            case ServiceOutcome.Failed it -> new ServiceOutcome.Failed(it.code(), it.httpStatus(), it.reason() + story);
            case ServiceOutcome.Skipped it -> new ServiceOutcome.Skipped(it.why(), it.reason() + story);
            default -> outcome;
        };
    }

    private static String inWords(ServiceOutcome outcome) {
        return outcome instanceof ServiceOutcome.TimedOut ? "timed out " + outcome.reason() : outcome.reason();
    }
}
