package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideTextTest {
    @ParameterizedTest
    @CsvSource({
        "http://a.test/x/m31.fits, m31.fits",
        "http://a.test/x/m31.fits?a=/b#c, m31.fits",
        "http://a.test/x/m31.fits#?/b, m31.fits",
        "http://a.test/x/cut//, cut",
        "http://a.test/, ''",
        "http://a.test, ''",
        "http://a.test?x=y/z, ''",
        "http:/x, x",
        "//x/y, y",
        "data, data",
        "'', ''"
    })
    void findsTheLastSegment(String url, String segment) {
        assertThat(OutsideText.lastSegment(url)).isEqualTo(segment);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test:8080/x, a.test:8080",
        "https://user:secret@a.test?x, a.test",
        "ftp://a.test, a.test",
        "a.test/x, a.test/x",
        "1http://a.test/x, 1http://a.test/x"
    })
    void findsTheHost(String url, String host) {
        assertThat(OutsideText.host(url)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"http://a, http", "a+b.c-1:x, a+b.c-1", "//a:1, ''", ":x, ''", "1a:x, ''", "'', ''"})
    void findsTheScheme(String url, String scheme) {
        assertThat(OutsideText.scheme(url)).isEqualTo(scheme);
    }

    @Test
    void takesCharactersAndBlanksFromTheEnd() {
        assertThat(OutsideText.withoutEnd("/a/?/", "/?")).isEqualTo("/a");
        assertThat(OutsideText.withoutEnd("//", "/")).isEmpty();
        assertThat(OutsideText.withoutBlanksAtEnd(" a \t\r\n")).isEqualTo(" a");
        assertThat(OutsideText.skipBlanks("a \n b", 1)).isEqualTo(4);
        assertThat(OutsideText.skipBlanks("a  ", 1)).isEqualTo(3);
        assertThat(OutsideText.blanksBefore("a  b", 3)).isEqualTo(1);
    }

    @Test
    void boundsWordsAndUrls() {
        assertThat(OutsideText.word("x".repeat(1024))).hasSize(1024);
        assertThat(OutsideText.word("x".repeat(1025))).isNull();
        assertThat(OutsideText.word(null)).isNull();
        assertThat(OutsideText.isTooLongForUrl("x".repeat(8192))).isFalse();
        assertThat(OutsideText.isTooLongForUrl("x".repeat(8193))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    <html><head><TITLE lang="en">502 Bad Gateway</TITLE> | 502 Bad Gateway
                    <title><title>second</title> | second
                    <title></title> | -
                    <title | -
                    no page | -
                    """)
    void findsTheTitleOfAPage(String page, @Nullable String title) {
        assertThat(PageText.title(page)).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <p>a<br/>b</p> | a b
                    <STYLE type="x">p {}</style >a<script>if (1 < 2) {}</SCRIPT> | a
                    <head><title>x</title></head><body>a | a
                    <header>a</header> | a
                    <script>a<p>b | a b
                    a <b | a <b
                    <style>x</styles>a</style>b | b
                    """)
    void findsTheTextOfAPage(String page, String text) {
        assertThat(PlainText.of(PageText.withoutTags(page))).isEqualTo(text);
    }

    @Test
    void decodesAmpersandsOfUrlsOnce() {
        assertThat(OutsideText.unescapedUrl("https://a/b?c=1&amp;d=2&amp;amp;e"))
                .isEqualTo("https://a/b?c=1&d=2&amp;e");
        assertThat(OutsideText.unescapedUrl("a &amp; b")).isEqualTo("a &amp; b");
    }
}
