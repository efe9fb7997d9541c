package org.skytrawl.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Estimates the time that services need for the rest of a target list, from the requests so far. */
final class ListTimes {
    /** Before anything is known. */
    private static final double SECONDS_OF_A_REQUEST = 1;

    private final int requestsPerService;
    private double seconds;
    private long sent;
    private double planned;
    private long targets;

    private ListTimes(Collection<ServiceTask> tasks, int requestsPerService) {
        this.requestsPerService = requestsPerService;
        for (ServiceTask task : tasks) {
            ServiceTask.TargetProgress list = task.targets();
            Long toGo = list == null ? null : list.requestsToGo();
            if (list != null && toGo != null) {
                seconds += task.askedForSeconds();
                sent += task.requests();
                planned += task.requests() + (task.outcome() == null ? toGo : 0);
                targets += list.asked();
            }
        }
    }

    /**
     * @param tasks all services
     * @param limit of services of a host that are asked at once
     * @param concurrency limit of services that are asked at once
     */
    static Duration left(
            Collection<ServiceTask> tasks, int requestsPerService, ToIntFunction<ServiceTask> limit, int concurrency) {
        ListTimes times = new ListTimes(tasks, requestsPerService);
        Map<String, Double> ofHosts = new HashMap<>();
        Map<String, Integer> limits = new HashMap<>();
        double all = 0;
        double longest = 0;
        for (ServiceTask task : tasks) {
            ServiceTask.TargetProgress list = task.targets();
            if (task.outcome() == null && list != null) {
                double own = times.left(task, list, list.requestsToGo());
                String host = RunView.hostOf(task.url());
                ofHosts.merge(host, own, Double::sum);
                limits.computeIfAbsent(host, key -> limit.applyAsInt(task));
                longest = Math.max(longest, own);
                all += own;
            }
        }
        longest = Math.max(longest, all / concurrency);
        for (Map.Entry<String, Double> host : ofHosts.entrySet()) {
            longest = Math.max(longest, host.getValue() / limits.getOrDefault(host.getKey(), 1));
        }
        return Duration.ofMillis((long) (1000 * longest));
    }

    private double left(ServiceTask task, ServiceTask.TargetProgress list, @Nullable Long toGo) {
        if (toGo != null && task.requests() > 0) {
            return toGo * task.askedForSeconds() / task.requests();
        }
        double each = sent == 0 ? SECONDS_OF_A_REQUEST : seconds / sent;
        double requests = targets == 0 ? list.asked() : list.asked() * planned / targets;
        return each * Math.max(1, Math.min(requestsPerService, requests));
    }
}
