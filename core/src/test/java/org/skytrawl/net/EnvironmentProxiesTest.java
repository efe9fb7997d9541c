package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
    @Test
    void takesTheProxyOfTheScheme() {
        EnvironmentProxies proxies = EnvironmentProxies.of(
                Map.of("http_proxy", "http://plain.example:3128/", "HTTPS_PROXY", "user:word@secure.example:8080"));
        assertThat(proxyFor(proxies, "http://vo.example.org/")).isEqualTo("plain.example:3128");
        assertThat(proxyFor(proxies, "https://vo.example.org/")).isEqualTo("secure.example:8080");
    }

    @Test
    void prefersTheLowerCaseName() {
        EnvironmentProxies proxies =
                EnvironmentProxies.of(Map.of("http_proxy", "a.example", "HTTP_PROXY", "b.example"));
        assertThat(proxyFor(proxies, "http://vo.example.org/")).isEqualTo("a.example:80");
    }

    @Test
    void asksDirectlyWithoutAny() {
        assertThat(proxyFor(EnvironmentProxies.of(Map.of("http_proxy", " ")), "http://x.example/"))
                .isEqualTo("none");
        assertThat(proxyFor(EnvironmentProxies.none(), "https://x.example/")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org         | http://example.org/         | none",
                "example.org         | http://vo.Example.org/      | none",
                ".example.org        | http://example.org/         | none",
                ".Example.org        | http://vo.example.org/      | none",
                "example.org         | http://badexample.org/      | proxy.example:3128",
                "example.org         | http://vo.example.org./     | none",
                "*                   | http://vo.example.org/      | none",
                "a.org, b.org c.org  | http://c.org/               | none",
                "b.org:8080          | http://b.org:8080/          | none",
                "b.org:8080          | http://b.org/               | proxy.example:3128",
                "10.0.0.0/8          | http://10.2.3.4/            | none",
                "10.0.0.0/8          | http://11.2.3.4/            | proxy.example:3128",
                "192.0.2.128/25      | http://192.0.2.127/         | proxy.example:3128",
                "192.0.2.1           | http://192.0.2.1/           | none",
                "2.1                 | http://192.0.2.1/           | proxy.example:3128",
                "2001:db8::1         | http://[2001:db8:0::1]/     | none",
                "[2001:db8::1]:81    | http://[2001:db8::1]:81/    | none",
                "2001:db8::/32       | http://[2001:db8:1::1]/     | none",
                "10.0.0.0/99         | http://10.2.3.4/            | proxy.example:3128",
                ":80                 | http://vo.example.org/      | proxy.example:3128",
                ".                   | http://vo.example.org/      | proxy.example:3128"
            })
    void keepsOffTheExceptions(String noProxy, String url, String expected) {
        EnvironmentProxies proxies =
                EnvironmentProxies.of(Map.of("http_proxy", "proxy.example:3128", "NO_PROXY", noProxy));
        assertThat(proxyFor(proxies, url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/",
                "http://127.0.0.3/",
                "http://[::1]/",
                "http://a.localhost/",
                "http://LocalHost/",
                "http://localhost./",
                "http://LOCALHOST.:80/",
                "http://a.localhost./",
                "http://loc%61lhost/",
                "http://\uff4cocalhost/",
                "http://localhost.localdomain/",
                "http://localhost6.localdomain6./",
                "http://ip6-localhost/",
                "http://ip6-loopback/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b:1::7f00:1]/"
            })
    void asksThisMachineItself(String url) {
        assertThat(proxyFor(EnvironmentProxies.of(Map.of("http_proxy", "proxy.example")), url))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://user:secret@p.example", "https://user:secret@p.example", "http://", ":secret:"})
    void refusesWhatIsNoHttpProxyWithoutTellingThePassword(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", value)))
                .withMessageContaining("https_proxy")
                .withMessageNotContaining("secret");
    }

    private static String proxyFor(EnvironmentProxies proxies, String url) {
        Proxy proxy = proxies.proxyFor(HttpUrl.get(url));
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "none";
    }
}
