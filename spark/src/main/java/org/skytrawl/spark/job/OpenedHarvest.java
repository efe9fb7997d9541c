package org.skytrawl.spark.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/** The journals of a harvest, which each executor reads once. Thread-safe. */
final class OpenedHarvest {
    private static @Nullable Path path;
    private static @Nullable CatalogueState opened;

    private OpenedHarvest() {}

    /**
     * The state of the harvest as this machine sees it.
     *
     * @param expected hash of the state that the driver sees
     * @throws HarvestException if the folder cannot be read, or is another one
     */
    static synchronized CatalogueState state(Path folder, String expected) {
        CatalogueState state = opened;
        if (state != null && folder.equals(path) && state.hash().equals(expected)) {
            return state;
        }
        try (HarvestFolder harvest = HarvestFolder.read(folder)) {
            state = CatalogueState.of(harvest);
        }
        if (!state.hash().equals(expected)) {
            throw new HarvestException(folder + " has another harvest on this machine than on that of the driver:"
                    + " all machines must share the folder");
        }
        path = folder;
        opened = state;
        return state;
    }
}
