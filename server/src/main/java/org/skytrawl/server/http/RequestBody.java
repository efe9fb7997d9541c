package org.skytrawl.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Reads bodies of requests up to a number of bytes and a time. A body that pauses longer than the connection may be idle ends with
 * the connection. Thread-safe.
 */
public final class RequestBody {
    private static final int PIECE = 1 << 16;

    private RequestBody() {}

    /** @throws ApiException 413 if it is longer, 408 if it takes longer */
    public static byte[] read(Context ctx, long most, Duration limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copy(ctx, out, most, limit);
        return out.toByteArray();
    }

    /**
     * @return its length in bytes
     * @throws ApiException 413 if it is longer, 408 if it takes longer
     */
    public static long copy(Context ctx, OutputStream out, long most, Duration limit) throws IOException {
        if (ctx.req().getContentLengthLong() > most) {
            throw tooLarge(ctx, most);
        }
        long end = System.nanoTime() + limit.toNanos();
        long length = 0;
        byte[] piece = new byte[PIECE];
        InputStream in = ctx.req().getInputStream();
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            length += read;
            if (length > most) {
                throw tooLarge(ctx, most);
            }
            if (System.nanoTime() - end > 0) {
                ctx.header("Connection", "close");
                throw new ApiException(408, "too_slow", "the body took longer than " + limit.toSeconds() + " s");
            }
            out.write(piece, 0, read);
        }
        return length;
    }

    private static ApiException tooLarge(Context ctx, long most) {
        // the rest of the body is not read
        ctx.header("Connection", "close");
        return new ApiException(413, "too_large", "the body is longer than the limit of " + most + " bytes");
    }
}
