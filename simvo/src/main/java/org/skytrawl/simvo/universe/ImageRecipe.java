package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;

/** The ways in which data centres publish and register images. */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas have no state
enum ImageRecipe implements Recipe {
    SIA1_ALONE(1, ImageRecipe::sia1Alone),
    SIA2_ALONE(1, ImageRecipe::sia2Alone),
    /** The same under both versions and one ivoid: the better one is enough. */
    BOTH_SIAS(2, ImageRecipe::bothSias),
    /** Each says that it is served by the other. */
    MUTUAL(2, ImageRecipe::mutual),
    /** One service registered three times, with URLs that mean the same. */
    TWINS(1, ImageRecipe::twins),
    /** ObsTAP as it used to be registered, with collections that are in its table and say so. */
    OBSTAP_OLD(3, draft -> obsTap(draft, Registered.MODEL, ImageRecipe.OBSCORE, 2, 0)),
    /** ObsTAP as it is registered today; a collection is served by the TAP service, but not by this table. */
    OBSTAP_NEW(3, draft -> obsTap(draft, Registered.TABLE, ImageRecipe.OBSCORE, 1, 1)),
    OBSTAP_OTHER_NAME(2, draft -> obsTap(draft, Registered.TABLE, "dc.images", 1, 0)),
    OBSTAP_BOTH_WAYS(3, draft -> obsTap(draft, Registered.BOTH, ImageRecipe.OBSCORE, 1, 1)),
    /** Each collection of an ObsCore table has a record that lists the table, one of them without coverage. */
    RECORD_PER_COLLECTION(1, ImageRecipe::recordPerCollection),
    ALL_PROTOCOLS(3, ImageRecipe::allProtocols),
    /** One service for all of a data centre, which declares nothing; its collections have records of their own. */
    SITEWIDE(1, ImageRecipe::sitewide),
    LARGE_CENTRE(10, draft -> obsTap(draft, Registered.BOTH, ImageRecipe.OBSCORE, 5, 4)),
    /** The same datasets, by their DIDs, from two centres. */
    MIRROR(2, ImageRecipe::mirror);

    private static final String OBSCORE = "ivoa.obscore";
    private static final String CATALOG_SERVICE = "vs:catalogservice";
    private static final String CATALOG_RESOURCE = "vs:catalogresource";

    private final int services;
    private final Consumer<Draft> maker;

    ImageRecipe(int services, Consumer<Draft> maker) {
        this.services = services;
        this.maker = maker;
    }

    private enum Registered {
        MODEL,
        TABLE,
        BOTH
    }

    @Override
    public void make(Draft draft) {
        maker.accept(draft);
    }

    @Override
    public int services() {
        return services;
    }

    private static void sia1Alone(Draft draft) {
        Centre centre = draft.centre();
        List<Dataset> data = centre.collection(true, false);
        SimService service = centre.service(SimProtocol.SIA1, "/images/sia", data);
        String[] suffixes = {"", "?", "?coll=a&v=1&"};
        centre.register(
                "images",
                centre.declared(data),
                Centre.as(Kind.SIA1, service, suffixes[draft.random().nextInt(3)]));
    }

    private static void sia2Alone(Draft draft) {
        Centre centre = draft.centre();
        List<Dataset> data = centre.collection(false, draft.random().nextBoolean());
        SimService service = centre.service(SimProtocol.SIA2, "/images/sia2", data);
        Kind[] kinds = {Kind.SIA2, Kind.SIA2, Kind.SIA2_AS_SIA1, Kind.SIA2_AUX};
        centre.register(
                "images2", centre.declared(data), Centre.as(kinds[draft.random().nextInt(4)], service));
    }

    private static void bothSias(Draft draft) {
        Centre centre = draft.centre();
        List<Dataset> data = centre.collection(true, true);
        SimService one = centre.service(SimProtocol.SIA1, "/both/sia", data);
        SimService two = centre.service(SimProtocol.SIA2, "/both/sia2", data);
        centre.register(
                "both",
                centre.declared(data),
                Centre.as(draft.random().nextBoolean() ? Kind.SIA1 : Kind.SIA1_AUX, one),
                Centre.as(Kind.SIA2, two));
    }

    private static void mutual(Draft draft) {
        Centre centre = draft.centre();
        List<Dataset> data = centre.collection(true, false);
        Capability one = Centre.as(Kind.SIA1, centre.service(SimProtocol.SIA1, "/mutual/sia", data));
        Capability two = Centre.as(Kind.SIA2, centre.service(SimProtocol.SIA2, "/mutual/sia2", data));
        Coverage coverage = centre.declared(data);
        centre.register("mutual-a", CATALOG_SERVICE, coverage, List.of(centre.ivoid("mutual-b")), List.of(), one);
        centre.register("mutual-b", CATALOG_SERVICE, coverage, List.of(centre.ivoid("mutual-a")), List.of(), two);
    }

    private static void twins(Draft draft) {
        Centre centre = draft.centre();
        List<Dataset> data = centre.collection(true, false);
        SimService service = centre.service(SimProtocol.SIA1, "/twins/sia", data);
        Coverage coverage = centre.declared(data);
        centre.register("twin-1", coverage, Centre.as(Kind.SIA1, service, "?coll=t&v=1"));
        centre.register("twin-2", coverage, Centre.as(Kind.SIA1, service, "?v=1&coll=t"));
        centre.register("twin-3", coverage, Centre.asSecure(Kind.SIA1, service, "?coll=t&v=1"));
    }

    /**
     * @param within the number of collections that are in the table, and list it; the others are only served by the TAP
     * service
     */
    private static void obsTap(Draft draft, Registered registered, String table, int within, int outside) {
        Centre centre = draft.centre();
        List<List<Dataset>> collections = new ArrayList<>();
        List<Dataset> inTable = new ArrayList<>(centre.collection(false, true));
        for (int i = 0; i < within + outside; i++) {
            // ObsCore wants a DID of each dataset
            List<Dataset> data = centre.collection(true, i < within);
            collections.add(data);
            if (i < within) {
                inTable.addAll(data);
            }
        }
        SimService tap = centre.service(SimProtocol.OBSTAP, "/tap", table, inTable);
        Coverage ofTable = draft.random().nextInt(3) == 0 ? Coverage.NONE : Coverage.full(inTable);
        if (registered == Registered.TABLE) {
            centre.register("tap", Coverage.NONE, Centre.as(Kind.TAP, tap));
        } else {
            // where the table has a record of its own, this one declares no coverage
            Coverage coverage = registered == Registered.MODEL ? ofTable : Coverage.NONE;
            Capability model = Centre.as(Kind.OBSTAP_MODEL, tap);
            centre.register("tap", CATALOG_SERVICE, coverage, List.of(), List.of(table), model);
        }
        if (registered != Registered.MODEL) {
            Kind kind = draft.random().nextBoolean() ? Kind.OBSTAP_TABLE : Kind.OBSTAP_TABLE_AUX;
            centre.register("obscore", CATALOG_RESOURCE, ofTable, List.of(), List.of(table), Centre.as(kind, tap));
        }
        List<String> server = List.of(centre.ivoid(registered == Registered.TABLE ? "obscore" : "tap"));
        for (int i = 0; i < collections.size(); i++) {
            List<Dataset> data = collections.get(i);
            boolean sia1 = draft.random().nextInt(3) > 0;
            SimService service = sia1
                    ? centre.service(SimProtocol.SIA1, "/coll" + i + "/sia", data)
                    : centre.service(SimProtocol.SIA2, "/coll" + i + "/sia2", data);
            String own = "coll" + i + ".main";
            centre.register(
                    "coll" + i,
                    CATALOG_SERVICE,
                    centre.declared(data),
                    server,
                    i < within ? List.of(own, table) : List.of(own),
                    Centre.as(Kind.of(service.protocol()), service));
        }
    }

    /** One record without coverage makes the coverage of the common table unknown. */
    private static void recordPerCollection(Draft draft) {
        Centre centre = draft.centre();
        List<List<Dataset>> collections =
                List.of(centre.collection(false, true), centre.collection(false, true), centre.collection(false, true));
        SimService tap = centre.service(SimProtocol.OBSTAP, "/tap", OBSCORE, all(collections));
        centre.register("tap", Coverage.NONE, Centre.as(Kind.OBSTAP_MODEL, tap, "/"));
        List<String> server = List.of(centre.ivoid("tap"));
        Capability part = Centre.as(Kind.OBSTAP_TABLE_AUX, tap);
        for (int i = 0; i < collections.size(); i++) {
            Coverage coverage = i == 1 ? Coverage.NONE : Coverage.full(collections.get(i));
            centre.register("part" + i, CATALOG_RESOURCE, coverage, server, List.of(OBSCORE), part);
        }
    }

    private static void allProtocols(Draft draft) {
        Centre centre = draft.centre();
        List<Dataset> data = centre.collection(true, true);
        centre.register(
                "all",
                CATALOG_RESOURCE,
                centre.declared(data),
                List.of(),
                List.of(OBSCORE),
                Centre.as(Kind.OBSTAP_TABLE, centre.service(SimProtocol.OBSTAP, "/all/tap", OBSCORE, data)),
                Centre.as(Kind.SIA2, centre.service(SimProtocol.SIA2, "/all/sia2", data)),
                Centre.as(Kind.SIA1, centre.service(SimProtocol.SIA1, "/all/sia", data)));
    }

    private static void sitewide(Draft draft) {
        Centre centre = draft.centre();
        List<List<Dataset>> collections = List.of(centre.collection(false, true), centre.collection(false, false));
        SimService service = centre.service(SimProtocol.SIA2, "/sitewide", all(collections));
        centre.register("sitewide", Coverage.NONE, Centre.as(Kind.SIA2, service));
        List<String> server = List.of(centre.ivoid("sitewide"));
        Capability own = Centre.as(Kind.SIA2_AUX, service);
        for (int i = 0; i < collections.size(); i++) {
            Coverage coverage = Coverage.full(collections.get(i));
            centre.register("of-site" + i, CATALOG_RESOURCE, coverage, server, List.of(), own);
        }
    }

    private static void mirror(Draft draft) {
        Centre home = draft.centre();
        Centre mirror = draft.centre();
        List<Dataset> data = home.collection(false, true);
        SimService two = home.service(SimProtocol.SIA2, "/home/sia2", data);
        home.register("home", home.declared(data), Centre.as(Kind.SIA2, two));
        SimService copy = mirror.service(SimProtocol.SIA2, "/mirror/sia2", data);
        mirror.register("mirror", mirror.declared(data), Centre.as(Kind.SIA2, copy));
    }

    static void noImages(Centre centre) {
        noImages(centre, "stars", new Capability(Kind.CONE_SEARCH, "http://127.0.0.1:1/stars/scs?", -1));
        noImages(centre, "tables", new Capability(Kind.TAP, "http://127.0.0.1:1/tap", -1));
        noImages(centre, "members", new Capability(Kind.SIA2_MEMBERS, "http://127.0.0.1:1/members", -1));
    }

    private static void noImages(Centre centre, String name, Capability capability) {
        List<String> tables = List.of(name.equals("members") ? "members.main" : "stars.main");
        centre.register(name, CATALOG_SERVICE, Coverage.EVERYTHING, List.of(), tables, capability);
    }

    private static List<Dataset> all(List<List<Dataset>> collections) {
        return collections.stream().flatMap(List::stream).toList();
    }
}
