package org.skytrawl.model;

/** The connections and limits of a client, for a download that shares them. Only the client makes them. */
public interface Connections extends AutoCloseable {
    @Override
    void close();
}
