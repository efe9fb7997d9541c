package org.skytrawl.protocol;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.votable.TableField;

/**
 * The columns that an answer has.
 *
 * @param fields as the answer declares them, in its order
 * @param wantsFootprints whether records will be judged by position, so that footprints must be read
 */
record AnswerFields(List<TableField> fields, boolean wantsFootprints) {
    TableField get(int index) {
        return fields.get(index);
    }

    int size() {
        return fields.size();
    }

    /** A column's name (its ID if it has none) in lower case, without the table it may be prefixed with. */
    String name(int index) {
        TableField field = fields.get(index);
        String name = lower(field.name());
        String known = name.isEmpty() ? lower(field.id()) : name;
        return known.substring(known.lastIndexOf('.') + 1);
    }

    /** A column's UCD in lower case, empty if it has none. */
    String ucd(int index) {
        return lower(fields.get(index).ucd());
    }

    /** A column's utype in lower case without its data model's prefix, empty if it has none. */
    String utype(int index) {
        String utype = lower(fields.get(index).utype());
        return utype.substring(utype.indexOf(':') + 1);
    }

    /** The first column with that UCD (in lower case), or -1. */
    int withUcd(String ucd) {
        for (int i = 0; i < size(); i++) {
            if (ucd(i).equals(ucd)) {
                return i;
            }
        }
        return -1;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }
}
