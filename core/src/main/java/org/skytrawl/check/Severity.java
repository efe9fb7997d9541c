package org.skytrawl.check;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
    /** Clients lose data or cannot use the service. */
    ERROR,
    /** Clients must guess, or only careful ones succeed. */
    WARNING,
    /** Good to know. */
    NOTE;

    /** In reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
