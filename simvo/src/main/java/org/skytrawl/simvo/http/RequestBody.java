package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The content of a request, with a length or in chunks (RFC 9112 sections 6 and 7.1). */
final class RequestBody {
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int MOST_LINE = 64 * 1024;

    private final Incoming in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private RequestBody(Incoming in) {
        this.in = in;
    }

    static void check(RequestHead head) throws BadRequestException {
        if (!head.chunked() && head.contentLength() > MOST_BYTES) {
            throw tooLong();
        }
    }

    static byte[] read(RequestHead head, Incoming in) throws IOException, BadRequestException {
        RequestBody content = new RequestBody(in);
        if (head.chunked()) {
            content.readChunks();
        } else {
            content.readBytes(head.contentLength());
        }
        return content.body.toByteArray();
    }

    private void readChunks() throws IOException, BadRequestException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            if (size > MOST_BYTES - body.size()) {
                throw tooLong();
            }
            readBytes(size);
            if (!in.line(MOST_LINE, 400).isEmpty()) {
                throw new BadRequestException("a chunk is longer than it says");
            }
        }
        int trailers = 0;
        for (String line = in.line(MOST_LINE, 431); !line.isEmpty(); line = in.line(MOST_LINE, 431)) {
            trailers += line.length();
            if (trailers > MOST_LINE) {
                throw new BadRequestException(431, "the trailers are too long");
            }
        }
    }

    private long chunkSize() throws IOException, BadRequestException {
        String line = in.line(MOST_LINE, 400);
        int extension = line.indexOf(';');
        String size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new BadRequestException("a chunk has no length");
        }
        return Long.parseLong(size, 16);
    }

    private void readBytes(long count) throws IOException, BadRequestException {
        byte[] bytes = new byte[(int) Math.min(count, 8192)];
        for (long left = count; left > 0; ) {
            int read = in.read(bytes, 0, (int) Math.min(left, bytes.length));
            if (read < 0) {
                throw new BadRequestException("the request ends within its body");
            }
            body.write(bytes, 0, read);
            left -= read;
        }
    }

    private static BadRequestException tooLong() {
        return new BadRequestException(413, "the body is longer than " + MOST_BYTES + " bytes");
    }
}
