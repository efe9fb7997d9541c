package org.skytrawl.merge;

import java.util.List;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/**
 * The result of one query of a service. If a query was split, a service has several; they count as one.
 *
 * @param origin the query, shared by its records
 * @param records may be empty; not copied, so do not change it during the merge
 * @param places for each record the one whose position it takes: itself, but for the identities of an earlier run, which
 *     lack {@code s_fov} and {@code s_region}, the kept record
 */
public record Answer(Service service, Origin origin, List<ObsCoreRecord> records, List<ObsCoreRecord> places) {
    public Answer {
        if (!service.protocol().equals(origin.protocol()) || !service.ivoids().contains(origin.ivoid())) {
            throw new IllegalArgumentException("an answer's origin must be of its service: " + origin.ivoid() + " by "
                    + origin.protocol() + " is not " + service.ivoid() + " by " + service.protocol());
        }
    }

    public Answer(Service service, Origin origin, List<ObsCoreRecord> records) {
        this(service, origin, records, records);
    }

    /** The same with only the first {@code many} or {@code 1/share} of its records, whichever is more. */
    public Answer atMost(int many, int share) {
        int kept = Math.max(Math.min(many, records.size()), records.size() / share);
        return new Answer(service, origin, records.subList(0, kept), places.subList(0, kept));
    }
}
