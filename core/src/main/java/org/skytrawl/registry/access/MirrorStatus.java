package org.skytrawl.registry.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;

/**
 * What is known of one registry.
 *
 * @param url its TAP access URL
 * @param answered when it last answered a question, or null if it never did
 * @param seconds how long that took, or null
 * @param failed when it last failed to, or null if it never did
 * @param why why it failed, or null
 * @param featuresAsked when it was asked what it can do, or null if it was not
 * @param features what it can do, or null if that is not known
 */
public record MirrorStatus(
        String url,
        @Nullable Instant answered,
        @Nullable Double seconds,
        @Nullable Instant failed,
        @Nullable String why,
        @Nullable Instant featuresAsked,
        @Nullable RegistryFeatures features) {
    /** Who failed so lately is asked after those who did not. */
    static final Duration FAILURE_COUNTS = Duration.ofMinutes(10);

    /** What a registry can do does not change every day. */
    static final Duration FEATURES_HOLD = Duration.ofDays(1);

    /** RegTAP has a hundred columns, registries declare dozens of functions. */
    private static final long MOST_NAMES = 2_000;

    /** Leaves out a user name and password in the URL, which an older version of this program may have kept on disk. */
    public MirrorStatus {
        url = ShownUrl.withoutUser(url);
    }

    static MirrorStatus unknown(String url) {
        return new MirrorStatus(url, null, null, null, null, null, null);
    }

    /** The same under the URL by which it is called now. */
    MirrorStatus at(String called) {
        return new MirrorStatus(called, answered, seconds, failed, why, featuresAsked, features);
    }

    MirrorStatus withAnswer(Instant at, double took) {
        return new MirrorStatus(url, at, took, failed, why, featuresAsked, features);
    }

    MirrorStatus withFailure(Instant at, String reason) {
        return new MirrorStatus(url, answered, seconds, at, PlainText.of(reason, 300), featuresAsked, features);
    }

    /** What a hostile registry declares beyond all measure is not kept. */
    MirrorStatus withFeatures(Instant at, RegistryFeatures can) {
        if (can.names() > MOST_NAMES) {
            return this;
        }
        return new MirrorStatus(url, answered, seconds, failed, why, at, can);
    }

    /** Whether the last thing heard of it is that it failed. */
    public boolean isFailing() {
        return failed != null && (answered == null || failed.isAfter(answered));
    }

    /** Whether it comes after the others for now. */
    boolean comesLater(Instant now) {
        return isFailing() && failed != null && isWithin(FAILURE_COUNTS, failed, now);
    }

    /**
     * What it can do, or null if that is not known, was asked too long ago, or before it failed: it may have refused what
     * it could do before.
     */
    @Nullable
    RegistryFeatures freshFeatures(Instant now) {
        boolean holds = featuresAsked != null
                && isWithin(FEATURES_HOLD, featuresAsked, now)
                && (failed == null || failed.isBefore(featuresAsked));
        return holds ? features : null;
    }

    /** Not true of what seems to come from the future, more than clocks differ. */
    private static boolean isWithin(Duration time, Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.compareTo(time) <= 0 && age.compareTo(Duration.ofMinutes(-1)) >= 0;
    }
}
