package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.protocol.sia.Sia2;

class ShownUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
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
                "https://us%20er:s%40cret@host/tap     | https://***@host/tap          | https://host/tap",
                "x http://user:secret@host/tap         | x http://***@host/tap         | x http://host/tap",
                "x?http://user:sec/ret@host/tap        | x?http://***@host/tap         | x?http://host/tap",
                "'\"http://user:secret@host/tap\"'     | '\"http://***@host/tap\"'     | '\"http://host/tap\"'",
                "ht\ttp://user:secret@host/tap         | ht tp://***@host/tap          | ht\ttp://host/tap",
                "x:http://user:secret@host:1/nope      | x:http://***@host:1/nope      | x:http://host:1/nope",
                "x:http:/user:secret@host:1/nope       | x:http:/***@host:1/nope       | x:http:/host:1/nope",
                "http://host/http://user:secret@b/x@y  | http://host/http://***@b/x@y  | http://host/http://b/x@y",
                "http://a:b@c/x http://user:secret@d/  | http://***@c/x http://***@d/  | http://c/x http://d/"
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
                "https://host/tap?from=http://user:word@other/x",
                "https://host/a:/b:c/d?mail=a@b",
                "https://host/ark:/12345/x@y",
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
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesNoTimeOverWhatIsLong() {
        for (String piece : new String[] {"@", "/", ":", " ", "a", "\\", "]", "[", "%2F", "?", ":/", ":/a", "x:/@"}) {
            for (String begin : new String[] {"https:", "@ ", "@ https:"}) {
                String url = begin + piece.repeat(1_000_000);
                assertThat(ShownUrl.of(url)).hasSizeLessThanOrEqualTo(300);
                assertThat(ShownUrl.of(url + "@")).hasSizeLessThanOrEqualTo(300);
                assertThat(ShownUrl.inText(url)).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "there is no command 'https://user:secret@host/tap' | there is no command 'https://***@host/tap'",
                "a http://u:secret@h/x and https://v:secret@i, mail a@b | a http://***@h/x and https://***@i, mail a@b",
                "http://u:sec/ret@h/ is none | http://***@h/ is none",
                "http://h/x@y :// ://@ done | http://h/x@y :// ://***@ done",
                "cannot write http:/u:secret@h/x | cannot write http:/***@h/x",
                "no 'http:\\\\u:secret@h/x' | no 'http:\\\\***@h/x'",
                "http://h/x?from=http://u:word@i/ | http://h/x?from=http://u:word@i/",
                "nothing@all | nothing@all"
            })
    void hidesThemInATextToo(String text, String shown) {
        assertThat(ShownUrl.inText(text)).isEqualTo(shown);
    }

    @Test
    void servicesAndOriginsAreKeptWithoutThem() {
        Service service = Service.of(
                        List.of(new Ivoid("ivo://a/b")),
                        "A service",
                        Sia2.PROTOCOL,
                        "https://user:secret@host/sia?",
                        null)
                .withMirrorUrls(List.of("http://user:secret@mirror/sia?"));
        assertThat(service.accessUrl()).isEqualTo("https://host/sia?");
        assertThat(service.mirrorUrls()).containsExactly("http://mirror/sia?");
        assertThat(service.at("https://user:secret@other/").accessUrl()).isEqualTo("https://other/");
        assertThat(new Origin(service.ivoid(), "", Sia2.PROTOCOL, "https://user:secret@host/sia?POS=1,2").url())
                .isEqualTo("https://host/sia?POS=1,2");
    }
}
