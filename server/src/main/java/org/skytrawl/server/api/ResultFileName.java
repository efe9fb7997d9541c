package org.skytrawl.server.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;

/** Names of result files: {@code skytrawl-M31-20261130.vot}. They have letters and digits of ASCII, plus, minus and dots only. */
final class ResultFileName {
    private static final int LONGEST_PLACE = 40;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private ResultFileName() {}

    static String of(ProvenanceLog log, Instant started, boolean whole, OutputFormat format) {
        String place = safe(place(log));
        return "skytrawl-" + (place.isEmpty() ? "" : place + "-") + DAY.format(started.atOffset(ZoneOffset.UTC))
                + (whole ? "." : "-part.") + format.extension();
    }

    private static String place(ProvenanceLog log) {
        for (ProvenanceEvent event : log.events()) {
            if (event instanceof ProvenanceEvent.RunStarted run) {
                if (run.context().target() != null) {
                    return run.context().target().name();
                }
                Question question = run.constraints();
                return question.targets() != null
                        ? "targets"
                        : question.region() instanceof Cone cone
                                ? String.format(Locale.ROOT, "%.4f%+.4f", cone.raDeg(), cone.decDeg())
                                : question.region() == null
                                        ? ""
                                        : question.region().kind();
            }
        }
        return "";
    }

    /** Runs of other characters become one minus; no dot begins or ends it. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length() && safe.length() < LONGEST_PLACE; i++) {
            char c = text.charAt(i);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (isPlain || c == '+' || (c == '.' && !safe.isEmpty())) {
                safe.append(c);
            } else if (!safe.isEmpty() && safe.charAt(safe.length() - 1) != '-') {
                safe.append('-');
            }
        }
        while (!safe.isEmpty() && "-.".indexOf(safe.charAt(safe.length() - 1)) >= 0) {
            safe.setLength(safe.length() - 1);
        }
        return safe.toString();
    }
}
