package org.skytrawl.cli.option;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.DataModel;
import org.skytrawl.registry.search.Ivoids;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.ServiceType;
import org.skytrawl.registry.search.UatConcept;
import org.skytrawl.registry.search.UatVocabulary;
import org.skytrawl.registry.search.UcdPatterns;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.registry.search.Words;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What resources must be, but for their coverage. */
public final class RegistrySearchOptions extends OptionGroup {
    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description =
                    "Only resources with all these words in title, description or subjects. Case does not matter.")
    private @Nullable List<String> words;

    @Option(
            names = "--author",
            paramLabel = "PATTERN",
            description =
                    "Only resources with a creator of this name; %% stands for any characters, as in %%Hubble%%. Case matters.")
    private @Nullable List<String> authors;

    @Option(
            names = "--service-type",
            paramLabel = "TYPE",
            split = ",",
            completionCandidates = ServiceTypes.class,
            description = "Only resources with one of these services: sia1, sia2, ssa, scs, slap, tap, or the"
                    + " identifier of a standard.")
    private @Nullable List<String> serviceTypes;

    @Option(
            names = "--aux",
            description =
                    "With --service-type: also resources with an auxiliary capability, such as a table in a TAP service.")
    private boolean auxiliary;

    @Option(
            names = "--waveband",
            paramLabel = "TERM",
            split = ",",
            completionCandidates = Wavebands.class,
            description = "Only resources in one of these wavebands: Radio, Millimeter, Infrared, Optical, UV, EUV,"
                    + " X-ray, Gamma-ray, Photon, Neutrino.")
    private @Nullable List<String> wavebands;

    @Option(
            names = "--datamodel",
            paramLabel = "NAME",
            description = "Only resources with this data model: obscore (declared by a TAP service), obscore_new"
                    + " (tables with a record of their own), epntap, regtap.")
    private @Nullable String dataModel;

    @Option(
            names = "--ivoid",
            paramLabel = "IVOID",
            split = ",",
            description = "Only resources with these identifiers.")
    private @Nullable List<String> ivoids;

    @Option(
            names = "--ucd",
            paramLabel = "PATTERN",
            description = "Only resources with a column of this UCD, as in phot.mag;em.opt.%%. Repeat the option for"
                    + " alternatives.")
    private @Nullable List<String> ucds;

    @Option(
            names = "--uat",
            paramLabel = "TERM",
            description =
                    "Only resources on this concept of the Unified Astronomy Thesaurus, such as x-ray-transient-sources.")
    private @Nullable String uat;

    @Option(names = "--uat-up", paramLabel = "N", description = "With --uat: also broader concepts, up to N levels.")
    private int levelsUp;

    @Option(names = "--uat-down", paramLabel = "N", description = "With --uat: also narrower concepts, up to N levels.")
    private int levelsDown;

    @Option(
            names = "--uat-file",
            paramLabel = "FILE",
            description =
                    "File with the thesaurus in the IVOA's desise format (JSON). Default: the version on www.ivoa.net")
    private @Nullable Path uatFile;

    public boolean needsThesaurus() {
        return uat != null;
    }

    public @Nullable Path thesaurusFile() {
        return uatFile;
    }

    /** Adds all constraints but that on concepts. */
    public void addTo(List<SearchConstraint> into) {
        if (auxiliary && serviceTypes == null) {
            throw wrong("--aux needs --service-type");
        }
        if (uat == null && (levelsUp != 0 || levelsDown != 0 || uatFile != null)) {
            throw wrong("--uat-up, --uat-down and --uat-file need --uat");
        }
        add(into, "WORD", words, Words::new);
        for (String author : authors == null ? List.<String>of() : authors) {
            add(into, "--author", author, Author::new);
        }
        add(into, "--service-type", serviceTypes, types -> new ServiceType(new LinkedHashSet<>(types), auxiliary));
        add(into, "--waveband", wavebands, terms -> new Waveband(new LinkedHashSet<>(terms)));
        add(into, "--datamodel", dataModel, DataModel::of);
        add(
                into,
                "--ivoid",
                ivoids,
                all -> new Ivoids(all.stream().map(Ivoid::new).toList()));
        add(into, "--ucd", ucds, UcdPatterns::new);
    }

    /** Values that shells offer. */
    static final class ServiceTypes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ServiceType.knownNames().iterator();
        }
    }

    /** Values that shells offer. */
    static final class Wavebands implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Waveband.terms().iterator();
        }
    }

    public SearchConstraint concept(UatVocabulary thesaurus) {
        return Objects.requireNonNull(read("--uat", uat, term -> UatConcept.of(thesaurus, term, levelsUp, levelsDown)));
    }
}
