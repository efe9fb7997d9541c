package org.skytrawl.server.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.Uploads.Limits;
import org.skytrawl.server.question.Uploads.Upload;

class UploadsTest {
    @TempDir
    private Path folder;

    private Uploads uploads(long mostBytes, long inAll, Duration longest) {
        return Uploads.in(folder, new Limits(mostBytes, inAll, Duration.ofDays(30), longest));
    }

    private static InputStream of(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void aFileIsKeptByItsChecksum() throws IOException {
        Uploads uploads = uploads(100, 1000, Duration.ofMinutes(1));
        Upload sent = uploads.take(of("6/1"), "a.txt");
        assertThat(sent.parameter()).startsWith("upload:").hasSize(7 + 64);
        Upload again = Uploads.in(folder, Limits.DEFAULTS).get(sent.parameter(), "moc");
        assertThat(sent.wasThere()).isFalse();
        assertThat(again).isEqualTo(new Upload(sent.id(), "a.txt", sent.file(), true));
        assertThat(Files.readString(again.file())).isEqualTo("6/1");
        Upload twice = uploads.take(of("6/1"), "b.txt");
        assertThat(twice.id()).isEqualTo(sent.id());
        assertThat(twice.wasThere()).isTrue();
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void whatIsTooLongLeavesNothing() throws IOException {
        Uploads uploads = uploads(10, 1000, Duration.ofMinutes(1));
        assertThat(catchThrowableOfType(ApiException.class, () -> uploads.take(of("12345678901"), "a"))
                        .status())
                .isEqualTo(413);
        assertThat(files()).isZero();
        assertThat(uploads.take(of("1234567890"), "a").name()).isEqualTo("a");
    }

    @Test
    void anEndlessFileIsGivenUp() throws IOException {
        Uploads uploads = uploads(Long.MAX_VALUE, 1000, Duration.ofMillis(1));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        ApiException error = catchThrowableOfType(ApiException.class, () -> uploads.take(endless, "a"));
        assertThat(error.text()).contains("did not come within");
        assertThat(files()).isZero();
    }

    @Test
    void oneThatBreaksOffLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> uploads(100, 1000, Duration.ofMinutes(1)).take(broken, "a"))
                .isInstanceOf(IOException.class);
        assertThat(files()).isZero();
    }

    @Test
    void oldFilesAndTheOldestOfTooManyAreDeleted() throws IOException {
        Uploads uploads = uploads(100, 7, Duration.ofMinutes(1));
        Upload old = uploads.take(of("one"), "a");
        Upload first = uploads.take(of("two2"), "b");
        Upload second = uploads.take(of("three"), "c");
        Files.setLastModifiedTime(old.file(), FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        Files.setLastModifiedTime(first.file(), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        uploads.prune();
        assertThat(old.file()).doesNotExist();
        assertThat(first.file()).doesNotExist();
        assertThat(second.file()).exists();
        assertThat(catchThrowableOfType(ApiException.class, () -> uploads.get(old.parameter(), "moc"))
                        .code())
                .isEqualTo("unknown_file");
        assertThat(files()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x.fits", "C:\\x\\x.fits", "/etc/x.fits", "x.fits"})
    void theNameIsNoPath(String name) throws IOException {
        Upload sent = uploads(100, 1000, Duration.ofMinutes(1)).take(of("6/1"), name);
        assertThat(sent.name()).isEqualTo("x.fits");
        assertThat(sent.file().getParent()).isEqualTo(folder);
    }
}
