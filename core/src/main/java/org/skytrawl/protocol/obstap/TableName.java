package org.skytrawl.protocol.obstap;

import java.util.regex.Pattern;

/** Table names come from the registry and go verbatim into ADQL: only what can be nothing but a name gets there. */
final class TableName {
    private static final int LONGEST = 300;
    private static final String PART = "(?:[A-Za-z_][A-Za-z0-9_]*+|\"(?:[^\"\\p{Cntrl}]|\"\")++\")";
    private static final Pattern PATH = Pattern.compile(PART + "(?:\\." + PART + "){0,3}");

    private TableName() {}

    /**
     * Whether this is a table name in ADQL 2.0 (section 2.1.2): up to four regular or delimited identifiers with dots
     * between them. A leading underscore is no ADQL, but some services have it.
     */
    static boolean isUsable(String name) {
        return name.length() <= LONGEST && PATH.matcher(name).matches();
    }
}
