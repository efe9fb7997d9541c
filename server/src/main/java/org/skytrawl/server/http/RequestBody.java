package org.skytrawl.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Reads bodies of requests up to a number of bytes and a time. A body that pauses longer than the connection may be idle ends with
 * the connection; one that drips ends here. Thread-safe.
 */
public final class RequestBody {
    private static final int PIECE = 1 << 16;

    private RequestBody() {}

    /** @throws ApiException 413 if it is longer, 408 if it takes longer; the rest is not read */
    public static byte[] read(Context ctx, long most, Duration limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (ctx.req().getContentLengthLong() > most) {
                throw tooLarge(most);
            }
            copy(ctx.req().getInputStream(), out, most, limit);
        } catch (ApiException e) {
            ctx.header("Connection", "close");
            throw e;
        }
        return out.toByteArray();
    }

    /**
     * @return its length in bytes
     * @throws ApiException 413 if it is longer, 408 if it takes longer; the connection is then of no more use
     */
    public static long copy(InputStream in, OutputStream out, long most, Duration limit) throws IOException {
        long begin = System.nanoTime();
        long length = 0;
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            length += read;
            if (length > most) {
                throw tooLarge(most);
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new ApiException(408, "too_slow", "the body did not come within " + limit.toSeconds() + " s");
            }
            out.write(piece, 0, read);
        }
        return length;
    }

    public static ApiException tooLarge(long most) {
        return new ApiException(413, "too_large", "the body is longer than the limit of " + most + " bytes");
    }
}
