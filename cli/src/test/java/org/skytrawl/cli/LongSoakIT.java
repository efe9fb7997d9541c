package org.skytrawl.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@link SoakIT} for longer, over more services. */
@Tag("long")
@Isolated("a thousand services have two seconds to answer in")
class LongSoakIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void leavesNothingBehindOfManyRunsOverAThousandServices() throws Exception {
        SoakIT.leavesNothingBehind(folder, 20, 1000, 2);
    }
}
