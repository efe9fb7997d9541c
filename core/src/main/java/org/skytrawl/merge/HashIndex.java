package org.skytrawl.merge;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Numbers the distinct keys of records from 0 on. A key is stored as 128 bits of hash and the first record that has it,
 * in primitive arrays: some 28 bytes a key, where a map of objects needs well over 100.
 */
final class HashIndex {
    /** Confirms that two records with equal hashes have equal keys. */
    @FunctionalInterface
    interface SameKey {
        boolean test(int record, int other);
    }

    /** For keys of at most 128 bits, which are their own hash. */
    static final SameKey EXACT = (record, other) -> true;

    private static final long P1 = 0x9E3779B97F4A7C15L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;

    /** Random for each process, so that nobody can craft colliding texts. */
    static final long SEED = new SecureRandom().nextLong();

    private final int[] slots;
    private final long[] highs;
    private final long[] lows;
    private final int[] firsts;
    private int size;

    HashIndex(int capacity) {
        // at most half full, so that probing stays short
        this.slots = new int[(int) Math.min(1L << 30, 4L * Integer.highestOneBit(Math.max(capacity, 1)))];
        Arrays.fill(slots, -1);
        this.highs = new long[capacity];
        this.lows = new long[capacity];
        this.firsts = new int[capacity];
    }

    /** The number of the key. A new key gets a new number, and the record becomes its first. */
    int idOf(long high, long low, int record, SameKey same) {
        int slot = slotOf(high, low, record, same);
        if (slots[slot] < 0) {
            highs[size] = high;
            lows[size] = low;
            firsts[size] = record;
            slots[slot] = size++;
        }
        return slots[slot];
    }

    /** The number of a text, which {@code same} must compute from the record in the same way. */
    int idOf(String text, int record, SameKey same) {
        long high = SEED;
        long low = ~SEED;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            high = (high ^ c) * P1;
            low = (Long.rotateLeft(low, 23) + c) * P2;
        }
        return idOf(mix(high), mix(low), record, same);
    }

    /** The number of an {@link #EXACT} key, or -1. */
    int find(long high, long low) {
        return slots[slotOf(high, low, -1, EXACT)];
    }

    int first(int id) {
        return firsts[id];
    }

    int size() {
        return size;
    }

    /** Combines two numbers to one half of an exact key. */
    static long pair(int a, int b) {
        return ((long) a << 32) | (b & 0xFFFFFFFFL);
    }

    static long mix(long bits) {
        long x = (bits ^ (bits >>> 32)) * P1;
        x = (x ^ (x >>> 29)) * P2;
        return x ^ (x >>> 32);
    }

    private int slotOf(long high, long low, int record, SameKey same) {
        int slot = (int) mix(high + Long.rotateLeft(mix(low ^ SEED), 17)) & (slots.length - 1);
        while (slots[slot] >= 0) {
            int id = slots[slot];
            if (highs[id] == high && lows[id] == low && same.test(record, firsts[id])) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
