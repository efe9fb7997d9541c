package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.OK;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Documents of which a few kilobytes (compressed) would cost a parser minutes or gigabytes: each way that XML has, by the reader
 * of VOTables and by the parser that capabilities and the name resolver's answers go through.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class XmlAmplificationTest {
    private static final String ROWS = "<VOTABLE><RESOURCE type='results'>" + OK
            + "<TABLE><FIELD name='x' datatype='char' arraysize='*'/><DATA><TABLEDATA>";

    /** Part of a document, of which there are so many. */
    private interface Parts {
        String part(int i);
    }

    private static InputStream document(String head, int count, Parts parts) {
        return new InputStream() {
            private byte[] ahead = head.getBytes(StandardCharsets.UTF_8);
            private int at;
            private int given;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == ahead.length) {
                    if (given == count) {
                        return -1;
                    }
                    ahead = parts.part(given).getBytes(StandardCharsets.UTF_8);
                    given++;
                    at = 0;
                }
                int some = Math.min(length, ahead.length - at);
                System.arraycopy(ahead, at, into, offset, some);
                at += some;
                return some;
            }
        };
    }

    static Stream<Arguments> documents() {
        StringBuilder defaults = new StringBuilder("<!DOCTYPE VOTABLE [");
        for (int i = 0; i < 2000; i++) {
            defaults.append("<!ATTLIST INFO a").append(i).append(" CDATA 'x'>");
        }
        String declared = defaults + "]><VOTABLE>";
        FailureCode forbidden = FailureCode.FORBIDDEN_XML;
        FailureCode malformed = FailureCode.MALFORMED;
        return Stream.of(
                of("defaults of attributes", declared, 3500, i -> "<INFO/>", forbidden),
                of("declarations without end", "<!DOCTYPE VOTABLE [", 9_000_000, i -> "<!ELEMENT a ANY>", forbidden),
                of("declarations of different elements", "<!DOCTYPE VOTABLE [", 9_000_000, DECLARATION, forbidden),
                of("blanks among no declarations", "<!DOCTYPE VOTABLE [", 9_000_000, i -> " ".repeat(100), forbidden),
                of("comments among no declarations", "<!DOCTYPE VOTABLE [", 9_000_000, i -> "<!---->", forbidden),
                of("blanks in a DOCTYPE", "<!DOCTYPE VOTABLE ", 9_000_000, i -> " ".repeat(100), malformed),
                of("a long system identifier", "<!DOCTYPE V SYSTEM '", 9_000_000, i -> "a".repeat(100), malformed),
                of("many attributes", "<VOTABLE><INFO", 9_000_000, i -> " a" + i + "=''", malformed),
                of("many attributes in each", "<VOTABLE>", 9_000_000, XmlAmplificationTest::attributes, malformed),
                of("declarations of namespaces", "<VOTABLE><INFO", 9_000_000, i -> " xmlns:n" + i + "='u'", malformed),
                of("namespaces in each", "<VOTABLE>", 9_000_000, i -> "<INFO xmlns:n" + i + "='u'/>", malformed),
                of("prefixes", "<VOTABLE>", 9_000_000, i -> "<n" + i + ":INFO/>", malformed),
                of("a long name", "<VOTABLE><", 9_000_000, i -> "a".repeat(100), malformed),
                of("a long value", "<VOTABLE><INFO value='", 9_000_000, i -> "a".repeat(100), malformed),
                of("a comment", "<VOTABLE><!--", 9_000_000, i -> "a".repeat(100), malformed),
                of("an instruction", "<VOTABLE><?pi ", 9_000_000, i -> "a".repeat(100), malformed),
                of("different instructions", "<VOTABLE>", 9_000_000, i -> "<?pi" + i + "?>", malformed),
                of("different elements", "<VOTABLE>", 9_000_000, i -> "<a" + i + "/>", malformed),
                of("nesting", "<VOTABLE>", 9_000_000, i -> "<INFO>", malformed),
                of("different attributes of cells", ROWS, 9_000_000, i -> "<TR><TD a" + i + "=''/></TR>", malformed),
                of("different elements in rows", ROWS, 9_000_000, i -> "<TR><a" + i + "/></TR>", malformed));
    }

    private static final Parts DECLARATION = i -> "<!ELEMENT e" + i + " ANY>";

    private static String attributes(int i) {
        StringBuilder element = new StringBuilder("<INFO");
        for (int j = 0; j < 900; j++) {
            element.append(" a").append(i).append('b').append(j).append("=''");
        }
        return element + "/>";
    }

    private static Arguments of(String name, String head, int count, Parts parts, FailureCode code) {
        return Arguments.of(name, head, count, parts, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void endsSoonInAVoTable(String name, String head, int count, Parts parts, FailureCode code) {
        Collected read = Collected.from(document(head, count, parts));
        assertThat(read.report.failure()).isNotNull();
        assertThat(read.report.failure().code())
                .as(read.report.failure().message())
                .isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void endsSoonInAnyOtherDocument(String name, String head, int count, Parts parts, FailureCode code) {
        @Nullable Throwable thrown = Streams.thrownBy(() -> SafeXml.parse(document(head, count, parts), new Deep()));
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        SAXException.class, e -> assertThat(SafeXml.code(e)).isEqualTo(code));
    }

    /** Bounds the depth only, as the handlers of these documents do. */
    private static final class Deep extends DefaultHandler2 {
        private int depth;

        @Override
        public void startElement(String uri, String local, String name, org.xml.sax.Attributes attributes)
                throws SAXException {
            if (++depth > 100) {
                throw new SAXException("too deep");
            }
        }

        @Override
        public void endElement(String uri, String local, String name) {
            depth--;
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"", "</VOTABLE", "<p>", "\0"})
    void whatFollowsTheRootIsNotRead(String more) throws SAXException, IOException {
        SafeXml.parse(document("<VOTABLE><INFO/></VOTABLE>" + more, 0, i -> ""), new Deep());
    }
}
