package org.skytrawl.simvo.registry;

import java.io.IOException;
import java.nio.file.Path;
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

    /** @param records a folder with VOResource records that the registry has besides those of the universe, or null */
    public static TapService make(
            TapDatabase database, Universe universe, String accessUrl, String path, @Nullable Path records)
            throws IOException {
        Map<Table, List<@Nullable Object[]>> rows;
        try {
            rows = RegistryContent.of(universe, accessUrl, records == null ? List.of() : RecordFiles.active(records));
        } catch (IllegalArgumentException e) {
            throw new IOException("of the records in " + records + ", " + e.getMessage(), e);
        }
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
