package org.skytrawl.registry.list;

/** A service list cannot be read at all; the message names the list, and line and column of the fault where there are any. */
public final class ServiceListException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With what is wrong with which list, for people. */
    public ServiceListException(String message) {
        super(message);
    }
}
