package org.skytrawl.server.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.AwaitedHost;
import org.skytrawl.provenance.RunProgress;
import org.skytrawl.server.run.RunSummary;
import org.skytrawl.server.run.ServedRun;

/** Runs in the form of docs/api.md. */
final class RunJson {
    private static final int MOST_HOSTS = 5;

    private RunJson() {}

    /** Takes time that grows with the number of services, not with that of datasets. */
    static Map<String, @Nullable Object> of(ServedRun run) {
        return of(run, run.questionJson());
    }

    /** Without the question, which does not change, and may be long. */
    static Map<String, @Nullable Object> state(ServedRun run) {
        Map<String, @Nullable Object> json = of(run, null);
        json.remove("question");
        return json;
    }

    /** With the question, but without what is long in it. */
    static Map<String, @Nullable Object> listed(ServedRun run) {
        return of(run, run.listedQuestion());
    }

    private static Map<String, @Nullable Object> of(ServedRun run, @Nullable Object question) {
        RunSummary now = run.summary();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("kind", run.kind().word());
        json.put("state", now.state().word());
        json.put("question", question);
        json.put("started", run.started().toString());
        json.put("ended", now.ended() == null ? null : now.ended().toString());
        json.put("retryOf", run.retryOf());
        json.put("progress", of(now.progress(), run.leftAtMost()));
        json.put(
                "awaited",
                run.awaited().stream().limit(MOST_HOSTS).map(RunJson::of).toList());
        json.put("datasets", now.datasets());
        json.put("revision", now.revision());
        json.put("complete", now.isComplete());
        json.put("missing", now.missing());
        json.put("outcomes", now.outcomes());
        json.put("error", error(now));
        json.put("notes", now.notes());
        return json;
    }

    private static @Nullable Map<String, Object> error(RunSummary now) {
        return now.error() == null
                ? null
                : Map.of("code", now.errorCode() == null ? "no_registry" : now.errorCode(), "message", now.error());
    }

    private static Map<String, Object> of(AwaitedHost host) {
        return Map.of(
                "host", PlainText.of(host.host()),
                "running", host.running(),
                "waiting", host.waiting(),
                "longestS", seconds(host.longest()),
                "phase", host.phase().name());
    }

    private static Map<String, @Nullable Object> of(RunProgress progress, Duration leftAtMost) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("toAsk", progress.toAsk());
        json.put("running", progress.running());
        json.put("ended", progress.ended());
        json.put("lost", progress.lost());
        json.put("records", progress.records());
        json.put("leftAtMostS", seconds(leftAtMost));
        RunProgress.Targets targets = progress.targets();
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        if (targets != null) {
            list.put("toAsk", targets.toAsk());
            list.put("answered", targets.answered());
            list.put("requests", targets.requests());
            list.put("leftS", targets.left() == null ? null : seconds(targets.left()));
        }
        json.put("targets", targets == null ? null : list);
        return json;
    }

    /** To a tenth, so that a state does not differ by nothing else. */
    private static double seconds(Duration time) {
        return Math.floor(time.toMillis() / 100.0) / 10;
    }
}
