package org.skytrawl.simvo.universe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Resource.Kind;

public final class UniverseMaker {
    private static final int OWN_HOST_EVERY = 10;

    private UniverseMaker() {}

    public static Universe make(SimOptions options, SimServer server) {
        Draft draft = new Draft(options, server);
        switch (options.layout()) {
            case WILD -> wild(draft);
            case TARGETS -> new TargetsLayout(draft, options.seed()).make();
            case HARVEST -> new HarvestLayout(draft, options).make();
            default -> plain(draft, options.layout());
        }
        return draft.universe();
    }

    public static @Nullable Integer datasetId(String accessUrl) {
        return AccessUrls.idOf(accessUrl);
    }

    /** The file that an access URL means, in any of its spellings: the dataset's number and the format. */
    public static @Nullable String fileId(String accessUrl) {
        return AccessUrls.fileOf(accessUrl);
    }

    /** All files of a dataset, as {@link #fileId} has them. */
    public static Set<String> fileIds(Dataset dataset) {
        return AccessUrls.filesOf(dataset);
    }

    /** All recipes in turn, so that the smallest universe that has room for them has them all. */
    private static void wild(Draft draft) {
        Deque<Recipe> next = new ArrayDeque<>();
        while (draft.left() > 0) {
            if (next.isEmpty()) {
                next.addAll(Recipe.shuffled(draft));
            }
            Recipe recipe = next.remove();
            if (recipe.services() <= draft.left()) {
                recipe.make(draft);
            } else if (next.stream().allMatch(other -> other.services() > draft.left())) {
                ImageRecipe.SIA2_ALONE.make(draft);
            }
        }
        ImageRecipe.noImages(draft.centre());
    }

    private static void plain(Draft draft, SimOptions.Layout layout) {
        SimHost shared = draft.host();
        boolean oneHost = layout == SimOptions.Layout.ONE_HOST;
        boolean spectra = layout == SimOptions.Layout.SPECTRA;
        List<SimProtocol> protocols = oneHost
                ? List.of(SimProtocol.SIA2)
                : spectra
                        ? List.of(SimProtocol.SSA)
                        : Arrays.stream(SimProtocol.values())
                                .filter(protocol -> protocol.gives("image"))
                                .toList();
        while (draft.left() > 0) {
            int number = draft.left();
            Centre centre = oneHost && number % OWN_HOST_EVERY != 0 ? draft.centre(shared) : draft.centre(draft.host());
            SimProtocol protocol = protocols.get(number % protocols.size());
            List<Dataset> data = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                data.add(spectra ? draft.spectra().example() : draft.datasets().example());
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
