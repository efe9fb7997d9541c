package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.net.Redirects.Step;
import org.skytrawl.provenance.FailureCode;

class RedirectsTest {
    private static final Step FIRST = new Step(HttpUrl.get("https://vo.example.org/tap/sync?a=1"), true);

    @ParameterizedTest
    @CsvSource({"301, true", "302, true", "303, false", "307, true", "308, true"})
    void postsAgainUnlessToldToGet(int status, boolean post) throws Exception {
        Step next = new Redirects(FIRST).follow(FIRST, status, "/elsewhere");
        assertThat(next).isEqualTo(new Step(HttpUrl.get("https://vo.example.org/elsewhere"), post));
    }

    @ParameterizedTest
    @CsvSource({
        "../x?b=%7e|+, https://vo.example.org/x?b=%7e|+",
        "//other.example.org/y, https://other.example.org/y",
        "?q=1#here, https://vo.example.org/tap/sync?q=1",
        "https://other.example.org:8443, https://other.example.org:8443/",
        "https://user:secret@other.example.org/y?q=%7e|, https://other.example.org/y?q=%7e|"
    })
    void resolvesTheTarget(String location, String url) throws Exception {
        assertThat(new Redirects(FIRST).follow(FIRST, 302, location).url()).hasToString(url);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                " ",
                "file:///etc/passwd",
                "ftp://vo.example.org/x",
                "javascript:alert(1)",
                "http://vo.example.org/"
            })
    void refusesOtherTargets(@Nullable String location) {
        assertThat(codeOf(new Redirects(FIRST), FIRST, location)).isEqualTo(FailureCode.BAD_REDIRECT);
    }

    private static final HttpUrl HERE = HttpUrl.get("http://vo.example.org/a/sia?POS=1");

    private static String cookiesAt(String url, String... setCookie) {
        Redirects redirects = new Redirects(new Step(HERE, false));
        Headers.Builder headers = new Headers.Builder();
        for (String cookie : setCookie) {
            headers.addUnsafeNonAscii("Set-Cookie", cookie);
        }
        redirects.take(HERE, headers.build());
        return redirects.cookies(HttpUrl.get(url));
    }

    @ParameterizedTest
    @CsvSource({
        "http://vo.example.org/a/sia, visit=1; Path=/; HttpOnly, visit=1",
        "https://vo.example.org/a/x, visit=1, visit=1",
        "http://vo.example.org/b, visit=1, ''",
        "http://other.example.org/a/, visit=1; Path=/, ''",
        "http://other.example.org/a/, visit=1; Path=/; Domain=example.org, visit=1",
        "http://other.org/a/, visit=1; Path=/; Domain=org, ''",
        "http://vo.example.org/a/, visit=1; Domain=other.org, ''",
        "http://vo.example.org/a/, visit=1; Secure, ''",
        "https://vo.example.org/a/, visit=1; Secure, visit=1",
        "http://vo.example.org/a/, visit=1; Max-Age=0, ''",
        "http://vo.example.org/a/, visit=caf\u00e9, ''",
        "http://vo.example.org/a/, nonsense, ''"
    })
    void sendsCookiesBackToTheirHostAndPath(String url, String setCookie, String sent) {
        assertThat(cookiesAt(url, setCookie)).isEqualTo(sent);
    }

    @Test
    void cookiesAreBoundedAndTheLastOneOfANameCounts() {
        String[] many = IntStream.range(0, 100).mapToObj(i -> "c" + i + "=1").toArray(String[]::new);
        assertThat(cookiesAt("http://vo.example.org/a/", many).split("; ", -1)).hasSize(20);
        assertThat(cookiesAt("http://vo.example.org/a/", "a=1", "b=" + "x".repeat(5_000), "a=2"))
                .isEqualTo("a=2");
    }

    @Test
    void theSameUrlWithANewCookieIsNoLoop() throws Exception {
        Step first = new Step(HERE, false);
        Redirects redirects = new Redirects(first);
        redirects.take(HERE, Headers.of("Set-Cookie", "visit=1"));
        Step again = redirects.follow(first, 302, HERE.toString());
        assertThat(again).isEqualTo(first);
        redirects.take(HERE, Headers.of("Set-Cookie", "visit=1"));
        assertThat(codeOf(redirects, again, HERE.toString())).isEqualTo(FailureCode.TOO_MANY_REDIRECTS);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/sia?POS=1&SIZE=2, https://a/sia, true",
        "http://a/sia?POS=1&SIZE=2, https://a/, true",
        "http://a/sia?POS=1, https://a/login?from=a, true",
        "http://a/sia?POS=1, https://a/sia?POS=1, false",
        "http://a/sia?POS=1&SIZE=2, https://a/sia?c=b&SIZE=2, true",
        "http://a/sia?c=b&POS=1, https://a/sia?c=b, true",
        "http://a/sia?POS=1&SIZE=2, https://a/sia?size=2&c=b&pos=1, false",
        "http://a/sia?POS=1, https://a/login?to=%2Fsia%3FPOS%3D1, false",
        "http://a/sia, https://a/sia, false",
        "http://a/sia?, https://a/sia, false"
    })
    void seesThatTheQueryIsLost(String asked, String location, boolean lost) throws Exception {
        Step first = new Step(HttpUrl.get(asked), false);
        Redirects redirects = new Redirects(first);
        redirects.follow(first, 301, location);
        assertThat(redirects.lostQuery() != null).isEqualTo(lost);
        Step post = new Step(HttpUrl.get(asked), true);
        Redirects ofPost = new Redirects(post);
        ofPost.follow(post, 303, location);
        assertThat(ofPost.lostQuery()).isNull();
    }

    @Test
    void aQueryThatComesBackIsNotLost() throws Exception {
        Step first = new Step(HERE, false);
        Redirects redirects = new Redirects(first);
        Step check = redirects.follow(first, 302, "/check");
        assertThat(redirects.lostQuery())
                .isEqualTo("vo.example.org redirects to http://vo.example.org/check, which loses the query");
        redirects.take(check.url(), Headers.of("Set-Cookie", "visit=1; Path=/"));
        redirects.follow(check, 302, HERE.toString());
        assertThat(redirects.lostQuery()).isNull();
    }

    @Test
    void goesFromHttpToHttps() throws Exception {
        Step plain = new Step(HttpUrl.get("http://vo.example.org/"), false);
        assertThat(new Redirects(plain)
                        .follow(plain, 301, "https://vo.example.org/")
                        .url()
                        .isHttps())
                .isTrue();
    }

    @Test
    void findsALoop() throws Exception {
        Redirects redirects = new Redirects(FIRST);
        Step second = redirects.follow(FIRST, 302, "/b");
        assertThat(codeOf(redirects, second, "/tap/sync?a=1")).isEqualTo(FailureCode.TOO_MANY_REDIRECTS);
        assertThat(codeOf(new Redirects(FIRST), FIRST, "?a=1#new")).isEqualTo(FailureCode.TOO_MANY_REDIRECTS);
    }

    @Test
    void isNoLoopIfThePostBecomesAGet() throws Exception {
        assertThat(new Redirects(FIRST).follow(FIRST, 303, "?a=1")).isEqualTo(new Step(FIRST.url(), false));
    }

    @Test
    void followsFiveAndNoMore() throws Exception {
        Redirects redirects = new Redirects(FIRST);
        Step step = FIRST;
        for (int i = 1; i <= 5; i++) {
            step = redirects.follow(step, 302, "/" + i);
        }
        assertThat(codeOf(redirects, step, "/6")).isEqualTo(FailureCode.TOO_MANY_REDIRECTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "//", "/", "", "http:", "https:\\\\", " http:/", "?"})
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesTargetsThatAreTooLong(String begin) {
        for (String repeated : List.of("@", "/", " ", "%2F", "0", "[", "\u00e4")) {
            String location = begin + repeated.repeat(200_000 / repeated.length()) + "x";
            assertThatThrownBy(() -> new Redirects(FIRST).follow(FIRST, 302, location))
                    .isInstanceOf(FetchException.class)
                    .hasMessageStartingWith("vo.example.org redirects to a URL of more than 8192 characters: ")
                    .satisfies(e -> assertThat(((FetchException) e).code()).isEqualTo(FailureCode.BAD_REDIRECT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "//", "https:\\\\", "\t//", "https:///"})
    void refusesTargetsWithALongUserOrHost(String begin) {
        for (String authority : List.of("@".repeat(8000), "a".repeat(8000), "\u00e4".repeat(1000))) {
            assertThatThrownBy(() -> new Redirects(FIRST).follow(FIRST, 302, begin + authority + "/x"))
                    .hasMessageStartingWith("vo.example.org redirects to a URL with a host or user of more than ");
        }
    }

    /** The same characters in path and query are only odd. */
    @Test
    void followsAPathOfAtSigns() throws Exception {
        String path = "/" + "@".repeat(5000) + "?" + "a@b:".repeat(500);
        assertThat(new Redirects(FIRST).follow(FIRST, 302, path).url()).hasToString("https://vo.example.org" + path);
    }

    @Test
    void refusesATargetThatGrowsTooLong() {
        assertThatThrownBy(() -> new Redirects(FIRST).follow(FIRST, 302, "/" + "\u00e4".repeat(4000)))
                .hasMessageStartingWith("vo.example.org redirects to a URL of more than 8192 characters: ");
    }

    private static FailureCode codeOf(Redirects redirects, Step from, @Nullable String location) {
        return catchThrowableOfType(FetchException.class, () -> redirects.follow(from, 302, location))
                .code();
    }

    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesATargetWithoutMeasureBeforeItIsRead() {
        String location = "https://" + "@".repeat(250_000) + "vo.example.org/";
        FetchException failure =
                catchThrowableOfType(FetchException.class, () -> new Redirects(FIRST).follow(FIRST, 302, location));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_REDIRECT);
        assertThat(failure)
                .hasMessageStartingWith("vo.example.org redirects to a URL of more than 8192 characters: http");
    }

    @Test
    void tellsNoPasswordOfTargetsThatAreRefused() {
        for (String location : new String[] {"ftp://user:secret@x.example/", "http://user:secret@x.example/"}) {
            FetchException failure =
                    catchThrowableOfType(FetchException.class, () -> new Redirects(FIRST).follow(FIRST, 302, location));
            assertThat(failure).hasMessageContaining("x.example/").hasMessageNotContaining("secret");
        }
    }
}
