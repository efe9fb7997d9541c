package org.skytrawl.download;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/** The parts of a report known before the end of a transfer. */
final class ReportDraft {
    private static final int SHOWN = 300;

    private final Target target;
    private Instant started = Instant.now();
    private long beganNanos = System.nanoTime();
    private boolean begun;

    ReportDraft(Target target) {
        this.target = target;
    }

    void begin() {
        started = Instant.now();
        beganNanos = System.nanoTime();
        begun = true;
    }

    FileReport of(FileOutcome outcome, String code, String reason, @Nullable Integer httpStatus) {
        String shown = PlainText.of(reason, SHOWN);
        return FileReport.failed(target.url(), outcome, code, shown, httpStatus, started, seconds());
    }

    FileReport of(Fetched.File file) {
        return new FileReport(
                null,
                null,
                target.url(),
                file.outcome(),
                null,
                null,
                null,
                file.name(),
                file.bytes(),
                file.sha256(),
                file.contentType(),
                file.notes(),
                started,
                seconds());
    }

    private double seconds() {
        return begun ? Math.round((System.nanoTime() - beganNanos) / 1e6) / 1e3 : 0;
    }
}
