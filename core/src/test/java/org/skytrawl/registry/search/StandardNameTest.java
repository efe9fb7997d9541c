package org.skytrawl.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ivo://ivoa.net/std/sia | 1.0 | SIA1",
                "ivo://ivoa.net/std/SIA | | SIA1",
                "ivo://ivoa.net/std/sia | 2.0 | SIA2",
                "ivo://ivoa.net/std/sia#query-2.0 | | SIA2",
                "ivo://ivoa.net/std/sia#query-aux-2.0 | | SIA2 (auxiliary)",
                "ivo://ivoa.net/std/sia#aux | | SIA1 (auxiliary)",
                "ivo://ivoa.net/std/tap#aux | 1.1 | TAP (auxiliary)",
                "ivo://ivoa.net/std/conesearch | 1.03 | Cone Search",
                "ivo://ivoa.net/std/vosi#capabilities | | VOSI (capabilities)",
                "ivo://ivoa.net/std/datalink#links-1.1 | | DataLink (links-1.1)",
                "ivo://ivoa.net/std/provtap | | provtap",
                "ivo://example.test/own | | ivo://example.test/own",
            })
    void namesAStandardAsPeopleDo(String standardId, String version, String name) {
        assertThat(StandardName.of(standardId, version)).isEqualTo(name);
    }
}
