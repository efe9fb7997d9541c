package org.skytrawl.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DecompressedTest {
    private static final byte[] XML =
            ("<?xml version='1.0'?>\n<VOTABLE>" + "<TR><TD>1.5</TD></TR>\n".repeat(500)).getBytes(UTF_8);
    private static final byte[] SHORT_XML = "<VOTABLE/>".getBytes(UTF_8);

    private static byte[] gzip(byte[] content) throws IOException {
        return Fetching.gzip(content);
    }

    private static byte[] deflate(byte[] content, boolean raw, int level) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(level, raw))) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] read(byte[] body, boolean announced, int piece) throws IOException {
        InputStream dripping = new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, piece));
            }

            @Override
            public void close() {
                throw new AssertionError("the connection is closed by its owner");
            }
        };
        try (Decompressed in = new Decompressed(dripping, announced, 1 << 24)) {
            return in.readAllBytes();
        }
    }

    private static void assertReads(byte[] body, byte[] expected, boolean... announced) throws IOException {
        for (boolean one : announced) {
            for (int piece : new int[] {1, 5, 100, 100_000}) {
                assertThat(Arrays.equals(read(body, one, piece), expected))
                        .as("pieces of %d, announced %s", piece, one)
                        .isTrue();
            }
        }
    }

    @Test
    void gzipAndDeflateAreReadHoweverTheyAreAnnounced() throws IOException {
        for (byte[] content : new byte[][] {XML, SHORT_XML}) {
            assertReads(gzip(content), content, true, false);
            for (int level : new int[] {0, 1, 6, 9}) {
                assertReads(deflate(content, false, level), content, true, false);
            }
            for (int level : new int[] {1, 6, 9}) {
                assertReads(deflate(content, true, level), content, true, false);
            }
        }
    }

    @Test
    void oneCompressionWithinAnotherIsRead() throws IOException {
        assertReads(gzip(gzip(XML)), XML, false);
        assertReads(gzip(gzip(gzip(XML))), XML, false);
        assertReads(gzip(deflate(XML, false, 6)), XML, true, false);
        assertReads(deflate(gzip(XML), false, 6), XML, true, false);
        assertReads(deflate(gzip(XML), true, 6), XML, true, false);
        // more layers stay: nobody means that
        assertThat(read(gzip(gzip(gzip(gzip(XML)))), false, 1000)).isEqualTo(gzip(XML));
    }

    @Test
    void whatFollowsTheEndIsIgnoredAndFurtherMembersAreRead() throws IOException {
        byte[] junk = "\r\n".getBytes(UTF_8);
        assertReads(joined(gzip(XML), junk), XML, false);
        assertReads(joined(gzip(XML), new byte[1000]), XML, false);
        assertReads(joined(deflate(XML, false, 6), junk), XML, true, false);
        assertReads(joined(gzip(XML), gzip(SHORT_XML)), joined(XML, SHORT_XML), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<VOTABLE/>",
                "\n<VOTABLE/>",
                "",
                "x",
                "x^2 is not zlib",
                "Internal error: out of memory",
                "{\"a\": 1}",
                "\u00e9t\u00e9",
                "\u001f",
                "\u001f and so on",
                "BZh91AY&SY",
                "multipart/mixed; a text of some length that is not compressed, is it?"
            })
    void allElsePassesAsItIs(String text) throws IOException {
        assertReads(text.getBytes(UTF_8), text.getBytes(UTF_8), false, true);
    }

    @Test
    void damageAndCutsAreToldApart() throws IOException {
        byte[] good = gzip(XML);
        byte[] damaged = good.clone();
        damaged[good.length - 6]++;
        assertThat(Fetching.failure(() -> read(damaged, false, 1000))).isInstanceOf(ZipException.class);
        assertThat(Fetching.failure(() -> read(Arrays.copyOf(good, good.length / 2), false, 1000)))
                .isInstanceOf(java.io.EOFException.class);
    }

    @Test
    void randomBytesAndDamagedArchivesEnd() throws IOException {
        byte[][] seeds = {gzip(XML), deflate(XML, false, 6), deflate(XML, true, 6), gzip(gzip(XML)), XML};
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = seeds[random.nextInt(seeds.length)].clone();
            for (int i = random.nextInt(1, 10); i > 0; i--) {
                bytes[random.nextInt(Math.min(bytes.length, 100))] = (byte) random.nextInt(256);
            }
            boolean announced = random.nextBoolean();
            try {
                read(bytes, announced, random.nextInt(1, 500));
            } catch (IOException e) {
                assertThat(e)
                        .isInstanceOfAny(
                                ZipException.class, java.io.EOFException.class, Decompressed.TooLargeException.class);
            }
        }
    }
}
