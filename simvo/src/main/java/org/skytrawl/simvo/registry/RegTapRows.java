package org.skytrawl.simvo.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/** A universe's resources as the rows of a relational registry. */
final class RegTapRows {
    private static final double PLANCK_TIMES_C_J_M = 1.986445857148968e-25;
    private static final String CREATED = "2026-01-01T00:00:00";
    private static final String PUBLISHER = "ivo://sim.skytrawl/org";

    private final Map<Table, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

    private RegTapRows() {
        RegTapTables.ALL.forEach(table -> rows.put(table, new ArrayList<>()));
    }

    /** The rows of each table. */
    static Map<Table, List<@Nullable Object[]>> of(Universe universe, String registryUrl) {
        RegTapRows made = new RegTapRows();
        made.organisation();
        made.registry(registryUrl);
        universe.resources().forEach(made::resource);
        return made.rows;
    }

    private void add(Table table, @Nullable Object... cells) {
        @Nullable Object[] row = cells.clone();
        if (row.length != table.columns().size()) {
            throw new IllegalStateException(
                    row.length + " cells for the " + table.columns().size() + " columns of " + table.name());
        }
        rows.computeIfAbsent(table, key -> new ArrayList<>()).add(row);
    }

    private void organisation() {
        head(PUBLISHER, "vr:organisation", "The Simulated Observatory", null);
    }

    private void registry(String url) {
        String ivoid = "ivo://sim.skytrawl/registry";
        head(ivoid, "vs:catalogservice", "The registry of the simulated VO", null);
        tap(ivoid, 1, new Capability(Kind.TAP, url, -1));
        add(RegTapTables.RES_DETAIL, ivoid, 1, "/capability/dataModel/@ivo-id", "ivo://ivoa.net/std/regtap#1.2");
    }

    private void head(String ivoid, String type, String title, @Nullable String waveband) {
        add(
                RegTapTables.RESOURCE,
                ivoid,
                type,
                CREATED,
                title.split("[:<]", 2)[0].strip(),
                title,
                CREATED,
                "research",
                "A part of the simulated VO: " + title,
                "http://127.0.0.1/doc",
                "Sim, A.; Vo, B.",
                type.equals("vr:organisation") ? "organisation" : "catalog#archive",
                null,
                null,
                "1.0",
                null,
                waveband,
                "public",
                null,
                "ivo://sim.skytrawl/registry");
        add(RegTapTables.RES_ROLE, ivoid, "The Simulated Observatory", PUBLISHER, null, null, null, null, "publisher");
        add(RegTapTables.RES_ROLE, ivoid, "Sim, A.", null, null, null, null, null, "creator");
        add(RegTapTables.RES_ROLE, ivoid, "Help desk", null, null, "help@example.org", null, null, "contact");
        add(RegTapTables.RES_SUBJECT, ivoid, "surveys");
        add(RegTapTables.SUBJECT_UAT, ivoid, "surveys");
        add(RegTapTables.RES_DATE, ivoid, CREATED, "created");
        add(RegTapTables.VALIDATION, ivoid, "ivo://sim.skytrawl/registry", 2, null);
    }

    private void resource(Resource resource) {
        String ivoid = resource.ivoid();
        head(ivoid, resource.type(), resource.title(), waveband(resource.coverage()));
        for (String server : resource.servedBy()) {
            add(RegTapTables.RELATIONSHIP, ivoid, "isservedby", server, "A service");
        }
        tables(resource);
        coverage(ivoid, resource.coverage());
        int index = 0;
        for (Capability capability : resource.capabilities()) {
            index++;
            if (capability.kind().standardId().contains("/std/tap")) {
                tap(ivoid, index, capability);
            } else {
                plain(ivoid, index, capability);
            }
            if (capability.kind() == Kind.OBSTAP_MODEL) {
                // as it is written in the wild, in any case
                add(
                        RegTapTables.RES_DETAIL,
                        ivoid,
                        index,
                        "/capability/dataModel/@ivo-id",
                        "ivo://ivoa.net/std/ObsCore#core-1.1");
            }
        }
    }

    private void tap(String ivoid, int index, Capability capability) {
        add(
                RegTapTables.CAPABILITY,
                ivoid,
                index,
                "tr:tableaccess",
                "Table access",
                capability.kind().standardId());
        face(ivoid, index, capability, "base");
        add(RegTapTables.RES_DETAIL, ivoid, index, "/capability/outputLimit/hard", "1000000");
        add(RegTapTables.RES_DETAIL, ivoid, index, "/capability/outputLimit/hard/@unit", "row");
    }

    private void plain(String ivoid, int index, Capability capability) {
        boolean cone = capability.kind() == Kind.CONE_SEARCH;
        add(
                RegTapTables.CAPABILITY,
                ivoid,
                index,
                cone ? "cs:conesearch" : "sia:simpleimageaccess",
                "Simple access",
                capability.kind().standardId());
        face(ivoid, index, capability, "base");
        add(
                RegTapTables.INTF_PARAM,
                ivoid,
                index,
                "POS",
                "pos",
                "deg",
                null,
                1,
                "char",
                null,
                null,
                "*",
                null,
                "optional",
                "A place on the sky");
    }

    private void face(String ivoid, int index, Capability capability, String use) {
        add(
                RegTapTables.INTERFACE,
                ivoid,
                index,
                index,
                "vs:paramhttp",
                "std",
                capability.kind().version(),
                "get",
                "application/x-votable+xml",
                null,
                use,
                capability.accessUrl(),
                null,
                0);
        // many have a page for browsers besides
        add(
                RegTapTables.INTERFACE,
                ivoid,
                index,
                100 + index,
                "vr:webbrowser",
                null,
                null,
                null,
                null,
                null,
                "full",
                "http://127.0.0.1/form",
                null,
                0);
    }

    private void tables(Resource resource) {
        if (resource.tables().isEmpty()) {
            return;
        }
        add(RegTapTables.RES_SCHEMA, resource.ivoid(), 1, "Tables", "tables", null, null);
        int index = 0;
        for (String table : resource.tables()) {
            index++;
            boolean obsCore = resource.capabilities().stream()
                    .anyMatch(capability -> capability.kind().isTable() || capability.kind() == Kind.OBSTAP_MODEL);
            boolean marked = obsCore && resource.type().equals("vs:catalogresource");
            add(
                    RegTapTables.RES_TABLE,
                    resource.ivoid(),
                    1,
                    "The table " + table,
                    table,
                    index,
                    table,
                    "table",
                    marked ? ObsCoreTable.UTYPE : null,
                    null);
            if (obsCore) {
                for (Column column : ObsCoreTable.COLUMNS) {
                    tableColumn(resource.ivoid(), index, column);
                }
                add(
                        RegTapTables.TAP_TABLE,
                        resource.ivoid(),
                        resource.ivoid(),
                        resource.title(),
                        table,
                        table,
                        "The table " + table,
                        marked ? ObsCoreTable.UTYPE : null);
            }
        }
    }

    private void tableColumn(String ivoid, int table, Column column) {
        add(
                RegTapTables.TABLE_COLUMN,
                ivoid,
                table,
                column.name(),
                column.ucd(),
                column.unit(),
                column.utype() == null ? null : column.utype().toLowerCase(java.util.Locale.ROOT),
                1,
                column.type().datatype(),
                null,
                column.xtype() == null ? null : column.xtype().toLowerCase(java.util.Locale.ROOT),
                column.type().arraysize(),
                null,
                "vs:votabletype",
                null,
                column.description());
    }

    private void coverage(String ivoid, Coverage coverage) {
        if (coverage.moc() != null) {
            add(RegTapTables.STC_SPATIAL, ivoid, coverage.moc(), null);
        }
        Span mjd = coverage.mjd();
        if (mjd != null) {
            add(RegTapTables.STC_TEMPORAL, ivoid, single(mjd.lo()), single(mjd.hi()));
        }
        Span band = coverage.wavelengthM();
        if (band != null) {
            // in joules, so the short wave is the upper end
            add(
                    RegTapTables.STC_SPECTRAL,
                    ivoid,
                    single(PLANCK_TIMES_C_J_M / band.hi()),
                    single(PLANCK_TIMES_C_J_M / band.lo()));
        }
    }

    /** Registries keep them in single precision. */
    private static double single(double value) {
        return (float) value;
    }

    private static @Nullable String waveband(Coverage coverage) {
        Span band = coverage.wavelengthM();
        if (band == null) {
            return null;
        }
        String[] names = {"gamma-ray", "x-ray", "euv", "uv", "optical", "infrared", "millimeter", "radio"};
        double[] ends = {1e-11, 1e-8, 1e-7, 3e-7, 1e-6, 1e-4, 1e-2, 1e3};
        StringBuilder words = new StringBuilder();
        double start = 0;
        for (int i = 0; i < names.length; i++) {
            if (band.overlaps(new Span(start, ends[i]))) {
                words.append(words.isEmpty() ? "" : "#").append(names[i]);
            }
            start = ends[i];
        }
        return words.toString();
    }
}
