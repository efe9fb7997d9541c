package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.VoTableWriter.escaped;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;

/** The jobs of a service as resources (UWS 1.1 section 2.2). Thread-safe. */
final class AsyncResource {
    private static final int LONGEST_WAIT_S = 60;
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NAMESPACES = " xmlns:uws=\"http://www.ivoa.net/xml/UWS/v1.0\""
            + " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

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
            return post ? created(request, listUrl) : xml(list(listed(request), listUrl));
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
            return xml(document(job, jobUrl));
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
        String value = request.parameter(parameter);
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
            case "destruction" -> text(written(state.destruction()));
            case "quote", "owner" -> text("");
            case "parameters" ->
                rest.isEmpty() ? xml(HEAD + parameters(state.parameters(), NAMESPACES)) : text(parameter(state, rest));
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
                    yield xml(HEAD + results(state, jobUrl, NAMESPACES));
                }
                if (answer == null || !rest.equals("result")) {
                    throw new TapError(404, "the job has no result " + rest);
                }
                yield answer.response();
            }
            default -> throw new TapError(404, "a job has no " + what);
        };
    }

    private static String parameter(Job.State state, String name) throws TapError {
        String value = state.parameters().first(name.toUpperCase(Locale.ROOT));
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

    private static String written(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String list(List<Job> jobs, String listUrl) {
        StringBuilder xml = new StringBuilder(HEAD + "<uws:jobs version=\"1.1\"" + NAMESPACES + ">\n");
        for (Job job : jobs) {
            String url = escaped(listUrl + "/" + job.id());
            xml.append("<uws:jobref id=\"" + job.id() + "\" xlink:href=\"" + url + "\" xlink:type=\"simple\">")
                    .append(element("phase", job.state().phase().name()))
                    .append(element("runId", job.state().parameters().first("RUNID")))
                    .append(element("creationTime", written(job.created())))
                    .append("</uws:jobref>\n");
        }
        return xml.append("</uws:jobs>\n").toString();
    }

    private static String document(Job job, String jobUrl) {
        Job.State state = job.state();
        TapError error = state.error();
        return HEAD + "<uws:job version=\"1.1\"" + NAMESPACES + ">\n"
                + element("jobId", job.id())
                + element("runId", state.parameters().first("RUNID"))
                + elementOrNil("ownerId", null)
                + element("phase", state.phase().name())
                + elementOrNil("quote", null)
                + element("creationTime", written(job.created()))
                + elementOrNil("startTime", state.started())
                + elementOrNil("endTime", state.ended())
                + element("executionDuration", String.valueOf(state.seconds()))
                + element("destruction", written(state.destruction()))
                + parameters(state.parameters(), "")
                + results(state, jobUrl, "")
                + (error == null
                        ? ""
                        : "<uws:errorSummary type=\"fatal\" hasDetail=\"true\">" + element("message", error.text())
                                + "</uws:errorSummary>\n")
                + "</uws:job>\n";
    }

    private static String parameters(TapParameters parameters, String namespaces) {
        StringBuilder xml = new StringBuilder("<uws:parameters" + namespaces + ">\n");
        parameters.values().forEach((name, values) -> {
            for (String value : name.equals("PHASE") || name.equals("RUNID") ? List.<String>of() : values) {
                xml.append("<uws:parameter id=\"" + escaped(name) + "\">" + escaped(value) + "</uws:parameter>\n");
            }
        });
        return xml.append("</uws:parameters>\n").toString();
    }

    private static String results(Job.State state, String jobUrl, String namespaces) {
        DaliAnswer answer = state.answer();
        String result = answer == null
                ? ""
                : "<uws:result id=\"result\" xlink:type=\"simple\" mime-type=\""
                        + answer.format().mediaType() + "\" xlink:href=\"" + escaped(jobUrl + "/results/result")
                        + "\"/>\n";
        return "<uws:results" + namespaces + ">\n" + result + "</uws:results>\n";
    }

    private static String element(String name, @Nullable String content) {
        return content == null ? "" : "<uws:" + name + ">" + escaped(content) + "</uws:" + name + ">\n";
    }

    private static String elementOrNil(String name, @Nullable Instant content) {
        return content == null ? "<uws:" + name + " xsi:nil=\"true\"/>\n" : element(name, written(content));
    }
}
