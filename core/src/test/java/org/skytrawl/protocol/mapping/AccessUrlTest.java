package org.skytrawl.protocol.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a/b",
                "HTTPS://a/b",
                "Ftp://a/b",
                "http://[::1]/javascript:x",
                "http://a/b?u=http://c/d",
                "http://a/http://b",
                "https://web.archive.org/web/http://a/b"
            })
    void isUsual(String url) {
        assertThat(AccessUrl.isOdd(url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "java\nscript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,x",
                "vbscript:x",
                "http:/a/b",
                "//a/b",
                "a/b.fits",
                "ivo://a/b",
                "\u0001http://a/b",
                "http://a/1 http://a/2",
                "http://a/1,https://a/2",
                "http://a/1;ftp://a/2",
                "http://a/1|HTTP://a/2",
                "http://a/1\nhttp://a/2"
            })
    void isOdd(String url) {
        assertThat(AccessUrl.isOdd(url)).isTrue();
    }

    @Test
    void isNotOddWhereThereIsNone() {
        assertThat(AccessUrl.isOdd(null)).isFalse();
    }
}
