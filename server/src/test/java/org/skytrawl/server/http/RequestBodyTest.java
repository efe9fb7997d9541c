package org.skytrawl.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** One byte at a time, without an end. */
    private static final class Drip extends InputStream {
        private int bytes;

        @Override
        public int read() {
            bytes++;
            return 'x';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
        }
    }

    @Test
    void aBodyThatDripsEndsAtItsTime() {
        Drip drip = new Drip();
        ApiException error = catchThrowableOfType(
                ApiException.class, () -> RequestBody.copy(drip, out, Long.MAX_VALUE, Duration.ZERO));
        assertThat(error.status()).isEqualTo(408);
        assertThat(drip.bytes).isLessThan(1000);
    }

    @Test
    void aBodyThatDripsEndsAtItsLength() {
        Drip drip = new Drip();
        ApiException error =
                catchThrowableOfType(ApiException.class, () -> RequestBody.copy(drip, out, 100, Duration.ofDays(1)));
        assertThat(error.status()).isEqualTo(413);
        assertThat(drip.bytes).isEqualTo(101);
        assertThat(out.size()).isEqualTo(100);
    }

    @Test
    void aBodyOfTheLimitIsTaken() throws IOException {
        assertThat(RequestBody.copy(new ByteArrayInputStream(new byte[100]), out, 100, Duration.ofDays(1)))
                .isEqualTo(100);
    }
}
