package org.skytrawl.server.run;

/** Who asked for a run. */
public enum RunKind {
    /** The page, or another program through the API. */
    PAGE,
    /** A tool, through SIA2 or SSA. */
    FACADE
}
