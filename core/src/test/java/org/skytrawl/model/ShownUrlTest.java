package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://user:secret@host/tap          | https://***@host/tap          | https://host/tap",
                "https://user:secret@host:8080?a=b     | https://***@host:8080?a=b     | https://host:8080?a=b",
                "HTTP://user@host/                     | HTTP://***@host/              | HTTP://host/",
                "https://:secret@host                  | https://***@host              | https://host",
                "https://user:se@cret@host/x@y         | https://***@host/x@y          | https://host/x@y",
                "https://user:secret@[::1]:80/         | https://***@[::1]:80/         | https://[::1]:80/",
                "ftp://user:secret@host/file           | ftp://***@host/file           | ftp://host/file",
                "ftps+x://user:secret@host/file        | ftps+x://***@host/file        | ftps+x://host/file",
                "//user:secret@host/tap                | //***@host/tap                | //host/tap",
                "user:secret@host/tap                  | ***@host/tap                  | host/tap",
                "https:/user:secret@host/tap           | https:/***@host/tap           | https:/host/tap",
                "https:user:secret@host/tap            | https:***@host/tap            | https:host/tap",
                "https:\\\\user:secret@host/tap        | https:\\\\***@host/tap        | https:\\\\host/tap",
                "https:////user:secret@host/tap        | https:////***@host/tap        | https:////host/tap",
                "https://user:sec/ret@host/tap         | https://***@host/tap          | https://host/tap",
                "https://user:sec?ret@host/tap         | https://***@host/tap          | https://host/tap",
                "https://user:sec#ret@host/tap         | https://***@host/tap          | https://host/tap",
                "https://us%20er:s%40cret@host/tap     | https://***@host/tap          | https://host/tap"
            })
    void leavesOutUserAndPassword(String url, String shown, String kept) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
        assertThat(ShownUrl.withoutUser(url)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "https://host/tap",
                "https://host:8080/tap?mail=a@b",
                "https://host/user:secret@x",
                "https://[::1]/a@b",
                "https://[2001:db8::1]:81/a@b",
                "ivo://x/y?a@b",
                "nothing"
            })
    void leavesTheRestAsItIs(String url) {
        assertThat(ShownUrl.withoutUser(url)).isEqualTo(url.equals("@") ? "" : url);
    }

    @Test
    void isPlainAndShort() {
        assertThat(ShownUrl.of("https://u:p@host/\u001b[31m\n" + "x".repeat(400)))
                .hasSize(300)
                .startsWith("https://***@host/[31m xxx")
                .endsWith("...");
        assertThat(ShownUrl.of("https://host/xxxxxxx", 10)).isEqualTo("https:/...");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesNoTimeOverWhatIsLong() {
        for (String piece : new String[] {"@", "/", ":", " ", "a", "\\", "]", "[", "%2F", "?"}) {
            String url = "https:" + piece.repeat(1_000_000) + "@";
            assertThat(ShownUrl.of(url)).hasSizeLessThanOrEqualTo(300);
        }
    }
}
