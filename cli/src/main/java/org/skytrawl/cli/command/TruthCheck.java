package org.skytrawl.cli.command;

import java.util.HashSet;
import java.util.List;
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
 * @param missing reachable, but not found, or not with all of its files
 * @param extra found, but neither reachable nor in the partial answer of a service; -1 for unknown ones
 * @param doubled with a file that was found more than once
 */
public record TruthCheck(int reachable, int found, Set<Integer> missing, Set<Integer> extra, Set<Integer> doubled) {
    private static final int UNKNOWN = -1;

    /** @param accessUrls of the rows that were found: one for each file of a dataset */
    public static TruthCheck of(List<@Nullable String> accessUrls, SimulatedVo vo, TruthAnswer truth) {
        Set<Integer> found = new TreeSet<>();
        Set<String> files = new HashSet<>();
        Set<Integer> doubled = new TreeSet<>();
        for (String url : accessUrls) {
            Integer known = url == null ? null : vo.datasetId(url);
            int id = known == null ? UNKNOWN : known;
            String file = url == null ? null : vo.fileId(url);
            found.add(id);
            if (!files.add(file == null ? "" : file)) {
                doubled.add(id);
            }
        }
        Set<Integer> missing = new TreeSet<>(truth.withFailOver());
        missing.removeIf(id -> files.containsAll(vo.fileIds(id)));
        Set<Integer> extra = new TreeSet<>(found);
        extra.removeAll(truth.withFailOver());
        extra.removeAll(truth.partial());
        return new TruthCheck(truth.withFailOver().size(), found.size(), missing, extra, doubled);
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
