package org.skytrawl.harvest.answer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueService;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.provenance.HarvestRead;
import org.skytrawl.stored.StoredAnswers;
import org.skytrawl.stored.StoredAnswersException;

/** The answers of the services of a harvest, from its catalogue as it was when this was opened. Thread-safe. */
public final class HarvestAnswers implements StoredAnswers {
    private final Path folder;
    private final Catalogue catalogue;
    private final HarvestedPart part;
    private final boolean mayBePrivate;
    private final List<Service> services;
    private final Set<ServiceKey> keys = new TreeSet<>();
    private final Map<ServiceKey, CatalogueService> known = new TreeMap<>();
    private final HarvestRead about;
    private final List<String> notes;
    private volatile @Nullable Compared last;

    /**
     * A question that was compared with that of the harvest: each service is asked for, and a question may have a million
     * targets.
     *
     * @param outside null if it is inside
     */
    private record Compared(
            Question question, boolean inclusive, @Nullable String outside) {}

    private HarvestAnswers(HarvestFolder harvest, HarvestFolder.About about, Catalogue catalogue, CatalogueState now) {
        this.folder = harvest.path();
        this.catalogue = catalogue;
        this.part = new HarvestedPart(about);
        this.mayBePrivate = about.mayBePrivate();
        this.services = harvest.services();
        Map<String, CatalogueService> byFolder = new HashMap<>();
        catalogue.services().forEach(service -> byFolder.put(service.folder(), service));
        for (Service service : services) {
            keys.add(service.key());
            CatalogueService its = byFolder.get(harvest.name(service));
            if (its != null) {
                known.put(service.key(), its);
            }
        }
        this.about = new HarvestRead(
                folder.toString(),
                catalogue.rows(),
                catalogue.services().size(),
                catalogue.created(),
                new HarvestRead.Pages(
                        times(CatalogueService::oldest)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        times(CatalogueService::newest)
                                .max(Comparator.naturalOrder())
                                .orElse(null)));
        this.notes = notes(now);
    }

    private List<String> notes(CatalogueState now) {
        List<String> said = new ArrayList<>();
        if (!now.hash().equals(catalogue.state())) {
            said.add("the harvest has changed since its catalogue was made, at " + catalogue.created()
                    + ": skytrawl harvest -d " + folder + " makes a new one");
        }
        int unlisted = catalogue.services().size() - known.size();
        if (unlisted > 0) {
            said.add("the list of services of the harvest does not have " + unlisted
                    + " services of its catalogue; their rows are not read");
        }
        return List.copyOf(said);
    }

    private interface Time {
        @Nullable
        Instant of(CatalogueService service);
    }

    private Stream<Instant> times(Time time) {
        return catalogue.services().stream().map(time::of).filter(Objects::nonNull);
    }

    /**
     * Opens the catalogue of a harvest.
     *
     * @throws HarvestException if the folder is none of a harvest, or has no catalogue, or a file is missing or damaged
     */
    public static HarvestAnswers open(Path harvest) {
        try (HarvestFolder opened = HarvestFolder.read(harvest)) {
            HarvestFolder.About about = Objects.requireNonNull(opened.about());
            return new HarvestAnswers(opened, about, catalogue(harvest), CatalogueState.of(opened));
        }
    }

    private static Catalogue catalogue(Path harvest) {
        try {
            return Catalogue.open(harvest);
        } catch (HarvestException e) {
            // a harvest may have replaced it meanwhile
            return Catalogue.open(harvest);
        }
    }

    @Override
    public HarvestRead about() {
        return about;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public boolean mayBePrivate() {
        return mayBePrivate;
    }

    @Override
    public List<Service> services() {
        return services;
    }

    /** Whether a service is one of the harvest. */
    public boolean has(Service service) {
        return keys.contains(service.key());
    }

    @Override
    public HarvestRead.Pages pages(Service service) {
        CatalogueService its = known.get(service.key());
        return its == null ? HarvestRead.Pages.NONE : new HarvestRead.Pages(its.oldest(), its.newest());
    }

    @Override
    public @Nullable String missing(Service service, Question question, boolean inclusive) {
        CatalogueService its = known.get(service.key());
        if (its == null) {
            return "the catalogue of the harvest does not have it yet";
        }
        String outside = outside(question, inclusive);
        if (outside != null) {
            return outside;
        }
        if (its.complete()) {
            return null;
        }
        String rows = its.counted() == null
                ? String.format(Locale.ROOT, "%,d rows", its.rows())
                : String.format(Locale.ROOT, "%,d of %,d rows", its.rows(), its.counted());
        return "the harvest has " + rows
                + (its.gaps() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", with %,d %s", its.gaps(), its.gaps() == 1 ? "gap" : "gaps"))
                + (its.ended() ? "" : ", and has not come to the end of it");
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable String outside(Question question, boolean inclusive) {
        Compared known = last;
        if (known == null || known.question() != question || known.inclusive() != inclusive) {
            known = new Compared(question, inclusive, part.missing(question, inclusive));
            last = known;
        }
        return known.outside();
    }

    @Override
    public void read(Wanted wanted, Receiver to) {
        Set<ServiceKey> those = new TreeSet<>();
        wanted.services().forEach(service -> those.add(service.key()));
        Map<String, Service> byFolder = new HashMap<>();
        for (Service service : services) {
            CatalogueService its = known.get(service.key());
            if (its != null && those.contains(service.key())) {
                byFolder.put(its.folder(), service);
            }
        }
        try {
            new CatalogueScan(catalogue, byFolder, Touch.place(wanted.question(), wanted.reachDeg()), to).run();
        } catch (HarvestException e) {
            throw new StoredAnswersException(e.getMessage() + madeAnew(), e);
        }
    }

    /** A harvest may have replaced the files meanwhile. */
    private String madeAnew() {
        try {
            return Catalogue.open(folder).created().equals(catalogue.created())
                    ? ""
                    : "; the catalogue was made anew while it was read: ask again";
        } catch (HarvestException e) {
            return "";
        }
    }
}
