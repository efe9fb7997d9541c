package org.skytrawl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemTextTest {
    private static final byte[] SIZE = "gr\u00f6\u00dfe".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LATIN = "gr\u00f6\u00dfe".getBytes(StandardCharsets.ISO_8859_1);

    private static String lost(Charset charset, byte[] given, String arg) {
        return String.valueOf(SystemText.lost(charset, List.of(new byte[] {'x'}, given), "x", arg));
    }

    /** Of some Javas it is a question mark, of others U+FFFD. */
    @Test
    void whatIsNotAsciiIsLostInTheLocaleC() {
        String wrong =
                "argument 2, 'gr????e', has characters that do not exist in this locale (US-ASCII); set LC_ALL=C.UTF-8, or to"
                        + " another UTF-8 locale that 'locale -a' shows";
        assertThat(lost(StandardCharsets.US_ASCII, SIZE, "gr????e")).isEqualTo(wrong);
        assertThat(lost(StandardCharsets.US_ASCII, SIZE, "gr\ufffd\ufffd\ufffd\ufffde"))
                .isEqualTo(wrong);
        assertThat(SystemText.lost(StandardCharsets.US_ASCII, null, "\ufffd Cen"))
                .startsWith("argument 1, '? Cen', has characters");
    }

    @Test
    void whatIsNotUtf8IsLostInAUtf8Locale() {
        assertThat(lost(StandardCharsets.UTF_8, LATIN, "gr\ufffd\ufffde"))
                .isEqualTo(
                        "argument 2, 'gr??e', is not UTF-8, which the locale wants; write it in UTF-8, and rename a file"
                                + " whose name is not");
    }

    @Test
    void aQuestionMarkThatWasGivenIsNone() {
        byte[] url = "http://a/tap?x=1".getBytes(StandardCharsets.US_ASCII);
        assertThat(SystemText.lost(StandardCharsets.US_ASCII, List.of(url), "http://a/tap?x=1"))
                .isNull();
        assertThat(SystemText.lost(StandardCharsets.US_ASCII, null, "http://a/tap?x=1"))
                .isNull();
        byte[] real = "a\ufffd".getBytes(StandardCharsets.UTF_8);
        assertThat(SystemText.lost(StandardCharsets.UTF_8, List.of(real), "a\ufffd"))
                .isNull();
    }
}
