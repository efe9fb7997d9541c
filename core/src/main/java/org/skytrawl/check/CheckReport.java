package org.skytrawl.check;

import java.util.List;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Service;

/**
 * The result of a check.
 *
 * @param place the circle that was asked for
 * @param placeFrom where it comes from
 * @param asked the requests, in their order
 * @param notAsked questions that were not asked, because the service did not answer or the time was over
 * @param findings the worst first
 */
public record CheckReport(
        Service service,
        Cone place,
        PlaceSource placeFrom,
        List<Asked> asked,
        List<Inquiry> notAsked,
        List<Finding> findings) {
    /** Where the circle comes from. */
    public enum PlaceSource {
        GIVEN("given"),
        ROW("a row of the service"),
        COVERAGE("the coverage in the registry"),
        /** The service gave no row with a position. */
        NOWHERE("no row with a position was found");

        private final String words;

        PlaceSource(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public CheckReport {
        asked = List.copyOf(asked);
        notAsked = List.copyOf(notAsked);
        findings = List.copyOf(findings);
    }

    /** Whether the service answered any request. */
    public boolean isAnswered() {
        return asked.stream().anyMatch(each -> each.httpStatus() != null);
    }

    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
