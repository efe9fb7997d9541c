package org.skytrawl.registry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.DiscoveryException;

class RegistryConfigTest {
    @TempDir
    Path home;

    private RegistryList list(Map<String, String> environment, String... named) {
        return RegistryConfig.of(List.of(named), environment, home.toString());
    }

    private Path configured(byte[] content) throws IOException {
        Path file = home.resolve(".config/skytrawl/registries");
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, content);
    }

    private Path configured(String content) throws IOException {
        return configured(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theCallerGoesBeforeTheEnvironmentBeforeTheFileBeforeThePublicOnes() throws IOException {
        assertThat(list(Map.of()).urls()).isEqualTo(RegistryConfig.KNOWN);
        Path file = configured("http://c.test/tap\n");
        assertThat(list(Map.of())).isEqualTo(new RegistryList(List.of("http://c.test/tap"), file.toString()));
        Map<String, String> environment = Map.of("IVOA_REGISTRY", " http://e.test/tap,http://f.test/tap ");
        assertThat(list(environment))
                .isEqualTo(new RegistryList(List.of("http://e.test/tap", "http://f.test/tap"), "IVOA_REGISTRY"));
        assertThat(list(environment, "http://n.test/tap", "http://n.test/tap").urls())
                .containsExactly("http://n.test/tap");
    }

    @Test
    void readsOneUrlALineAndSkipsComments() throws IOException {
        configured("# mine\n\n  https://a.test/tap#x \r\nHTTP://b.test/tap?k=1\t# nearer\n");
        assertThat(list(Map.of()).urls()).containsExactly("https://a.test/tap#x", "HTTP://b.test/tap?k=1");
        configured("\ufeffhttp://a.test/tap\n");
        assertThat(list(Map.of()).urls()).as("after a byte order mark").containsExactly("http://a.test/tap");
        configured("# none yet\n");
        assertThat(list(Map.of()).urls()).isEqualTo(RegistryConfig.KNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.test/tap",
                "ftp://a.test/tap",
                "http://a.test/tap http://b.test/tap",
                "http:///tap",
                "\u001b[1m"
            })
    void aBadLineIsNamed(String bad) throws IOException {
        Path file = configured("# mine\nhttp://a.test/tap\n" + bad + "\n");
        assertThatThrownBy(() -> list(Map.of()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(file + ", line 3: '")
                .hasMessageContaining("one URL a line")
                .message()
                .doesNotContain("\u001b");
        assertThat(list(Map.of("IVOA_REGISTRY", "http://e.test/tap")).urls())
                .as("a file that is not needed is not read")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x http://user:secret@a.test/tap",
                "\"http://user:secret@a.test/tap\"",
                "x:http://user:secret@a.test/tap",
                "http:/user:secret@a.test/tap",
                "user:secret@a.test/tap",
                "http://a.test/?x http://user:secret@b.test/tap",
                "ht\ttp://user:secret@a.test/tap",
                ""
            })
    void whatIsNoUrlIsRefusedWithoutItsPassword(String bad) {
        assertThatThrownBy(() -> list(Map.of(), "http://a.test/tap", bad))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("(named by the caller) is not one http or https URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aBadUrlOfTheEnvironmentIsRefusedToo() {
        assertThatThrownBy(() -> list(Map.of("IVOA_REGISTRY", "http://a.test/tap x:http://user:secret@b.test/tap")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessage("the registry 'x:http://***@b.test/tap' (IVOA_REGISTRY) is not one http or https URL");
    }

    @Test
    void aFileThatCannotBeReadIsAnErrorToo() throws IOException {
        Path file = configured(new byte[] {'h', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> list(Map.of()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(file + " is not UTF-8");
        configured(new byte[70_000]);
        assertThatThrownBy(() -> list(Map.of()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void findsTheUsersConfigurationDirectory() {
        assertThat(RegistryConfig.file(Map.of("XDG_CONFIG_HOME", "/conf"), "/home/u"))
                .isEqualTo(Path.of("/conf/skytrawl/registries"));
        assertThat(RegistryConfig.file(Map.of("XDG_CONFIG_HOME", "relative"), "/home/u"))
                .isEqualTo(Path.of("/home/u/.config/skytrawl/registries"));
    }

    @Test
    void keepsNoPasswordWhereverTheUrlComesFrom() throws IOException {
        assertThat(list(Map.of(), "https://user:secret@a.test/tap", "https://a.test/tap")
                        .urls())
                .containsExactly("https://a.test/tap");
        assertThat(list(Map.of("IVOA_REGISTRY", "http://user:secret@b.test/tap"))
                        .urls())
                .containsExactly("http://b.test/tap");
        configured("http://user:secret@c.test/tap\n");
        assertThat(list(Map.of()).urls()).containsExactly("http://c.test/tap");
        configured("htp://user:secret@c.test/tap\n");
        assertThatThrownBy(() -> list(Map.of()))
                .hasMessageContaining("htp://***@c.test/tap")
                .hasMessageNotContaining("secret");
    }

    @Test
    void oneRegistryIsNamedOnce() {
        assertThat(new RegistryList(
                                List.of(
                                        "http://a.test/tap",
                                        "http://a.test/tap/",
                                        "http://A.test:80/tap",
                                        "https://a.test/tap",
                                        "http://b.test/tap/"),
                                "")
                        .urls())
                .containsExactly("http://a.test/tap", "https://a.test/tap", "http://b.test/tap/");
    }
}
