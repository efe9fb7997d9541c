package org.skytrawl.protocol;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.skytrawl.provenance.ServiceOutcome.Failed;

/** Recognises refused queries, and decides what to ask instead. */
final class Refusals {
    /** Service errors that do not concern the query. */
    private static final Pattern TEMPORARY = Pattern.compile(
            "time(?! out of\\b)[- ]?d?[- ]?outs?\\b|too many (?:requests|queries|connections|jobs|users|clients)"
                    + "|busy|overload",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REMOVABLE =
            Pattern.compile("\\b(?:DPTYPE|TIME|BAND|MAXREC)\\b", Pattern.CASE_INSENSITIVE);

    /** Words of errors that concern a parameter (DALI 1.1 section 4.2 has {@code UsageFault}). */
    private static final Pattern PARAMETER = Pattern.compile("parameter|UsageFault", Pattern.CASE_INSENSITIVE);

    private static final Pattern POSITION = Pattern.compile("\\bPOS\\b", Pattern.CASE_INSENSITIVE);

    /** Wrong or too long; many services have 500 for a query that they do not understand. */
    private static final Set<Integer> OF_A_REQUEST = Set.of(400, 413, 414, 431, 500);

    private static final Set<Integer> NO_PERMISSION = Set.of(401, 403, 407, 429);

    private Refusals() {}

    /** Whether the service understood that it was queried and refused this query: it may answer a simpler one. */
    static boolean isRefusal(Failed failed) {
        return switch (failed.code()) {
            case SERVICE_ERROR -> !TEMPORARY.matcher(failed.reason()).find();
            case HTTP_STATUS -> failed.httpStatus() != null && OF_A_REQUEST.contains(failed.httpStatus());
            default -> false;
        };
    }

    /** The form to try after a refusal: without what the refusal names, else the next one. Negative if there is none. */
    static int next(List<QueryForm> tries, int start, int refused, Set<Integer> tried, Failed refusal) {
        if (refused + 1 < tries.size() && tries.get(refused + 1).leftOut().isEmpty()) {
            return refused + 1;
        }
        if (!mayConcernAParameter(refusal)) {
            return -1;
        }
        List<Set<String>> leftOut = tries.stream().map(QueryForm::leftOut).toList();
        Set<String> all = Collections.max(leftOut, Comparator.comparingInt(Set::size));
        Set<String> before = leftOut.get(refused);
        Set<String> without = new HashSet<>(before);
        REMOVABLE
                .matcher(refusal.reason())
                .results()
                .forEach(name -> without.add(name.group().toUpperCase(Locale.ROOT)));
        without.retainAll(all);
        // a message that names them all may only repeat the URL
        int named = without.equals(before) || without.equals(all) ? -1 : leftOut.indexOf(without);
        if (named >= 0 && !tried.contains(named)) {
            return named;
        }
        return IntStream.rangeClosed(0, leftOut.indexOf(all))
                .filter(i -> !tried.contains(i) && !leftOut.get(start).containsAll(leftOut.get(i)))
                .findFirst()
                .orElse(-1);
    }

    /** Whether a form that leaves out parameters may be accepted after this refusal. */
    private static boolean mayConcernAParameter(Failed refusal) {
        Integer status = refusal.httpStatus();
        String reason = refusal.reason();
        if (status != null && status >= 400 && status < 500) {
            return !NO_PERMISSION.contains(status);
        }
        boolean namesOther =
                PARAMETER.matcher(reason).find() && !POSITION.matcher(reason).find();
        return namesOther || REMOVABLE.matcher(reason).find();
    }
}
