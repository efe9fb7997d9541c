package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SpectrumMaker.Content;

/** The ways in which data centres publish and register spectra and time series. */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas have no state
enum SpectralRecipe implements Recipe {
    SSA_ALONE(1, draft -> alone(draft, Content.SPECTRA, Kind.SSA)),
    /** The same in both protocols under one ivoid. */
    SSA_AND_OBSTAP(2, SpectralRecipe::withObsTap),
    /** One collection is in the TAP service's table and says so; another is only served by the TAP service. */
    SSA_SERVED(3, SpectralRecipe::served),
    /** Images by one capability, spectra by the other. */
    SIA_AND_SSA(2, SpectralRecipe::withImages),
    SSA_MIRROR(2, SpectralRecipe::mirror),
    SSA_THEORY(1, draft -> alone(draft, Content.SPECTRA, Kind.SSA_THEORY)),
    /** Time series, and the record says that there is nothing else. */
    SSA_TYPED(1, SpectralRecipe::typed),
    /** A service that refuses large searches. */
    SSA_SMALL(1, draft -> alone(draft, Content.MIXED, Kind.SSA_SMALL)),
    /** Each dataset in several formats, under one DID. */
    SSA_FORMATS(1, SpectralRecipe::formats),
    /** Product types of all kinds and spellings, in a table. */
    OBSTAP_TYPES(1, SpectralRecipe::types);

    private static final String OBSCORE = "ivoa.obscore";
    private static final String CATALOG_SERVICE = "vs:catalogservice";
    private static final String CATALOG_RESOURCE = "vs:catalogresource";

    private final int services;
    private final Consumer<Draft> maker;

    SpectralRecipe(int services, Consumer<Draft> maker) {
        this.services = services;
        this.maker = maker;
    }

    @Override
    public void make(Draft draft) {
        maker.accept(draft);
    }

    @Override
    public int services() {
        return services;
    }

    private static List<Dataset> some(Draft draft, Content content, boolean hasDid) {
        return draft.spectra().collection(content, hasDid, List.of());
    }

    private static void alone(Draft draft, Content content, Kind kind) {
        Centre centre = draft.spectralCentre();
        List<Dataset> data = some(draft, content, centre.random().nextBoolean());
        SimService service = centre.service(SimProtocol.SSA, "/spectra/ssa", data);
        String[] suffixes = {"", "?", "?coll=s&"};
        centre.register(
                "spectra",
                centre.declared(data),
                Centre.as(kind, service, suffixes[centre.random().nextInt(3)]));
    }

    private static void withObsTap(Draft draft) {
        Centre centre = draft.spectralCentre();
        List<Dataset> data = some(draft, Content.MIXED, true);
        SimService tap = centre.service(SimProtocol.OBSTAP, "/spectra/tap", OBSCORE, data);
        SimService ssa = centre.service(SimProtocol.SSA, "/spectra/ssa", data);
        centre.register(
                "two",
                CATALOG_RESOURCE,
                centre.declared(data),
                List.of(),
                List.of(OBSCORE),
                Centre.as(Kind.OBSTAP_TABLE, tap),
                Centre.as(Kind.SSA, ssa));
    }

    private static void served(Draft draft) {
        Centre centre = draft.spectralCentre();
        List<Dataset> within = some(draft, Content.SPECTRA, true);
        List<Dataset> outside = some(draft, Content.MIXED, false);
        List<Dataset> inTable = new ArrayList<>(within);
        inTable.addAll(some(draft, Content.ALL, true));
        SimService tap = centre.service(SimProtocol.OBSTAP, "/tap", OBSCORE, inTable, SpectralRecipe::upperCase);
        Capability model = Centre.as(Kind.OBSTAP_MODEL, tap);
        centre.register("tap", CATALOG_SERVICE, Coverage.full(inTable), List.of(), List.of(OBSCORE), model);
        List<String> server = List.of(centre.ivoid("tap"));
        Capability one = Centre.as(Kind.SSA, centre.service(SimProtocol.SSA, "/in/ssa", within));
        Capability other = Centre.as(Kind.SSA, centre.service(SimProtocol.SSA, "/out/ssa", outside));
        centre.register("in", CATALOG_SERVICE, centre.declared(within), server, List.of("in.main", OBSCORE), one);
        centre.register("out", CATALOG_SERVICE, centre.declared(outside), server, List.of("out.main"), other);
    }

    private static void withImages(Draft draft) {
        Centre centre = draft.spectralCentre();
        List<Dataset> images = centre.images();
        List<Dataset> spectra = some(draft, Content.PLAIN_SPECTRA, true);
        List<Dataset> all = new ArrayList<>(images);
        all.addAll(spectra);
        centre.register(
                "survey",
                centre.declared(all),
                Centre.as(Kind.SIA2, centre.service(SimProtocol.SIA2, "/survey/sia2", images)),
                Centre.as(Kind.SSA, centre.service(SimProtocol.SSA, "/survey/ssa", spectra)));
    }

    private static void mirror(Draft draft) {
        Centre home = draft.spectralCentre();
        Centre mirror = draft.spectralCentre();
        List<Dataset> data = some(draft, Content.SPECTRA, true);
        SimService one = home.service(SimProtocol.SSA, "/home/ssa", data);
        home.register("home", home.declared(data), Centre.as(Kind.SSA, one));
        SimService copy = mirror.service(SimProtocol.SSA, "/mirror/ssa", data);
        mirror.register("mirror", mirror.declared(data), Centre.as(Kind.SSA, copy));
    }

    private static void typed(Draft draft) {
        Centre centre = draft.spectralCentre();
        List<Dataset> data = some(draft, Content.TIME_SERIES, true);
        Capability ssa = Centre.as(Kind.SSA, centre.service(SimProtocol.SSA, "/series/ssa", data));
        Coverage coverage = centre.declared(data);
        draft.register(centre.resource("series", CATALOG_SERVICE, coverage, List.of(), List.of(), ssa)
                .withProductTypes(List.of("timeseries")));
    }

    private static void formats(Draft draft) {
        Centre centre = draft.spectralCentre();
        List<Dataset> data = draft.spectra().collection(Content.SPECTRA, true, List.of(FileFormat.values()));
        SimService service = centre.service(SimProtocol.SSA, "/formats/ssa", data);
        centre.register("formats", centre.declared(data), Centre.as(Kind.SSA, service));
    }

    private static void types(Draft draft) {
        Centre centre = draft.spectralCentre();
        List<Dataset> data = some(draft, Content.ALL, true);
        UnaryOperator<String> spelling =
                centre.random().nextBoolean() ? SpectralRecipe::upperCase : SpectralRecipe::capitalized;
        SimService tap = centre.service(SimProtocol.OBSTAP, "/types/tap", OBSCORE, data, spelling);
        Capability table = Centre.as(Kind.OBSTAP_TABLE, tap);
        centre.register("types", CATALOG_RESOURCE, centre.declared(data), List.of(), List.of(OBSCORE), table);
    }

    private static String upperCase(String type) {
        return type.toUpperCase(Locale.ROOT);
    }

    private static String capitalized(String type) {
        return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    }
}
