package org.skytrawl.harvest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;

/** A harvest: the rows of ObsTAP services in a folder. {@code harvest.take.Harvester} reads them. */
public final class Harvest {
    private Harvest() {}

    /**
     * What is there of a service.
     *
     * @param droppedRows rows of its answers that were dropped: of other parts of the data, or equal to another
     * @param counted rows that the service says to have; null if it does not say
     * @param pages number of files
     * @param open parts of the table that have not been read
     * @param oldest the time of the last update of a complete service, else that of the oldest page; null without pages
     * @param complete whether all rows are there that the service had then
     * @param gaps parts that could not be read, or not completely; of a complete service, why it could not be updated
     */
    public record ServiceStatus(
            Service service,
            long rows,
            long droppedRows,
            @Nullable Long counted,
            int pages,
            int open,
            @Nullable Instant oldest,
            boolean complete,
            List<Entry.Gap> gaps) {
        public ServiceStatus {
            gaps = List.copyOf(gaps);
        }

        static ServiceStatus of(Service service, ServiceState state) {
            Entry.Done done = state.done();
            Long counted = done == null || done.counted() == null ? state.count(Cell.WHOLE) : done.counted();
            return new ServiceStatus(
                    service,
                    state.rows(),
                    state.droppedRows(),
                    counted,
                    state.pages().size(),
                    state.isComplete() ? 0 : state.open().size(),
                    asOf(state),
                    state.isComplete(),
                    state.gaps());
        }
    }

    private static @Nullable Instant asOf(ServiceState state) {
        Entry.Update update = state.update();
        if (state.isComplete() && update != null) {
            return update.time();
        }
        return state.pages().stream()
                .map(Entry.Page::time)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * The state of all services, in the order of the list; a harvest may write meanwhile.
     *
     * @param checksContents whether all pages are read and compared with their checksums, and files that are not of the
     *     harvest are looked for
     * @throws HarvestException if the folder is none of a harvest, or a file is missing, damaged or foreign
     */
    public static List<ServiceStatus> status(Path folder, boolean checksContents) {
        try (HarvestFolder opened = HarvestFolder.read(folder)) {
            var unused = opened.about();
            if (checksContents) {
                opened.checkForeign();
            }
            List<ServiceStatus> all = new ArrayList<>();
            for (Service service : opened.services()) {
                all.add(ServiceStatus.of(service, checked(opened, service, checksContents)));
            }
            return all;
        }
    }

    private static ServiceState checked(HarvestFolder folder, Service service, boolean checksContents) {
        try {
            return check(folder.store(service), checksContents);
        } catch (HarvestException e) {
            // a harvest may have replaced a page meanwhile
            return check(folder.store(service), checksContents);
        }
    }

    private static ServiceState check(ServiceStore store, boolean checksContents) {
        if (checksContents) {
            store.checkForeign();
            store.checkContents();
        } else {
            store.checkLengths();
        }
        return store.state();
    }

    /**
     * Sets what a folder harvests.
     *
     * @param wanted its forms must be those of before
     * @param services to be harvested; those of before stay
     * @throws HarvestException if the folder has the harvest of another question
     */
    public static HarvestFolder.About begin(HarvestFolder folder, HarvestFolder.About wanted, List<Service> services) {
        HarvestFolder.About before = folder.about();
        if (before != null && !before.forms().equals(wanted.forms())) {
            throw new HarvestException(folder.path() + " has the harvest of another question: " + before.question()
                    + ". Another question needs another folder");
        }
        Map<ServiceKey, Service> all = new LinkedHashMap<>();
        if (before != null) {
            folder.services().forEach(service -> all.put(service.key(), service));
        }
        services.forEach(service -> all.put(service.key(), service));
        HarvestFolder.About about = before == null
                ? wanted
                : new HarvestFolder.About(
                        before.created(), before.question(), before.forms(), wanted.mayBePrivate(), before.asked());
        folder.write(about, List.copyOf(all.values()));
        return about;
    }
}
