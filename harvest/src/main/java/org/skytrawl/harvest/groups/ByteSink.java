package org.skytrawl.harvest.groups;

import java.io.IOException;

/** Takes rows as bytes. */
interface ByteSink {
    /** @param row not copied */
    void add(byte[] row) throws IOException, InterruptedException;
}
