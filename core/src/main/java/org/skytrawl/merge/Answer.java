package org.skytrawl.merge;

import java.util.List;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/**
 * What one query of a service gave. A service may have several answers, if its query was split: they count as one.
 *
 * @param service the service that was asked
 * @param origin the query, shared by its records
 * @param records its records; may be empty. It is not copied: it must not be changed while it is being merged
 */
public record Answer(Service service, Origin origin, List<ObsCoreRecord> records) {
    /** Checks that the origin is one of the service's. */
    public Answer {
        if (!service.protocol().equals(origin.protocol()) || !service.ivoids().contains(origin.ivoid())) {
            throw new IllegalArgumentException("an answer's origin must be of its service: " + origin.ivoid() + " by "
                    + origin.protocol() + " is not " + service.ivoid() + " by " + service.protocol());
        }
    }

    /** The same with the first part of its records only, if there are many. */
    public Answer atMost(int many, int share) {
        int kept = Math.max(Math.min(many, records.size()), records.size() / share);
        return new Answer(service, origin, records.subList(0, kept));
    }
}
