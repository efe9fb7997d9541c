package org.skytrawl.simvo.tap;

import org.jspecify.annotations.Nullable;

/** The tables that a query can name. */
@FunctionalInterface
interface TableNames {
    /**
     * The table of these names, or null if there is none.
     *
     * @throws TapError if it cannot be made available
     */
    @Nullable
    TableRef find(String schema, String name) throws TapError;
}
