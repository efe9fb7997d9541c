package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.simvo.universe.Resource.Kind;

/** A data centre with an ObsTAP service and collections that also have services of their own. */
final class ObsTapCentre {
    private ObsTapCentre() {}

    /** How the ObsTAP service is known. */
    enum Registered {
        MODEL,
        TABLE,
        BOTH
    }

    /**
     * Makes one.
     *
     * @param within how many collections are in its table, and list it among their tables
     * @param outside how many are served by the TAP service, but are not in the table
     */
    static void make(Draft draft, Registered registered, String table, int within, int outside) {
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
        Coverage ofTable = draft.random().nextInt(3) == 0 ? Coverage.NONE : CoverageMaker.full(inTable);
        if (registered != Registered.TABLE) {
            // where the table has a record of its own, this one says nothing of coverage
            Coverage coverage = registered == Registered.MODEL ? ofTable : Coverage.NONE;
            centre.register(
                    "tap",
                    Recipe.CATALOG_SERVICE,
                    coverage,
                    List.of(),
                    List.of(table),
                    Centre.as(Kind.OBSTAP_MODEL, tap));
        } else {
            centre.register(
                    "tap", Recipe.CATALOG_SERVICE, Coverage.NONE, List.of(), List.of(), Centre.as(Kind.TAP, tap));
        }
        if (registered != Registered.MODEL) {
            Kind kind = draft.random().nextBoolean() ? Kind.OBSTAP_TABLE : Kind.OBSTAP_TABLE_AUX;
            centre.register("obscore", "vs:catalogresource", ofTable, List.of(), List.of(table), Centre.as(kind, tap));
        }
        String server = centre.ivoid(registered == Registered.TABLE ? "obscore" : "tap");
        for (int i = 0; i < collections.size(); i++) {
            List<Dataset> data = collections.get(i);
            boolean sia1 = draft.random().nextInt(3) > 0;
            SimService service = centre.service(
                    sia1 ? SimProtocol.SIA1 : SimProtocol.SIA2, "/coll" + i + "/sia" + (sia1 ? "" : "2"), null, data);
            centre.register(
                    "coll" + i,
                    Recipe.CATALOG_SERVICE,
                    centre.declared(data),
                    List.of(server),
                    i < within ? List.of("coll" + i + ".main", table) : List.of("coll" + i + ".main"),
                    Centre.as(sia1 ? Kind.SIA1 : Kind.SIA2, service));
        }
    }
}
