package org.skytrawl.registry.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;

/** The state of one registry: its last answer, its last failure and its features, as far as they are known. */
public record MirrorStatus(
        String url,
        @Nullable Instant answered,
        @Nullable Double seconds,
        @Nullable Instant failed,
        @Nullable String why,
        @Nullable Instant featuresAsked,
        @Nullable RegistryFeatures features) {
    /** A registry that failed within this time comes after the others. */
    static final Duration FAILURE_COUNTS = Duration.ofMinutes(10);

    static final Duration FEATURES_HOLD = Duration.ofDays(1);

    private static final long MOST_NAMES = 2_000;

    /** Removes a user name and password, which files of older versions may have. */
    public MirrorStatus {
        url = ShownUrl.withoutUser(url);
    }

    static MirrorStatus unknown(String url) {
        return new MirrorStatus(url, null, null, null, null, null, null);
    }

    MirrorStatus at(String called) {
        return new MirrorStatus(called, answered, seconds, failed, why, featuresAsked, features);
    }

    MirrorStatus withAnswer(Instant at, double took) {
        return new MirrorStatus(url, at, took, failed, why, featuresAsked, features);
    }

    MirrorStatus withFailure(Instant at, String reason) {
        return new MirrorStatus(url, answered, seconds, at, PlainText.of(reason, 300), featuresAsked, features);
    }

    /** Unchanged if a hostile registry declares too many names: RegTAP has a hundred columns. */
    MirrorStatus withFeatures(Instant at, RegistryFeatures can) {
        return can.names() > MOST_NAMES ? this : new MirrorStatus(url, answered, seconds, failed, why, at, can);
    }

    public boolean isFailing() {
        return failed != null && (answered == null || failed.isAfter(answered));
    }

    boolean comesLater(Instant now) {
        return isFailing() && failed != null && isWithin(FAILURE_COUNTS, failed, now);
    }

    /** Null if unknown, too old, or from before the last failure, when the registry may have refused something. */
    @Nullable
    RegistryFeatures freshFeatures(Instant now) {
        boolean holds = featuresAsked != null
                && isWithin(FEATURES_HOLD, featuresAsked, now)
                && (failed == null || failed.isBefore(featuresAsked));
        return holds ? features : null;
    }

    /** False for times in the future, but for a minute by which clocks differ. */
    private static boolean isWithin(Duration time, Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.compareTo(time) <= 0 && age.compareTo(Duration.ofMinutes(-1)) >= 0;
    }
}
