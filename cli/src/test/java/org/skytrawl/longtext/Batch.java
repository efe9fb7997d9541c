package org.skytrawl.longtext;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some places, each with a long text, that are tried together, or any of them alone where one of them is at fault. */
interface Batch {
    String name();

    /** What each case is called; there is at least one. */
    List<String> cases();

    /**
     * Tries these cases.
     *
     * @return what is wrong, or null
     */
    @Nullable
    String run(List<Integer> chosen) throws Exception;
}
