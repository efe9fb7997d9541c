package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.RowLimits;
import org.skytrawl.simvo.universe.UploadWay;
import org.skytrawl.simvo.votable.Table;

/** @param tables without those of TAP_SCHEMA */
public record TapDescription(
        String site,
        String title,
        String accessUrl,
        List<Table> tables,
        RowLimits limits,
        List<String> dataModels,
        boolean regTap,
        UploadWay uploads) {
    public TapDescription {
        tables = List.copyOf(tables);
        dataModels = List.copyOf(dataModels);
    }

    /** With declared limits and the usual way to take uploads. */
    public TapDescription(
            String site,
            String title,
            String accessUrl,
            List<Table> tables,
            int defaultRows,
            int hardRows,
            List<String> dataModels,
            boolean regTap) {
        this(
                site,
                title,
                accessUrl,
                tables,
                new RowLimits(defaultRows, hardRows, true),
                dataModels,
                regTap,
                UploadWay.USUAL);
    }

    public TapDescription with(UploadWay other) {
        return new TapDescription(site, title, accessUrl, tables, limits, dataModels, regTap, other);
    }

    /** The data model that a schema as a whole is (RegTAP 1.2 section 8: the registry's is one), or null. */
    @Nullable
    String schemaUtype(String schema) {
        return regTap && schema.equals("rr") && !dataModels.isEmpty() ? dataModels.getFirst() : null;
    }
}
