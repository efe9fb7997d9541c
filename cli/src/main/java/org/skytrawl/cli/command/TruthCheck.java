package org.skytrawl.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        int found = counts.size();
        counts.values().removeIf(count -> count == 1);
        return new TruthCheck(truth.withFailOver().size(), found, missing, extra, new TreeSet<>(counts.keySet()));
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
        return "WRONG: of " + reachable + " datasets that could be reached: "
                + Stream.of(shown(missing, "missing"), shown(extra, "extra"), shown(doubled, "found twice"))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
    }

    private static String shown(Set<Integer> ids, String what) {
        return ids.isEmpty()
                ? ""
                : ids.size() + " " + what + " " + ids.stream().limit(10).toList();
    }
}
