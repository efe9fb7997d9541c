package org.skytrawl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageForBrowserTest {
    private static final String URL = "http://127.0.0.2:8090/?token=0123456789abcdef0123456789abcdef01234567";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theCommandLineOfTheBrowserHasNoToken() throws Exception {
        try (PageForBrowser page = PageForBrowser.to(URL, folder)) {
            for (String system : List.of("Linux", "Mac OS X", "Windows 11")) {
                assertThat(String.join(" ", Browser.command(system, page.url())))
                        .contains("file:")
                        .doesNotContain("token");
            }
        }
    }

    @Test
    void onlyTheUserReadsItAndItGoes() throws Exception {
        Path file = folder.resolve("open.html");
        Files.writeString(file, "of an earlier server");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        PageForBrowser page = PageForBrowser.to(URL, folder);
        assertThat(Files.readString(file)).contains("content=\"0; url=" + URL + "\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        page.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void anAddressIsNoMarkup() {
        assertThatIllegalArgumentException().isThrownBy(() -> PageForBrowser.to("http://a/\"><script>", folder));
    }
}
