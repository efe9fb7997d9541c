package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A server that cannot write large files: to it, the disk is full. */
class FullDiskIT {
    private static final int LARGEST_BYTES = 1 << 20;

    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no ulimit")
    void aFileThatTheDiskDoesNotTakeIsNoSlowRequest() throws Exception {
        // in blocks of 512 bytes
        String limited = "ulimit -f " + LARGEST_BYTES / 512 + "; exec \"$@\"";
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 1));
                ServerProcess server = ServerProcess.start(vo.registryUrl(), folder, "/bin/sh", "-c", limited, "sh")) {
            HttpResponse<byte[]> answer =
                    server.send("POST", "api/files?kind=moc", "application/octet-stream", new byte[2 * LARGEST_BYTES]);

            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .contains("\"not_stored\"")
                    .contains("the file cannot be stored: ");
            assertThat(answer.statusCode()).isEqualTo(503);
        }
    }
}
