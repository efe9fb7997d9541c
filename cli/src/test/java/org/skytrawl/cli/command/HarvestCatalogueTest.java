package org.skytrawl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.catalogue.CatalogueWriter;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.HarvestFolder;

class HarvestCatalogueTest {
    @TempDir
    private Path dir;

    @Test
    void theStatusTellsOfRowsThatWereNotMerged() {
        Instant now = Instant.now();
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            var unused = Harvest.begin(
                    folder, new HarvestFolder.About(now, "everything", List.of(List.of()), true), List.of());
            CatalogueWriter.begin(folder, 100)
                    .finish(
                            CatalogueState.of(folder),
                            List.of(),
                            List.of(new TooLarge("all of it", 4000), new TooLarge("more", 3)));
        }
        assertThat(HarvestCatalogue.inWords(dir, true, now))
                .startsWith("catalogue: 0 rows in 0 files, ")
                .endsWith("; 4,003 rows of 2 identifiers are not merged, for lack of memory, such as all of it");
    }
}
