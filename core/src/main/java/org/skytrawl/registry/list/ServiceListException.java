package org.skytrawl.registry.list;

/** A service list cannot be read. The message has the list and, if known, line and column of the fault. */
public final class ServiceListException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public ServiceListException(String message) {
        super(message);
    }
}
