package org.skytrawl.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.regtap.RegistryContents;

class ContentsJsonTest {
    private static final @Nullable Object[] CELLS = {
        "ivo://a/\"é\"\n",
        null,
        0.1f,
        0.1,
        3,
        (short) -4,
        5L,
        Float.NaN,
        Double.POSITIVE_INFINITY,
        true,
        1e300,
        2f,
        'x',
        ""
    };

    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RegistryContents contents = new RegistryContents(
                Instant.parse("2026-03-01T12:00:00.123Z"),
                List.of("SELECT 1", "SELECT 2"),
                List.of(List.of(new RegistryRow(CELLS)), List.of()),
                Map.of("ivo://a/b", "2026-01-01"),
                List.of("lost 3"));
        ContentsJson.write(contents, "stamp", out);
        return out.toByteArray();
    }

    @Test
    void readsBackTheSameTextsAndNumbers() throws IOException {
        RegistryContents read = ContentsJson.read("stamp", new ByteArrayInputStream(written()));
        RegistryRow before = new RegistryRow(CELLS);
        RegistryRow row = read.answers().getFirst().getFirst();
        for (int i = 0; i < CELLS.length; i++) {
            assertThat(row.text(i)).as("column " + i).isEqualTo(before.text(i));
            assertThat(row.real(i)).as("column " + i).isEqualTo(before.real(i));
            assertThat(row.integer(i)).as("column " + i).isEqualTo(before.integer(i));
            assertThat(row.flag(i)).as("column " + i).isEqualTo(before.flag(i));
        }
        assertThat(row.textIfThere(CELLS.length)).isNull();
        assertThat(read.answers().getLast()).isEmpty();
        assertThat(read.queries()).containsExactly("SELECT 1", "SELECT 2");
        assertThat(read.updated()).containsExactly(Map.entry("ivo://a/b", "2026-01-01"));
        assertThat(read.lost()).containsExactly("lost 3");
        assertThat(read.fullFetched()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
    }

    @Test
    void refusesWhatIsNotWholeOrBelongsElsewhere() throws IOException {
        byte[] whole = written();
        assertThatThrownBy(() -> ContentsJson.read("another", new ByteArrayInputStream(whole)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another snapshot");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ContentsJson.read("stamp", new ByteArrayInputStream(cut)))
                    .isInstanceOf(IOException.class);
        }
    }
}
