package org.skytrawl.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage that knows nothing of what it damages. */
final class ByteMutations {
    private static final int[] INTS = {
        0, 1, -1, 2, 7, 255, 256, 65_535, 1 << 20, 1 << 22, (1 << 22) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private ByteMutations() {}

    static byte[] one(byte[] bytes, SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, random);
            case 1 -> overwritten(bytes, random);
            case 2 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 3 -> withoutSlice(bytes, random);
            case 4 -> repeated(bytes, random);
            case 5 -> swapped(bytes, random);
            case 6 -> with(bytes, random.nextInt(bytes.length + 1), noise(random));
            case 7 -> withInt(bytes, random);
            default -> with(bytes, random.nextInt(bytes.length + 1), utf8(Nasty.piece(random)));
        };
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] with(byte[] bytes, int at, byte[] inserted) {
        return replaced(bytes, at, at, inserted);
    }

    static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        byte[] result = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private static byte[] overwritten(byte[] bytes, SplittableRandom random) {
        byte[] noise = noise(random);
        if (noise.length > bytes.length) {
            return noise;
        }
        int at = random.nextInt(bytes.length - noise.length + 1);
        return replaced(bytes, at, at + noise.length, noise);
    }

    private static byte[] withoutSlice(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length + 1);
        return replaced(bytes, from, sliceEnd(bytes, from, random), new byte[0]);
    }

    private static int sliceEnd(byte[] bytes, int from, SplittableRandom random) {
        int longest = random.nextBoolean() ? 16 : 2000;
        return Math.min(bytes.length, from + 1 + random.nextInt(longest));
    }

    private static byte[] repeated(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length + 1);
        byte[] slice = Arrays.copyOfRange(bytes, from, sliceEnd(bytes, from, random));
        ByteArrayOutputStream copies = new ByteArrayOutputStream();
        int times = random.nextInt(8) == 0 ? 20_000 / (slice.length + 1) + 1 : 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            copies.writeBytes(slice);
        }
        return with(bytes, from, copies.toByteArray());
    }

    private static byte[] swapped(byte[] bytes, SplittableRandom random) {
        int[] cuts = random.ints(4, 0, bytes.length + 1).sorted().toArray();
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length);
        result.write(bytes, 0, cuts[0]);
        result.write(bytes, cuts[2], cuts[3] - cuts[2]);
        result.write(bytes, cuts[1], cuts[2] - cuts[1]);
        result.write(bytes, cuts[0], cuts[1] - cuts[0]);
        result.write(bytes, cuts[3], bytes.length - cuts[3]);
        return result.toByteArray();
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] noise = new byte[1 + random.nextInt(8)];
        random.nextBytes(noise);
        return noise;
    }

    /** Lengths, in binary tables, are where the harm is done. */
    private static byte[] withInt(byte[] bytes, SplittableRandom random) {
        byte[] value =
                ByteBuffer.allocate(4).putInt(INTS[random.nextInt(INTS.length)]).array();
        if (bytes.length < 4) {
            return value;
        }
        int at = random.nextInt(bytes.length - 3);
        return replaced(bytes, at, at + 4, value);
    }
}
