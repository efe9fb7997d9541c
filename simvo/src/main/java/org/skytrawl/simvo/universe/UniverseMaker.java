package org.skytrawl.simvo.universe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Resource.Kind;

public final class UniverseMaker {
    private static final int OWN_HOST_EVERY = 10;

    private UniverseMaker() {}

    public static Universe make(SimOptions options, SimServer server) {
        Draft draft = new Draft(options, server);
        if (options.layout() == SimOptions.Layout.WILD) {
            wild(draft);
        } else {
            plain(draft, options.layout() == SimOptions.Layout.ONE_HOST);
        }
        return draft.universe();
    }

    public static @Nullable Integer datasetId(String accessUrl) {
        return DatasetMaker.idOf(accessUrl);
    }

    /** All recipes in turn, so that the smallest universe that has room for them has them all. */
    private static void wild(Draft draft) {
        Deque<Recipe> next = new ArrayDeque<>();
        while (draft.left() > 0) {
            if (next.isEmpty()) {
                next.addAll(Recipe.shuffled(draft.random()));
            }
            Recipe recipe = next.remove();
            if (recipe.services() <= draft.left()) {
                recipe.make(draft);
            } else if (next.stream().allMatch(other -> other.services() > draft.left())) {
                Recipe.SIA2_ALONE.make(draft);
            }
        }
        Recipe.noImages(draft.centre());
    }

    private static void plain(Draft draft, boolean oneHost) {
        SimHost shared = draft.host();
        SimProtocol[] protocols = SimProtocol.values();
        while (draft.left() > 0) {
            int number = draft.left();
            Centre centre = oneHost && number % OWN_HOST_EVERY != 0 ? draft.centre(shared) : draft.centre(draft.host());
            SimProtocol protocol = oneHost ? SimProtocol.SIA2 : protocols[number % protocols.length];
            List<Dataset> data = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                data.add(draft.datasets().example());
            }
            String name = "s" + number;
            String table = protocol.table();
            SimService service = centre.service(protocol, "/" + name + protocol.path(), table, data);
            centre.register(
                    name,
                    "vs:catalogservice",
                    Coverage.EVERYTHING,
                    List.of(),
                    table == null ? List.of() : List.of(table),
                    Centre.as(Kind.of(protocol), service));
        }
    }
}
