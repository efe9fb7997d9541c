package org.skytrawl.harvest.catalogue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;

/**
 * What a catalogue is made from. Immutable.
 *
 * @param services in the order of the list of services
 * @param hash of the pages and of how complete the services are; another one tells that a catalogue is out of date
 */
public record CatalogueState(HarvestPages pages, List<CatalogueService> services, String hash) {
    public CatalogueState {
        services = List.copyOf(services);
    }

    /**
     * The present state of a harvest.
     *
     * @throws org.skytrawl.harvest.state.HarvestException if a journal cannot be read
     */
    public static CatalogueState of(HarvestFolder folder) {
        HarvestPages pages = HarvestPages.of(folder);
        List<CatalogueService> services = new ArrayList<>();
        for (Service service : folder.services()) {
            services.add(service(service, folder));
        }
        return new CatalogueState(pages, services, hash(pages, services));
    }

    private static CatalogueService service(Service service, HarvestFolder folder) {
        ServiceState state = folder.store(service).state();
        List<Instant> times =
                state.pages().stream().map(Entry.Page::time).sorted().toList();
        Entry.Done done = state.done();
        return new CatalogueService(
                folder.name(service),
                service.ivoids().stream().map(Ivoid::value).toList(),
                service.accessUrl(),
                service.tableName(),
                state.rows(),
                done == null ? null : done.counted(),
                done != null,
                state.isComplete(),
                times.stream().min(Comparator.naturalOrder()).orElse(null),
                times.stream().max(Comparator.naturalOrder()).orElse(null),
                state.gaps().size());
    }

    /** Whether the last session ended for each service, completely or with gaps. */
    public boolean isEnded() {
        return services.stream().allMatch(CatalogueService::ended);
    }

    /** The name of the folder of a page's service. */
    static String folder(HarvestPages.Page page) {
        Path folder = page.file().getParent();
        return folder == null ? "" : String.valueOf(folder.getFileName());
    }

    private static String hash(HarvestPages pages, List<CatalogueService> services) {
        MessageDigest digest = sha256();
        for (HarvestPages.Page page : pages.pages()) {
            add(
                    digest,
                    "page",
                    folder(page),
                    page.file().getFileName(),
                    page.sums().bytes(),
                    page.sums().crc32c());
        }
        for (CatalogueService service : services) {
            add(
                    digest,
                    "service",
                    service.folder(),
                    service.ivoids(),
                    service.counted(),
                    service.complete(),
                    service.gaps());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable Object... parts) {
        for (Object part : parts) {
            digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
