package org.skytrawl.protocol.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Protocol;

class KnownProtocolsTest {
    /** The classes of single protocols, their names, and identifiers that only a descriptor needs. */
    private static final Pattern SINGLE = Pattern.compile("\\b(Sia1|Sia2|ObsTap)\\b|\"(SIA1|SIA2|OBSTAP)\""
            + "|\"(sia1?|sia2|obstap)\"|std/(sia|tap|obscore)|\"ivoa\\.obscore\"");

    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(/?\\*|//).*$");

    /** Where it is no matter of how a protocol is spoken. */
    private static final Map<String, String> ALLOWED = new TreeMap<>(Map.of(
            "CheckedProtocol.java", "the requests of a check: a protocol without a constant there cannot be checked",
            "ServiceType.java", "the example of a standard's identifier in a message",
            "ConstraintAdql.java", "names of standards for people, and data models that a registry is searched by"));

    @Test
    void knowsThemTheBestFirst() {
        assertThat(Protocol.known()).extracting(Protocol::name).containsExactly("OBSTAP", "SSA", "SIA2", "SIA1");
        assertThat(Protocol.known()).extracting(Protocol::toString).containsExactly("OBSTAP", "SSA", "SIA2", "SIA1");
        assertThat(Protocol.known()).isSorted().doesNotContain(Protocol.UNKNOWN);
    }

    @Test
    void aNameThatIsNotKnownIsAnError() {
        assertThat(Protocol.named("sia2")).isSameAs(Protocol.known().get(2));
        assertThatThrownBy(() -> Protocol.named("SIA3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown protocol 'SIA3': known are OBSTAP, SSA, SIA2, SIA1");
        assertThatThrownBy(() -> Protocol.named("UNKNOWN")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ivo://ivoa.net/std/sia               |      | SIA1
                    ivo://ivoa.net/std/sia               | 1.0  | SIA1
                    ivo://ivoa.net/std/sia               | 20   | SIA1
                    ivo://ivoa.net/std/sia               | 2    | SIA2
                    ivo://ivoa.net/std/sia               | 2.1  | SIA2
                    ivo://ivoa.net/std/sia#aux           | 1.0  | SIA1
                    ivo://ivoa.net/std/sia#aux           | 2.0  | SIA2
                    ivo://ivoa.net/std/sia#query-2.0     | 1.0  | SIA2
                    ivo://ivoa.net/std/sia#query-2.1     |      | SIA2
                    ivo://ivoa.net/std/sia#query-aux-2.0 |      | SIA2
                    ivo://ivoa.net/std/sia#query-3.0     |      |
                    ivo://ivoa.net/std/sia#sync          | 2    |
                    ivo://ivoa.net/std/siap              |      |
                    ivo://ivoa.net/std/ssa               | 1.1  | SSA
                    ivo://ivoa.net/std/ssap              |      |
                    ivo://ivoa.net/std/tap               |      |
                    """)
    void tellsByStandardAndVersionWhatACapabilitySpeaks(
            String standardId, @Nullable String version, @Nullable String name) {
        Protocol protocol = Protocol.ofCapability(standardId, version);
        assertThat(protocol == null ? null : protocol.name()).isEqualTo(name);
    }

    /** Adding a protocol needs no change outside its package but the line in {@link KnownProtocols}. */
    @Test
    void onlyTheirPackagesAndTheListNameSingleProtocols() throws IOException {
        Path top = Path.of("").toAbsolutePath().resolveSibling("");
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("core", "cli")) {
            try (Stream<Path> files = Files.walk(top.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(300);
        Set<String> naming = new TreeSet<>();
        for (Path source : sources) {
            String room = String.valueOf(source.getParent().getFileName());
            String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
            if (!Set.of("sia", "ssa", "obstap", "known").contains(room)
                    && SINGLE.matcher(code).find()) {
                naming.add(String.valueOf(source.getFileName()));
            }
        }
        assertThat(naming).isEqualTo(ALLOWED.keySet());
    }
}
