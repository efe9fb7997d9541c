package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be written to stdout is not as good as written. */
class LostOutputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry mirrors --registry http://127.0.0.1:1/tap",
                "registry status --registry http://127.0.0.1:1/tap",
                "services --cone 1,2,3 --sia2 http://127.0.0.1:1/sia",
                "--version"
            })
    void isSaidAndStatus1(String words) {
        StringWriter err = new StringWriter();
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        int status = Main.commandLine(new PrintWriter(full, false, StandardCharsets.UTF_8), new PrintWriter(err, true))
                .execute(words.split(" "));
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).endsWith(": stdout was closed, or its disk is full: the output is incomplete\n");
    }
}
