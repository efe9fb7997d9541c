package org.skytrawl.simvo.tap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;

/** The jobs of a service as resources (UWS 1.1 section 2.2). Thread-safe. */
final class AsyncResource {
    private static final int LONGEST_WAIT_S = 60;

    private final JobList jobs;
    private final String path;

    AsyncResource(JobList jobs, String path) {
        this.jobs = jobs;
        this.path = path;
    }

    Response handle(Request request, String below) throws TapError, InterruptedException {
        String listUrl = request.baseUrl() + path;
        boolean post = request.method().equals("POST");
        if (below.isEmpty()) {
            return post ? created(request, listUrl) : xml(JobXml.list(listed(request), listUrl));
        }
        String[] words = below.substring(1).split("/", 3);
        Job job = jobs.job(words[0]);
        String jobUrl = listUrl + "/" + job.id();
        if (words.length == 1) {
            String action = request.parameter("ACTION");
            if (request.method().equals("DELETE") || (post && "DELETE".equalsIgnoreCase(action))) {
                jobs.destroy(job);
                return Response.seeOther(listUrl);
            }
            if (post) {
                job.set(TapParameters.of(request));
                return Response.seeOther(jobUrl);
            }
            await(job, request);
            return xml(JobXml.job(job, jobUrl));
        }
        String rest = words.length == 3 ? words[2] : "";
        if (post) {
            change(job, words[1], request);
            return Response.seeOther(jobUrl);
        }
        return told(job, words[1], rest, jobUrl);
    }

    private Response created(Request request, String listUrl) throws TapError {
        Job job = jobs.create(TapParameters.of(request));
        if ("RUN".equalsIgnoreCase(request.parameter("PHASE"))) {
            jobs.start(job);
        }
        return Response.seeOther(listUrl + "/" + job.id());
    }

    /** UWS 1.1 section 2.2.2.1: by phase, by age, the last so many. */
    private List<Job> listed(Request request) throws TapError {
        List<String> phases = request.all("PHASE").stream()
                .map(phase -> phase.toUpperCase(Locale.ROOT))
                .toList();
        String after = request.parameter("AFTER");
        Instant since = after == null || after.isEmpty() ? Instant.MIN : instant(after);
        List<Job> all = jobs.all().stream()
                .filter(job ->
                        phases.isEmpty() || phases.contains(job.state().phase().name()))
                .filter(job -> job.created().isAfter(since))
                .toList();
        String last = request.parameter("LAST");
        if (last == null || last.isEmpty()) {
            return all;
        }
        long count = wholeNumber("LAST", last);
        return all.reversed().stream().limit(count).toList();
    }

    /** UWS 1.1 section 2.2.1.1: waits for a change of phase, if that is asked. */
    private static void await(Job job, Request request) throws TapError, InterruptedException {
        String wait = request.parameter("WAIT");
        if (wait == null || wait.isEmpty()) {
            return;
        }
        long seconds = wait.strip().equals("-1") ? LONGEST_WAIT_S : wholeNumber("WAIT", wait);
        String phase = request.parameter("PHASE");
        Job.Phase now = job.state().phase();
        if (phase == null || phase.equalsIgnoreCase(now.name())) {
            job.await(now, Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_S)));
        }
    }

    private void change(Job job, String what, Request request) throws TapError {
        switch (what) {
            case "phase" -> {
                String phase = sent(request, "PHASE");
                switch (phase.toUpperCase(Locale.ROOT)) {
                    case "RUN" -> jobs.start(job);
                    case "ABORT" -> job.abort();
                    default -> throw new TapError("PHASE must be RUN or ABORT, not '" + phase + "'");
                }
            }
            case "parameters" -> job.set(TapParameters.of(request));
            case "executionduration" ->
                job.setSeconds(wholeNumber("EXECUTIONDURATION", sent(request, "EXECUTIONDURATION")));
            case "destruction" -> job.setDestruction(instant(sent(request, "DESTRUCTION")));
            default -> throw new TapError(405, "nothing can be posted to " + what);
        }
    }

    private static String sent(Request request, String parameter) throws TapError {
        @Nullable String value = request.parameter(parameter);
        if (value == null) {
            throw new TapError("the parameter " + parameter + " is missing");
        }
        return value.strip();
    }

    private static Response told(Job job, String what, String rest, String jobUrl) throws TapError {
        Job.State state = job.state();
        return switch (what) {
            case "phase" -> text(state.phase().name());
            case "executionduration" -> text(String.valueOf(state.seconds()));
            case "destruction" -> text(JobXml.instant(state.destruction()));
            case "quote", "owner" -> text("");
            case "parameters" ->
                rest.isEmpty() ? xml(JobXml.parameters(state.parameters())) : text(parameter(state, rest));
            case "error" -> {
                TapError error = state.error();
                if (error == null) {
                    throw new TapError(404, "the job has no error");
                }
                yield TapService.error(new TapError(200, error.text()));
            }
            case "results" -> {
                DaliAnswer answer = state.answer();
                if (rest.isEmpty()) {
                    yield xml(JobXml.results(state, jobUrl));
                }
                if (answer == null || !rest.equals("result")) {
                    throw new TapError(404, "the job has no result " + rest);
                }
                yield DaliAnswer.of(answer);
            }
            default -> throw new TapError(404, "a job has no " + what);
        };
    }

    private static String parameter(Job.State state, String name) throws TapError {
        @Nullable String value = state.parameters().first(name.toUpperCase(Locale.ROOT));
        if (value == null) {
            throw new TapError(404, "the job has no parameter " + name);
        }
        return value;
    }

    private static long wholeNumber(String name, String text) throws TapError {
        if (!text.strip().matches("\\d{1,9}")) {
            throw new TapError(name + " must be a whole number, not '" + text + "'");
        }
        return Long.parseLong(text.strip());
    }

    /** ISO 8601 in UTC, with or without Z (DALI 1.1 section 3.3.3). */
    private static Instant instant(String text) throws TapError {
        try {
            String local = text.strip().replaceFirst("[Zz]$", "");
            return LocalDateTime.parse(local.length() == 10 ? local + "T00:00:00" : local)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new TapError("'" + text + "' is no time of the form 2030-01-31T12:00:00Z");
        }
    }

    private static Response text(String content) {
        return Response.text(200, "text/plain", content);
    }

    private static Response xml(String content) {
        return Response.text(200, "text/xml;charset=UTF-8", content);
    }
}
