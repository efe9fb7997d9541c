package org.skytrawl.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.truth.TruthAnswer;

/**
 * Compares the result in a simulated VO with the truth.
 *
 * @param reachable how many datasets were to be found
 * @param found how many of the universe's datasets were found
 * @param missing reachable, but not found
 * @param extra found, but neither reachable nor in the partial answer of a service; -1 for unknown ones
 * @param doubled found more than once
 */
public record TruthCheck(int reachable, int found, Set<Integer> missing, Set<Integer> extra, Set<Integer> doubled) {
    public static TruthCheck of(List<@Nullable String> accessUrls, SimulatedVo vo, TruthAnswer truth) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (String url : accessUrls) {
            Integer id = url == null ? null : vo.datasetId(url);
            counts.merge(id == null ? -1 : id, 1, Integer::sum);
        }
        Set<Integer> missing = new TreeSet<>(truth.withFailOver());
        missing.removeAll(counts.keySet());
        Set<Integer> extra = new TreeSet<>(counts.keySet());
        extra.removeAll(truth.withFailOver());
        extra.removeAll(truth.partial());
        Set<Integer> doubled = new TreeSet<>();
        counts.forEach((id, count) -> {
            if (count > 1) {
                doubled.add(id);
            }
        });
        return new TruthCheck(truth.withFailOver().size(), counts.size(), missing, extra, doubled);
    }

    public boolean isRight() {
        return missing.isEmpty() && extra.isEmpty() && doubled.isEmpty();
    }

    public String verdict() {
        if (isRight()) {
            String more = found > reachable ? ", and " + (found - reachable) + " from answers that broke off" : "";
            return "RIGHT: all " + reachable + " datasets that could be reached were found" + more
                    + ", none extra, no duplicate";
        }
        List<String> wrong = new ArrayList<>();
        add(wrong, missing, "missing");
        add(wrong, extra, "extra");
        add(wrong, doubled, "found twice");
        return "WRONG: of " + reachable + " datasets that could be reached: " + String.join("; ", wrong);
    }

    private static void add(List<String> wrong, Set<Integer> ids, String what) {
        if (!ids.isEmpty()) {
            wrong.add(ids.size() + " " + what + " "
                    + ids.stream().limit(10).map(String::valueOf).toList());
        }
    }
}
