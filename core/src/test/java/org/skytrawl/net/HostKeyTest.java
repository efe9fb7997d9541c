package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

class HostKeyTest {
    @ParameterizedTest
    @CsvSource({
        "http://VO.Example.ORG/sia?,               http://vo.example.org:80",
        "https://vo.example.org:8443/sia,          https://vo.example.org:8443",
        "HTTPS://vo.example.org:443/,              https://vo.example.org:443",
        "http://user:secret@vo.example.org/,       http://vo.example.org:80",
        "http://[::1]:8080/x,                      http://[::1]:8080",
        "http://m\u00fcnchen.example/,             http://xn--mnchen-3ya.example:80",
        "http://my_host.example.org/x,             http://my_host.example.org:80"
    })
    void identifiesTheServer(String url, String key) throws Exception {
        assertThat(HostKey.of(url)).hasToString(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "/", " ", "%2F", "0", "[", "?", "\u00e4", ":"})
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAUrlThatIsTooLong(String repeated) {
        FetchException failure = catchThrowableOfType(
                FetchException.class, () -> HostKey.of("http://a.test/" + repeated.repeat(1_000_000) + "a"));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_URL);
        assertThat(failure).hasMessageStartingWith("a URL of more than 8192 characters: http://a.test/");
        assertThat(catchThrowableOfType(
                                FetchException.class, () -> HostKey.of("http://" + repeated.repeat(1_000_000) + "a"))
                        .code())
                .isEqualTo(FailureCode.BAD_URL);
    }

    @Test
    void tellsServersApartBySchemeAndPort() throws Exception {
        assertThat(HostKey.of("http://a.example/")).isNotEqualTo(HostKey.of("https://a.example/"));
        assertThat(HostKey.of("http://a.example/")).isEqualTo(HostKey.of("http://A.example:80/other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vo.example.org/sia",
                "ftp://vo.example.org/",
                "file:///etc/passwd",
                "http://",
                "http://a b/",
                "http://2130706433/",
                "http://127.1/",
                "http://256.1.1.1/",
                "http://1.2.3.4.5/",
                "http://0177.0.0.1/",
                "http://0x7f000001/",
                "http://0X7F000001/",
                "http://0x7f000001./",
                "http://0x7f.0.0.1/",
                "http://127.0.0.0x1/",
                "http://127.0x1/",
                "http://0x/",
                "http://017700000001/",
                "http://2130706433./",
                "http://127.0.0.1./",
                "http://127.1./",
                "http://%30x7f000001/",
                "http://\uff12130706433/",
                "http://127\u30020\u30020\u30021.9/",
                "http://00000000.00000000.00000000.01/",
                "http://a.0x7f/",
                "http://user:pass@0x7f000001/"
            })
    void refusesWhatNamesNoHttpServer(String url) {
        FetchException failure = catchThrowableOfType(FetchException.class, () -> HostKey.of(url));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_URL);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127\u30020\u30020\u30021/, http://127.0.0.1:80",
        "http://\uff1127.0.0.1/, http://127.0.0.1:80",
        "http://[::ffff:7f00:1]/, http://127.0.0.1:80",
        "http://0x7f.example/, http://0x7f.example:80",
        "http://1.2.3.4.example/, http://1.2.3.4.example:80",
        "http://cafe/, http://cafe:80",
        "http://0xcafes/, http://0xcafes:80"
    })
    void seesTheAddressOrNameThatIsMeant(String url, String key) throws Exception {
        assertThat(HostKey.of(url)).hasToString(key);
    }

    @Test
    void tellsNoPasswordOfAUrlThatItCannotRead() {
        for (String url : new String[] {
            "htp://user:secret@host/", "user:secret@host/", "http://user:sec/ret@host/", "https://user:secret@/"
        }) {
            FetchException failure = catchThrowableOfType(FetchException.class, () -> HostKey.of(url));
            assertThat(failure).hasMessageContaining("***@").hasMessageNotContaining("sec");
        }
    }
}
