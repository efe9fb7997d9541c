package org.skytrawl.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonLineTest {
    private static String objects(int count) {
        return "[" + "{},".repeat(count - 1) + "{}]";
    }

    @Test
    void aLineOfMillionsOfValuesIsNotMadeATree() {
        assertThat(JsonLine.read(objects(499_000)).size()).isEqualTo(499_000);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JsonLine.read(objects(600_000)))
                .satisfies(thrown -> assertThat(JsonLine.wrong(thrown))
                        .isEqualTo("it has more than 1000000 values, names and brackets"));
    }

    @Test
    void theErrorOfALogNamesTheLine() {
        byte[] log = ("{\"x\":" + objects(600_000) + "}\n{}\n").getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> LogFile.read("run", new ByteArrayInputStream(log)))
                .withMessage("line 1: it has more than 1000000 values, names and brackets");
    }
}
