package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"@", "/", " ", "%2F", "0", "[", "?", "&", "=", "/..", "/.", ":", "\u00e4", "#"})
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hasNoKeyOfWhatIsTooLong(String repeated) {
        assertThat(CanonicalUrl.of("http://a.test/" + repeated.repeat(1_000_000) + "x"))
                .isNull();
        assertThat(CanonicalUrl.of("http://" + repeated.repeat(1_000_000) + "x"))
                .isNull();
        String longest = "http://a.test/" + repeated.repeat((8192 - 15) / repeated.length()) + "x";
        assertThat(CanonicalUrl.of(longest)).startsWith("https://a.test");
    }

    @Test
    void hasNoKeyOfAHostThatIsTooLong() {
        assertThat(CanonicalUrl.of("http://" + "a.".repeat(127) + "a/")).startsWith("https://a.a.");
        assertThat(CanonicalUrl.of("http://" + "a.".repeat(128) + "a/")).isNull();
        assertThat(CanonicalUrl.of("http://" + "\u00e4".repeat(1000) + "/")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "http://a.org/x, https://a.org/x",
                "HTTP://A.Org/X, https://a.org/X",
                "http://a.org:80/x, https://a.org/x",
                "https://a.org:443/x, https://a.org/x",
                "https://a.org:0443/x, https://a.org/x",
                "http://a.org:8080/x, https://a.org:8080/x",
                "http://a.org:443/x, https://a.org:443/x",
                "http://a.org:/x, https://a.org/x",
                "http://a.org, https://a.org/",
                "http://a.org?, https://a.org/",
                "http://a.org/x?, https://a.org/x",
                "http://a.org/x?&, https://a.org/x",
                "http://a.org/x?a=1&, https://a.org/x?a=1",
                "http://a.org/x?&a=1, https://a.org/x?a=1",
                "http://a.org/x?b=2&a=1, https://a.org/x?a=1&b=2",
                "http://a.org/x?b=2&&a=1, https://a.org/x?a=1&b=2",
                "http://a.org/x?a=2&a=1, https://a.org/x?a=2&a=1",
                "http://a.org/x?ab=2&a=1, https://a.org/x?a=1&ab=2",
                "http://a.org/x?b=1&flag, https://a.org/x?flag&b=1",
                "http://a.org/x?20.3&10.5, https://a.org/x?20.3&10.5",
                "http://a.org/%7euser/%c3%a9, https://a.org/~user/%C3%A9",
                "http://a.org/a%2fb, https://a.org/a%2Fb",
                "http://a.org/a b|c, https://a.org/a%20b%7Cc",
                "http://a.org/é, https://a.org/%C3%A9",
                "http://a.org/100%, https://a.org/100%25",
                "http://a.org/%4, https://a.org/%254",
                "http://a.org/x?p=a+b%2B, https://a.org/x?p=a+b%2B",
                "http://a.org/./a/../b, https://a.org/b",
                "http://a.org/a/%2E%2e/b, https://a.org/b",
                "http://a.org/a/.., https://a.org/",
                "http://a.org/../.., https://a.org/",
                "http://a.org/a//b, https://a.org/a//b",
                "http://a.org/.well-known/x, https://a.org/.well-known/x",
                "http://a.org/x#1, https://a.org/x#1",
                "http://a.org/x?b=1&a=2#e[1], https://a.org/x?a=2&b=1#e%5B1%5D",
                "http://a.org/x#, https://a.org/x",
                "http://User@A.org/x, https://User@a.org/x",
                "http://[2001:DB8::1]:80/x, https://[2001:db8::1]/x",
                "http://müller.example/x, https://xn--mller-kva.example/x",
                "FTP://A.org:21/x, ftp://a.org/x",
                "s3://Bucket/Key, s3://bucket/Key",
                "\" http://a.org/x\n\", https://a.org/x",
            })
    void bringsToTheKey(String url, String key) {
        assertThat(CanonicalUrl.of(url)).isEqualTo(key);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "  ",
                "NULL",
                "/data/x.fits",
                "a.org/x",
                "mailto:me@a.org",
                "http://",
                "http:///x",
                "http:a.org/x",
                "http://a.org:99999/x",
                "http://a.org:0/x",
                "http://a.org:8o/x",
                "http://a b/x",
                "http://[::1/x",
                "1http://a/"
            })
    void hasNoKeyForWhatIsNoUrl(String url) {
        assertThat(CanonicalUrl.of(url)).isNull();
    }

    @Test
    void keepsApartWhatMayDiffer() {
        List<String> urls = List.of(
                "http://a.org/x",
                "http://a.org/X",
                "http://a.org/x/",
                "http://a.org/x#1",
                "http://a.org/x#2",
                "http://a.org:8080/x",
                "http://a.org/x?id=1",
                "http://a.org/x?id=2",
                "http://a.org/x?ID=1",
                "http://a.org/x?id=1+2",
                "http://a.org/x?id=1%2B2",
                "http://a.org/x?1&2",
                "http://a.org/x?2&1",
                "http://a.org/x%3Fid=1",
                "ftp://a.org/x");
        assertThat(urls.stream().map(CanonicalUrl::of)).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void givesTheSameObjectForACanonicalUrl() {
        String url = "https://a.org/dl?ID=ivo%3A%2F%2Fa%2Fb&x=2";
        assertThat(CanonicalUrl.of(url)).isSameAs(url);
    }

    @Test
    void aKeyIsItsOwnKey() {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            String key = CanonicalUrl.of(randomUrl(random));
            if (key != null) {
                assertThat(CanonicalUrl.of(key)).isEqualTo(key);
            }
        }
    }

    @Test
    void theQuickPathAgreesWithTheLongOne() {
        Random random = new Random(2);
        int quick = 0;
        for (int i = 0; i < 50_000; i++) {
            String url = randomUrl(random);
            int start = url.indexOf("://") + 3;
            if (CanonicalUrl.PlainUrl.isCanonicalFrom(url, start)) {
                quick++;
                assertThat(CanonicalUrl.of(url)).isEqualTo(CanonicalUrl.rebuilt(url, start - 3));
            }
        }
        assertThat(quick).isGreaterThan(1_000);
    }

    @Test
    void theOrderOfParametersDoesNotCount() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            List<String> parameters = new ArrayList<>();
            for (int p = random.nextInt(6); p >= 0; p--) {
                parameters.add("p" + p + "x".repeat(random.nextInt(3)) + "=" + random.nextInt(9));
            }
            String one = CanonicalUrl.of("http://a.org/x?" + String.join("&", parameters));
            Collections.shuffle(parameters, random);
            assertThat(CanonicalUrl.of("https://A.org:443/x?" + String.join("&", parameters)))
                    .isEqualTo(one);
        }
    }

    private static String randomUrl(Random random) {
        String[] bits = {
            "a", "b", "Z", "/", "/", "=", "&", "&", ".", "..", "/.", "%41", "%2f", "%2F", "%", "?", "#", ":", "+", " ",
            "é", "~", "[", "x=1", "y=2", "[", "😀"
        };
        StringBuilder url = new StringBuilder(random.nextBoolean() ? "http://" : "https://");
        url.append(new String[] {"a.org", "A.org", "a.org:80", "a.org:8080", "u@a", ""}[random.nextInt(6)]);
        url.append(random.nextInt(4) == 0 ? "" : "/");
        for (int i = random.nextInt(10); i > 0; i--) {
            // mostly the plain ones, so that both paths are taken
            url.append(bits[random.nextInt(random.nextBoolean() ? 7 : bits.length)]);
        }
        return url.toString();
    }
}
