package org.skytrawl.protocol.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.votable.TableField;

/** The columns of an answer, by name, UCD and utype. Immutable. */
public final class AnswerFields {
    private final List<TableField> fields;
    private final boolean wantsFootprints;
    private final BadCells.@Nullable Listener listener;
    private final String[] names;
    private final String[] ucds;
    private final String[] utypes;
    private final Map<String, Integer> byUcd = new HashMap<>();

    /**
     * @param fields in the order of the answer
     * @param wantsFootprints whether footprints must be read because records are judged by position
     */
    public AnswerFields(List<TableField> fields, boolean wantsFootprints) {
        this(fields, wantsFootprints, null);
    }

    /** @param listener is told each bad cell; null for none */
    public AnswerFields(List<TableField> fields, boolean wantsFootprints, BadCells.@Nullable Listener listener) {
        this.listener = listener;
        this.fields = fields;
        this.wantsFootprints = wantsFootprints;
        this.names = new String[fields.size()];
        this.ucds = new String[fields.size()];
        this.utypes = new String[fields.size()];
        for (int i = 0; i < names.length; i++) {
            TableField field = fields.get(i);
            String name = lower(field.name());
            String known = name.isEmpty() ? lower(field.id()) : name;
            names[i] = known.substring(known.lastIndexOf('.') + 1);
            ucds[i] = lower(field.ucd());
            String utype = lower(field.utype());
            utypes[i] = utype.substring(utype.indexOf(':') + 1);
            byUcd.putIfAbsent(ucds[i], i);
        }
    }

    public boolean wantsFootprints() {
        return wantsFootprints;
    }

    BadCells.@Nullable Listener listener() {
        return listener;
    }

    public TableField get(int index) {
        return fields.get(index);
    }

    public int size() {
        return fields.size();
    }

    /** The name, or else the ID, of a column in lower case, without a table prefix. */
    public String name(int index) {
        return names[index];
    }

    /** The UCD of a column in lower case, or empty. */
    public String ucd(int index) {
        return ucds[index];
    }

    /** The utype of a column in lower case without the prefix of its data model, or empty. */
    public String utype(int index) {
        return utypes[index];
    }

    /** The first column with a UCD (in lower case), or -1. */
    public int withUcd(String ucd) {
        return byUcd.getOrDefault(ucd, -1);
    }

    /** The column with a UCD (in lower case) if there is exactly one, else -1. */
    public int onlyWithUcd(String ucd) {
        int first = withUcd(ucd);
        for (int i = first + 1; i < ucds.length; i++) {
            if (ucds[i].equals(ucd)) {
                return -1;
            }
        }
        return first;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }
}
