package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class TextResultWritersTest {
    private static String written(OutputFormat format, List<FoundDataset> datasets) throws IOException {
        return new String(Runs.written(format, datasets, Runs.endedLog()), StandardCharsets.UTF_8);
    }

    /** Reads CSV by the grammar of RFC 4180, with line feeds. */
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && text.startsWith("\"", i + 1)) {
                cell.append('"');
                i++;
            } else if (c == '"') {
                assertThat(quoted || cell.isEmpty())
                        .as("a quote within a plain cell")
                        .isTrue();
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        assertThat(row).as("a last line without its end").isEmpty();
        return rows;
    }

    @Test
    void csvReadsBackEqual() throws IOException {
        List<FoundDataset> datasets = Runs.datasets();
        List<List<String>> rows = csv(written(OutputFormat.CSV, datasets));
        List<String> header = rows.getFirst();
        assertThat(header)
                .hasSize(ObsCoreColumn.values().length + 8)
                .endsWith(
                        "separation",
                        "origin_ivoid",
                        "origin_title",
                        "origin_protocol",
                        "origin_url",
                        "origins",
                        "origins_protocols",
                        "overlap");
        assertThat(rows).hasSize(4);
        for (int row = 0; row < datasets.size(); row++) {
            List<String> cells = rows.get(row + 1);
            assertThat(cells).hasSameSizeAs(header);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                Object value = datasets.get(row).record().value(column);
                String cell = cells.get(header.indexOf(column.name()));
                if (value instanceof Double number) {
                    assertThat(Double.parseDouble(cell)).as(column.name()).isEqualTo(number);
                } else {
                    assertThat(cell)
                            .as(column.name())
                            .isEqualTo(
                                    value == null ? "" : Runs.HOSTILE.equals(value) ? Runs.HARMLESS : value.toString());
                }
            }
            assertThat(cells.getLast())
                    .isEqualTo(List.of("tested", "", "service").get(row));
            assertThat(cells.get(header.indexOf("origin_title")))
                    .isEqualTo(CellText.clean(datasets.get(row).origin().title()));
        }
    }

    @Test
    void csvOfNothingIsAHeader() throws IOException {
        assertThat(csv(written(OutputFormat.CSV, List.of()))).hasSize(1);
    }

    @Test
    void jsonReadsBackEqual() throws IOException {
        List<FoundDataset> datasets = Runs.datasets();
        String text = written(OutputFormat.JSON_LINES, datasets);
        assertThat(text).endsWith("}\n");
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(3);
        for (int row = 0; row < datasets.size(); row++) {
            JsonNode object = new ObjectMapper().readTree(lines.get(row));
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                Object value = datasets.get(row).record().value(column);
                JsonNode member = object.get(column.name());
                if (value == null) {
                    assertThat(member).as(column.name()).isNull();
                } else if (value instanceof Double number && number.isInfinite()) {
                    assertThat(member.stringValue()).isEqualTo(number.toString());
                } else if (value instanceof Number number) {
                    assertThat(member.isNumber()).isTrue();
                    assertThat(member.doubleValue()).isEqualTo(number.doubleValue());
                } else {
                    assertThat(member.stringValue()).isEqualTo(Runs.HOSTILE.equals(value) ? Runs.HARMLESS : value);
                }
            }
            assertThat(object.path("overlap").asString(""))
                    .isEqualTo(List.of("tested", "", "service").get(row));
            List<Origin> origins = datasets.get(row).origins();
            JsonNode array = object.get("origins");
            assertThat(array.size()).isEqualTo(origins.size());
            for (int i = 0; i < origins.size(); i++) {
                assertThat(array.get(i).get("ivoid").stringValue())
                        .isEqualTo(origins.get(i).ivoid().value());
                assertThat(array.get(i).get("title").stringValue())
                        .isEqualTo(CellText.clean(origins.get(i).title()));
                assertThat(array.get(i).get("protocol").stringValue())
                        .isEqualTo(origins.get(i).protocol().name());
                assertThat(array.get(i).get("url").stringValue())
                        .isEqualTo(CellText.clean(origins.get(i).url()));
            }
        }
    }

    @Test
    void jsonOfNothingIsEmpty() throws IOException {
        assertThat(written(OutputFormat.JSON_LINES, List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhenTheStreamCannotBeWritten(OutputFormat format) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatThrownBy(() -> format.writer().write(Runs.datasets(), Runs.endedLog(), full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FITS", "PARQUET"})
    void writesNoControlCharacters(OutputFormat format) throws IOException {
        assertThat(written(format, Runs.datasets()).codePoints())
                .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
    }
}
