package org.skytrawl.simvo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.UniverseMaker;

/** What becomes of files with records; which rows of which record come is what testbed/regtap is about. */
class RecordFilesTest {
    @TempDir
    private Path folder;

    private static String record(String attributes, String content) {
        return "<ri:Resource xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\" " + attributes + ">" + content
                + "</ri:Resource>";
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private List<String> identifiers() throws IOException {
        return RecordFiles.active(folder).stream()
                .map(record -> String.valueOf(record.text("identifier")))
                .toList();
    }

    @Test
    void takesActiveRecordsOfAllFilesInOrder() throws IOException {
        write("b.xml", record("", "<identifier>ivo://A/two</identifier>"));
        write(
                "a.xml",
                "<all>" + record("status=\"active\"", "<identifier>ivo://A/one</identifier>")
                        + record("status=\"deleted\"", "<identifier>ivo://A/two</identifier>") + "</all>");
        write("notes.txt", "no record");
        assertThat(identifiers()).containsExactly("ivo://A/one", "ivo://A/two");
    }

    @Test
    void saysWhichFileIsNoRecord() throws IOException {
        assertThatThrownBy(this::identifiers)
                .hasMessageContaining("no records")
                .hasMessageContaining(folder.toString());
        write("a.xml", "<other/>");
        assertThatThrownBy(this::identifiers).hasMessageContaining("a.xml has no ri:Resource");
        write("a.xml", "<broken>");
        assertThatThrownBy(this::identifiers).hasMessageContaining("a.xml is no readable XML");
        write("a.xml", record("", "<identifier> </identifier>"));
        assertThatThrownBy(this::identifiers).hasMessageContaining("a.xml has a record without an identifier");
    }

    @Test
    void refusesTwoRecordsOfOneIdentifier() throws IOException {
        write("a.xml", record("", "<identifier>ivo://A/one</identifier>"));
        write("b.xml", record("", "<identifier>ivo://a/ONE</identifier>"));
        assertThatThrownBy(this::identifiers)
                .hasMessageContaining("ivo://a/one")
                .hasMessageContaining("a.xml")
                .hasMessageContaining("b.xml");
    }

    @Test
    void readsNothingFromOutsideTheFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        write(
                "a.xml",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                        + record("", "<identifier>&e;</identifier>"));
        assertThatThrownBy(this::identifiers).hasMessageContaining("DOCTYPE").hasMessageNotContaining("secret.txt");
        write("a.xml", "<a>".repeat(100) + "</a>".repeat(100));
        assertThatThrownBy(this::identifiers).hasMessageContaining("a.xml is no readable XML");
    }

    @Test
    void saysWhatOfARecordCannotBeRead() throws IOException {
        Map.of(
                        "<curation><date>soon</date></curation>", "\"soon\" is no date",
                        "<coverage><temporal>1 2 3</temporal></coverage>", "\"1 2 3\"",
                        "<coverage><spatial>9x</spatial></coverage>", "no MOC",
                        "<coverage><spectral>one two</spectral></coverage>", "one")
                .forEach((content, complaint) -> assertThatThrownBy(() -> rows(content))
                        .hasMessageContaining("ivo://a/one")
                        .hasMessageContaining(complaint));
    }

    @Test
    void isWholeThoughRecordsSayLittle() throws IOException {
        assertThat(rows("")).containsEntry("resource", 1L).doesNotContainKeys("res_role", "interface", "stc_spatial");
    }

    /** How many rows of the record each table has. */
    private Map<String, Long> rows(String content) throws IOException {
        write("a.xml", record("", "<identifier>ivo://A/one</identifier>" + content));
        try (SimServer server = SimServer.start()) {
            return RegistryContent.of(
                            UniverseMaker.make(SimOptions.of(10, 1), server),
                            "http://127.0.0.1:1/tap",
                            RecordFiles.active(folder))
                    .entrySet()
                    .stream()
                    .flatMap(table -> table.getValue().stream()
                            .filter(row -> "ivo://a/one".equals(row[0]))
                            .map(row -> table.getKey().name()))
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        }
    }
}
