package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;

/**
 * Fetches all rows of a query. An answer that is cut is continued from the ivoid at which it was cut, of which all rows are
 * fetched again, until an answer is whole; parts that do not fit together are an error.
 *
 * @param tap whom to ask
 * @param maxRec the most rows asked for at once
 */
record WholeQuery(RegistryTap tap, long maxRec) {
    /** More parts than this and the registry gives so little at once that nobody should wait. */
    private static final int MAX_PARTS = 1_000;

    /** All rows, by ivoid. */
    List<RegistryRow> rows(RegTapQuery query, Notes notes) throws RegistryFailure, StoppedException {
        List<RegistryRow> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String cutAt = null;
        for (int part = 0; part < MAX_PARTS; part++) {
            NamedRows rows = new NamedRows(query.columns());
            TapSync.Answer answer = tap.ask(query.table(), query.adql(cutAt), maxRec, rows, notes);
            List<RegistryRow> own = rows.rows();
            boolean cut = answer.overflow() != null;
            if (cutAt != null && (own.isEmpty() || !ivoid(own.getFirst()).equalsIgnoreCase(cutAt))) {
                throw new RegistryFailure(query.table() + ": the parts of a cut answer do not fit together");
            }
            String next = cut && !own.isEmpty() ? ivoid(own.getLast()) : null;
            int before = all.size();
            for (RegistryRow row : own) {
                if (next == null || !ivoid(row).equalsIgnoreCase(next)) {
                    if (cut || cutAt != null) {
                        checkOrder(row, all, seen, query.table());
                    }
                    all.add(row);
                }
            }
            if (!cut) {
                return all;
            }
            if (next == null || all.size() == before) {
                throw new RegistryFailure(query.table()
                        + ": it gives so few rows at once that one resource does not fit (" + answer.overflow() + ")");
            }
            cutAt = next;
        }
        throw new RegistryFailure(query.table() + ": not whole after " + MAX_PARTS + " parts");
    }

    /** A resource's rows must stand together, else nobody knows what a cut has cost. */
    private static void checkOrder(RegistryRow row, List<RegistryRow> before, Set<String> seen, String table)
            throws RegistryFailure {
        String ivoid = ivoid(row).toLowerCase(Locale.ROOT);
        boolean again = !before.isEmpty() && ivoid(before.getLast()).equalsIgnoreCase(ivoid);
        if (!seen.add(ivoid) && !again) {
            throw new RegistryFailure(table + ": the answer is cut and not ordered by ivoid");
        }
    }

    private static String ivoid(RegistryRow row) {
        @Nullable String ivoid = row.text(0);
        return ivoid == null ? "" : ivoid;
    }
}
