package org.skytrawl.simvo.tap;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;

/** The asynchronous queries of a TAP service (UWS 1.1). Thread-safe. */
final class TapJobs implements AutoCloseable {
    private static final int MOST_JOBS = 200;
    private static final long LONGEST_WAIT_S = 20;

    private final String url;
    private final Handler query;
    private final Map<String, TapJob> jobs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("simvo-job-", 0).factory());

    /**
     * No jobs yet.
     *
     * @param url of the job list
     * @param query how a job's parameters are answered
     */
    TapJobs(String url, Handler query) {
        this.url = url;
        this.query = query;
    }

    /**
     * Answers for the list and all below it.
     *
     * @param below the path below the list, by its parts
     */
    Response handle(Request request, List<String> below) throws InterruptedException {
        forgetOld();
        if (below.isEmpty() || below.getFirst().isEmpty()) {
            return request.method().equals("POST") ? create(request) : xml(UwsDocuments.list(url, all()));
        }
        TapJob job = jobs.get(below.getFirst());
        if (job == null) {
            return Response.text(404, "text/plain", "there is no job " + below.getFirst() + "\n");
        }
        String jobUrl = url + "/" + job.id();
        boolean post = request.method().equals("POST");
        boolean delete = request.method().equals("DELETE")
                || (post && "DELETE".equals(request.parameter("ACTION")) && below.size() == 1);
        if (delete) {
            job.abort();
            jobs.remove(job.id());
            return Response.seeOther(url);
        }
        if (below.size() == 1) {
            awaitChange(job, request);
            return xml(UwsDocuments.job(job, url));
        }
        Response refused = post ? change(job, below.get(1), request) : null;
        if (post) {
            return refused == null ? Response.seeOther(jobUrl) : refused;
        }
        return detail(job, below.subList(1, below.size()));
    }

    private Response create(Request request) {
        if (jobs.size() >= MOST_JOBS) {
            return Response.text(503, "text/plain", "there are " + MOST_JOBS + " jobs already; delete some\n");
        }
        TapJob job = new TapJob(UUID.randomUUID().toString().substring(0, 8), request, query);
        jobs.put(job.id(), job);
        if ("RUN".equals(request.parameter("PHASE"))) {
            job.run(threads);
        }
        return Response.seeOther(url + "/" + job.id());
    }

    private @Nullable Response change(TapJob job, String what, Request request) {
        switch (what) {
            case "phase" -> {
                String phase = request.parameter("PHASE");
                if ("RUN".equals(phase)) {
                    job.run(threads);
                } else if ("ABORT".equals(phase)) {
                    job.abort();
                } else {
                    return Response.text(400, "text/plain", "PHASE can be RUN or ABORT, not " + phase + "\n");
                }
            }
            case "executionduration" -> {
                String seconds = request.parameter("EXECUTIONDURATION");
                if (seconds == null || !seconds.matches("\\d{1,9}")) {
                    return Response.text(400, "text/plain", "EXECUTIONDURATION is a number of seconds\n");
                }
                job.setExecutionDurationS(Math.min(Integer.parseInt(seconds), TapJob.LONGEST_S));
            }
            case "destruction" -> {
                try {
                    job.setDestruction(UwsDocuments.moment(String.valueOf(request.parameter("DESTRUCTION"))));
                } catch (DateTimeParseException e) {
                    return Response.text(400, "text/plain", "DESTRUCTION is a moment such as 2030-01-01T00:00:00Z\n");
                }
            }
            case "parameters" -> job.add(request);
            default -> {
                return Response.text(404, "text/plain", "a job's " + what + " cannot be changed\n");
            }
        }
        return null;
    }

    private static Response detail(TapJob job, List<String> below) {
        return switch (below.getFirst()) {
            case "phase" -> text(job.phase().name());
            case "quote" -> text(UwsDocuments.moment(job.created().plusSeconds(TapJob.LONGEST_S)));
            case "executionduration" -> text(String.valueOf(job.executionDurationS()));
            case "destruction" -> text(UwsDocuments.moment(job.destruction()));
            case "owner" -> text("");
            case "parameters" -> xml(UwsDocuments.parameters(job));
            case "error" -> {
                Response error = job.answer();
                yield job.phase() == TapJob.Phase.ERROR && error != null
                        ? new Response(200, error.contentType(), Map.of(), error.body())
                        : Response.text(404, "text/plain", "no error\n");
            }
            case "results" -> {
                Response answer = job.answer();
                if (below.size() == 1) {
                    yield xml(UwsDocuments.results(job));
                }
                yield job.phase() == TapJob.Phase.COMPLETED
                                && answer != null
                                && below.get(1).equals("result")
                        ? answer
                        : Response.text(404, "text/plain", "no such result\n");
            }
            default -> Response.text(404, "text/plain", "a job has no " + below.getFirst() + "\n");
        };
    }

    /** UWS 1.1 section 2.2.1.1: WAIT seconds for another phase than the one the client knows. */
    private static void awaitChange(TapJob job, Request request) throws InterruptedException {
        String wait = request.parameter("WAIT");
        if (wait == null || !wait.matches("-?\\d{1,9}")) {
            return;
        }
        long seconds = Long.parseLong(wait);
        job.awaitEnd(Duration.ofSeconds(seconds < 0 ? LONGEST_WAIT_S : Math.min(seconds, LONGEST_WAIT_S)));
    }

    private List<TapJob> all() {
        return jobs.values().stream()
                .sorted(Comparator.comparing(TapJob::created))
                .toList();
    }

    private void forgetOld() {
        Instant now = Instant.now();
        jobs.values().removeIf(job -> {
            boolean old = job.destruction().isBefore(now);
            if (old) {
                job.abort();
            }
            return old;
        });
    }

    private static Response xml(String document) {
        return Response.text(200, "text/xml", document);
    }

    private static Response text(String text) {
        return Response.text(200, "text/plain", text);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
