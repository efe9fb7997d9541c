package org.skytrawl.simvo.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.tap.TapDatabase;
import org.skytrawl.simvo.tap.TapDescription;
import org.skytrawl.simvo.tap.TapService;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.votable.Table;

/** The registry of a simulated VO: a TAP service with the tables of RegTAP. */
public final class SimRegistry {
    private static final String SITE = "registry";
    private static final int MOST_ROWS = 1_000_000;

    private SimRegistry() {}

    /**
     * Fills the registry's tables and makes its service.
     *
     * @param accessUrl at which it will be
     * @param path where it will be mounted
     */
    public static TapService make(TapDatabase database, Universe universe, String accessUrl, String path) {
        Map<Table, List<@Nullable Object[]>> rows = RegistryContent.of(universe, accessUrl);
        rows.forEach((table, own) -> {
            database.create(SITE, table);
            database.insert(SITE, table, own);
        });
        TapDescription description = new TapDescription(
                SITE,
                "The registry of the simulated VO",
                accessUrl,
                RegTapTables.all(),
                20_000,
                MOST_ROWS,
                List.of(RegTapTables.DATA_MODEL),
                true);
        return new TapService(database, description, path);
    }
}
