package org.skytrawl.simvo.tap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** The jobs of a service, with a limit of their number and of their time. Thread-safe. */
final class JobList {
    private static final int MOST = 100;

    private final ExecutorService threads;
    private final QueryRunner runner;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int numbers;

    JobList(ExecutorService threads, QueryRunner runner) {
        this.threads = threads;
        this.runner = runner;
    }

    synchronized Job create(TapParameters parameters) throws TapError {
        destroyOld();
        if (jobs.size() >= MOST) {
            Job oldest = jobs.values().stream()
                    .filter(job -> job.state().phase().isEnd())
                    .findFirst()
                    .orElseThrow(() -> new TapError(503, "there are " + MOST + " jobs already"));
            jobs.remove(oldest.id());
        }
        Job job = new Job("job" + ++numbers, parameters);
        jobs.put(job.id(), job);
        return job;
    }

    private void destroyOld() {
        Instant now = Instant.now();
        for (Job job : List.copyOf(jobs.values())) {
            if (job.state().destruction().isBefore(now)) {
                destroy(job);
            }
        }
    }

    synchronized Job job(String id) throws TapError {
        destroyOld();
        Job job = jobs.get(id);
        if (job == null) {
            throw new TapError(404, "there is no job " + id);
        }
        return job;
    }

    synchronized List<Job> all() {
        destroyOld();
        return new ArrayList<>(jobs.values());
    }

    void destroy(Job job) {
        synchronized (this) {
            jobs.remove(job.id());
        }
        job.abort();
    }

    void start(Job job) throws TapError {
        if (!job.queue()) {
            return;
        }
        try {
            threads.execute(() -> job.execute(runner));
        } catch (RejectedExecutionException e) {
            job.abort();
            throw new TapError(503, "the service ends");
        }
    }
}
