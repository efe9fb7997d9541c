package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** XML from outside is read by {@link SafeXml} only: a parser as Java makes it loads files and URLs and expands entities. */
class OneXmlParserTest {
    /** What makes a parser, or reads XML by one of its own. */
    private static final Pattern PARSER =
            Pattern.compile("javax\\.xml\\.(parsers|stream|transform|validation|xpath|bind)\\b"
                    + "|java\\.beans\\.XML|XMLReaderFactory|\\bDOMImplementationLS\\b|storeToXML|loadFromXML"
                    + "|\\b(VOTableBuilder|VOElementFactory|DOMEntryFactory|VOTableDOMBuilder|StarTableFactory)\\b");

    private static final Map<String, String> ALLOWED = new TreeMap<>(Map.of(
            "SafeXml.java", "it is the one",
            "HubXml.java", "what a SAMP hub says, before JSAMP's own parser gets it: no DOCTYPE at all",
            "RecordFiles.java", "the simulated VO, which has nothing of core: no DOCTYPE at all",
            "UploadReader.java", "the simulated VO, which has nothing of core: no DOCTYPE at all"));

    @Test
    void noOtherClassMakesAParser() throws IOException {
        Path top = Path.of("").toAbsolutePath().resolveSibling("");
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("sky", "core", "cli", "simvo")) {
            try (Stream<Path> files = Files.walk(top.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(400);
        Set<String> making = new TreeSet<>();
        for (Path source : sources) {
            if (PARSER.matcher(Files.readString(source)).find()) {
                making.add(String.valueOf(source.getFileName()));
            }
        }
        assertThat(making).isEqualTo(ALLOWED.keySet());
    }
}
