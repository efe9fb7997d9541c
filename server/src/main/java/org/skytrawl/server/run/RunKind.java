package org.skytrawl.server.run;

import java.util.Locale;

/** Who asked for a run. */
public enum RunKind {
    /** The page, or another program through the API. */
    PAGE,
    /** A tool, through SIA2 or SSA. */
    FACADE;

    /** The word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
