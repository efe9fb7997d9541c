package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.simvo.universe.Resource.Kind;

/** The ways in which data centres publish and register, each with how many services it makes. */
enum Recipe {
    SIA1_ALONE(1) {
        @Override
        void make(Draft draft) {
            Centre centre = draft.centre();
            List<Dataset> data = centre.collection(true, false);
            SimService service = centre.service(SimProtocol.SIA1, "/images/sia", null, data);
            String[] suffixes = {"", "?", "?coll=a&v=1&"};
            centre.register(
                    "images",
                    CATALOG_SERVICE,
                    centre.declared(data),
                    List.of(),
                    List.of(),
                    Centre.as(Kind.SIA1, service, suffixes[draft.random().nextInt(3)]));
        }
    },
    SIA2_ALONE(1) {
        @Override
        void make(Draft draft) {
            Centre centre = draft.centre();
            List<Dataset> data = centre.collection(false, draft.random().nextBoolean());
            SimService service = centre.service(SimProtocol.SIA2, "/images/sia2", null, data);
            Kind[] kinds = {Kind.SIA2, Kind.SIA2, Kind.SIA2_AS_SIA1, Kind.SIA2_AUX};
            centre.register(
                    "images2",
                    CATALOG_SERVICE,
                    centre.declared(data),
                    List.of(),
                    List.of(),
                    Centre.as(kinds[draft.random().nextInt(4)], service));
        }
    },
    /** The same under both versions and one ivoid: the better one is enough. */
    BOTH_SIAS(2) {
        @Override
        void make(Draft draft) {
            Centre centre = draft.centre();
            List<Dataset> data = centre.collection(true, true);
            SimService one = centre.service(SimProtocol.SIA1, "/both/sia", null, data);
            SimService two = centre.service(SimProtocol.SIA2, "/both/sia2", null, data);
            centre.register(
                    "both",
                    CATALOG_SERVICE,
                    centre.declared(data),
                    List.of(),
                    List.of(),
                    Centre.as(draft.random().nextBoolean() ? Kind.SIA1 : Kind.SIA1_AUX, one),
                    Centre.as(Kind.SIA2, two));
        }
    },
    /** Each says that it is served by the other. */
    MUTUAL(2) {
        @Override
        void make(Draft draft) {
            Centre centre = draft.centre();
            List<Dataset> data = centre.collection(true, false);
            SimService one = centre.service(SimProtocol.SIA1, "/mutual/sia", null, data);
            SimService two = centre.service(SimProtocol.SIA2, "/mutual/sia2", null, data);
            Coverage coverage = centre.declared(data);
            centre.register(
                    "mutual-a",
                    CATALOG_SERVICE,
                    coverage,
                    List.of(centre.ivoid("mutual-b")),
                    List.of(),
                    Centre.as(Kind.SIA1, one));
            centre.register(
                    "mutual-b",
                    CATALOG_SERVICE,
                    coverage,
                    List.of(centre.ivoid("mutual-a")),
                    List.of(),
                    Centre.as(Kind.SIA2, two));
        }
    },
    /** One service registered three times, with URLs that mean the same. */
    TWINS(1) {
        @Override
        void make(Draft draft) {
            Centre centre = draft.centre();
            List<Dataset> data = centre.collection(true, false);
            SimService service = centre.service(SimProtocol.SIA1, "/twins/sia", null, data);
            Coverage coverage = centre.declared(data);
            centre.register(
                    "twin-1",
                    CATALOG_SERVICE,
                    coverage,
                    List.of(),
                    List.of(),
                    Centre.as(Kind.SIA1, service, "?coll=t&v=1"));
            centre.register(
                    "twin-2",
                    CATALOG_SERVICE,
                    coverage,
                    List.of(),
                    List.of(),
                    Centre.as(Kind.SIA1, service, "?v=1&coll=t"));
            centre.register(
                    "twin-3",
                    CATALOG_SERVICE,
                    coverage,
                    List.of(),
                    List.of(),
                    Centre.asSecure(Kind.SIA1, service, "?coll=t&v=1"));
        }
    },
    /** ObsTAP as it used to be registered, with collections that are in its table and say so. */
    OBSTAP_OLD(3) {
        @Override
        void make(Draft draft) {
            ObsTapCentre.make(draft, ObsTapCentre.Registered.MODEL, "ivoa.obscore", 2, 0);
        }
    },
    /** ObsTAP as it is registered today; a collection is served by the TAP service, but not by this table. */
    OBSTAP_NEW(3) {
        @Override
        void make(Draft draft) {
            ObsTapCentre.make(draft, ObsTapCentre.Registered.TABLE, "ivoa.obscore", 1, 1);
        }
    },
    OBSTAP_OTHER_NAME(2) {
        @Override
        void make(Draft draft) {
            ObsTapCentre.make(draft, ObsTapCentre.Registered.TABLE, "dc.images", 1, 0);
        }
    },
    OBSTAP_BOTH_WAYS(3) {
        @Override
        void make(Draft draft) {
            ObsTapCentre.make(draft, ObsTapCentre.Registered.BOTH, "ivoa.obscore", 1, 1);
        }
    },
    /** Each collection of an ObsCore table has a record that lists the table, one of them without coverage. */
    RECORD_PER_COLLECTION(1) {
        @Override
        void make(Draft draft) {
            SharedServices.recordPerCollection(draft.centre());
        }
    },
    /** One record with all three protocols. */
    ALL_PROTOCOLS(3) {
        @Override
        void make(Draft draft) {
            SharedServices.allProtocols(draft.centre());
        }
    },
    /** One service for all of a data centre, which declares nothing; its collections have records of their own. */
    SITEWIDE(1) {
        @Override
        void make(Draft draft) {
            SharedServices.sitewide(draft.centre());
        }
    },
    /** One host with many services. */
    LARGE_CENTRE(10) {
        @Override
        void make(Draft draft) {
            ObsTapCentre.make(draft, ObsTapCentre.Registered.BOTH, "ivoa.obscore", 5, 4);
        }
    },
    /** The same datasets, by their DIDs, from two centres. */
    MIRROR(2) {
        @Override
        void make(Draft draft) {
            Centre home = draft.centre();
            Centre mirror = draft.centre();
            List<Dataset> data = home.collection(false, true);
            SimService two = home.service(SimProtocol.SIA2, "/home/sia2", null, data);
            home.register(
                    "home", CATALOG_SERVICE, home.declared(data), List.of(), List.of(), Centre.as(Kind.SIA2, two));
            SimService copy = mirror.service(SimProtocol.SIA2, "/mirror/sia2", null, data);
            mirror.register(
                    "mirror", CATALOG_SERVICE, mirror.declared(data), List.of(), List.of(), Centre.as(Kind.SIA2, copy));
        }
    };

    static final String CATALOG_SERVICE = "vs:catalogservice";

    private final int services;

    Recipe(int services) {
        this.services = services;
    }

    /** Makes one data centre or two. */
    abstract void make(Draft draft);

    /** All of them in an order left to chance. */
    static List<Recipe> shuffled(java.util.SplittableRandom random) {
        List<Recipe> all = new ArrayList<>(List.of(values()));
        for (int i = all.size() - 1; i > 0; i--) {
            java.util.Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all;
    }

    int services() {
        return services;
    }
}
