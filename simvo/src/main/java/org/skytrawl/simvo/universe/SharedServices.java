package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;

/** Services that several records share, and records that several services share. */
final class SharedServices {
    private static final String CATALOG_RESOURCE = "vs:catalogresource";
    private static final List<String> OBSCORE = List.of("ivoa.obscore");

    private SharedServices() {}

    /** The coverage of a common table is that of all its records; that one is silent keeps the others from saying no. */
    static void recordPerCollection(Centre centre) {
        List<List<Dataset>> collections =
                List.of(centre.collection(false, true), centre.collection(false, true), centre.collection(false, true));
        List<Dataset> all = new ArrayList<>();
        collections.forEach(all::addAll);
        SimService tap = centre.service(SimProtocol.OBSTAP, "/tap", OBSCORE.getFirst(), all);
        centre.register(
                "tap",
                Recipe.CATALOG_SERVICE,
                Coverage.NONE,
                List.of(),
                List.of(),
                Centre.as(Kind.OBSTAP_MODEL, tap, "/"));
        for (int i = 0; i < collections.size(); i++) {
            centre.register(
                    "part" + i,
                    CATALOG_RESOURCE,
                    i == 1 ? Coverage.NONE : CoverageMaker.full(collections.get(i)),
                    List.of(centre.ivoid("tap")),
                    OBSCORE,
                    Centre.as(Kind.OBSTAP_TABLE_AUX, tap));
        }
    }

    static void allProtocols(Centre centre) {
        List<Dataset> data = centre.collection(true, true);
        centre.register(
                "all",
                CATALOG_RESOURCE,
                centre.declared(data),
                List.of(),
                OBSCORE,
                Centre.as(Kind.OBSTAP_TABLE, centre.service(SimProtocol.OBSTAP, "/all/tap", OBSCORE.getFirst(), data)),
                Centre.as(Kind.SIA2, centre.service(SimProtocol.SIA2, "/all/sia2", null, data)),
                Centre.as(Kind.SIA1, centre.service(SimProtocol.SIA1, "/all/sia", null, data)));
    }

    static void sitewide(Centre centre) {
        List<List<Dataset>> collections = List.of(centre.collection(false, true), centre.collection(false, false));
        List<Dataset> all = new ArrayList<>();
        collections.forEach(all::addAll);
        SimService service = centre.service(SimProtocol.SIA2, "/sitewide", null, all);
        centre.register(
                "sitewide", Recipe.CATALOG_SERVICE, Coverage.NONE, List.of(), List.of(), Centre.as(Kind.SIA2, service));
        for (int i = 0; i < collections.size(); i++) {
            centre.register(
                    "of-site" + i,
                    CATALOG_RESOURCE,
                    CoverageMaker.full(collections.get(i)),
                    List.of(centre.ivoid("sitewide")),
                    List.of(),
                    Centre.as(Kind.SIA2_AUX, service));
        }
    }

    /** Records from which no image can be had, as a registry is full of them. */
    static void noImages(Centre centre) {
        record(centre, "stars", "stars.main", new Capability(Kind.CONE_SEARCH, "http://127.0.0.1:1/stars/scs?", -1));
        record(centre, "tables", "stars.main", new Capability(Kind.TAP, "http://127.0.0.1:1/tap", -1));
        record(centre, "members", "members.main", new Capability(Kind.SIA2_MEMBERS, "http://127.0.0.1:1/members", -1));
    }

    private static void record(Centre centre, String name, String table, Capability capability) {
        centre.register(
                name, Recipe.CATALOG_SERVICE, CoverageMaker.everything(), List.of(), List.of(table), capability);
    }
}
