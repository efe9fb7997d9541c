package org.skytrawl.harvest.groups;

import java.nio.ByteBuffer;

/** 128 bits that stand for a text or for several values. That two differ and have one hash does not happen. */
record Hash(long high, long low) {
    static final int BYTES = 16;

    /** Stands for nothing. */
    static final Hash NONE = new Hash(0, 0);

    boolean isNone() {
        return high == 0 && low == 0;
    }

    void put(ByteBuffer out) {
        out.putLong(high).putLong(low);
    }

    static Hash get(ByteBuffer in) {
        return new Hash(in.getLong(), in.getLong());
    }
}
