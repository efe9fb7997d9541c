package org.skytrawl.run;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostKey;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Records what the end of a service shows about its host. Thread-safe.
 *
 * @param runEnd a service that it cut off may have had little time
 */
record HostHealthRecorder(HostHealth health, Deadline runEnd) {
    /** @param context null if no request was sent */
    void learn(String url, @Nullable FetchContext context, ServiceOutcome outcome) {
        HostKey last = context == null ? null : context.host();
        if (context == null || last == null || outcome instanceof ServiceOutcome.Cancelled) {
            return;
        }
        // the host of the URL, and the one that it redirected to
        for (HostKey host : new HashSet<>(List.of(hostOf(url, last), last))) {
            if (outcome instanceof ServiceOutcome.TimedOut late
                    && late.phase() != Phase.READING
                    && context.bytes() == 0) {
                if (!context.sawStall() && !context.isPassedOver() && !runEnd.isOver()) {
                    health.waitedInVain(host);
                }
            } else if (outcome instanceof ServiceOutcome.Failed failed && host.equals(last)) {
                health.failed(host, failed.code());
            } else {
                health.answered(host);
            }
        }
    }

    private static HostKey hostOf(String url, HostKey otherwise) {
        try {
            return HostKey.of(url);
        } catch (FetchException e) {
            return otherwise;
        }
    }
}
