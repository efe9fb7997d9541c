package org.skytrawl.stored;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.HarvestRead;

/**
 * Rows of services that are kept, such as those of a harvest. A run reads them instead of asking these services; it judges each
 * row as if the service had given it. Thread-safe.
 */
public interface StoredAnswers {
    /** What is kept, for the log and the summary. */
    HarvestRead about();

    /** What a reader of the result should know. */
    List<String> notes();

    /** Whether the services may be on this machine or in private networks. */
    boolean mayBePrivate();

    /** The services whose rows are kept, all or some of them; each {@link Service#key key} once. */
    List<Service> services();

    /** The times of the rows of a service; {@link HarvestRead.Pages#NONE} if there are none. */
    HarvestRead.Pages pages(Service service);

    /**
     * Why the rows of a service are not all that it has for a question; null if they are.
     *
     * @param inclusive whether rows of which it is unknown whether they match are wanted
     */
    @Nullable
    String missing(Service service, Question question, boolean inclusive);

    /**
     * Reads the rows that may match a question, each once, in any order, from several threads at once. Returns early once the
     * receiver is over.
     *
     * @throws StoredAnswersException if they cannot be read; the rows before it are valid
     */
    void read(Wanted wanted, Receiver to);

    /**
     * What is read.
     *
     * @param reachDeg rows without extent are wanted up to so far outside the region; 0 for none
     * @param services whose rows are wanted
     */
    record Wanted(Question question, double reachDeg, List<Service> services) {
        public Wanted {
            services = List.copyOf(services);
        }
    }

    /** Gets the rows. Thread-safe. */
    interface Receiver {
        /** Gets a row that may match; it need not. */
        void row(Service service, ObsCoreRecord row);

        /** Whether no more rows are wanted. */
        boolean isOver();
    }
}
