package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** Two small sites in one database: one with an ObsCore table, one like a registry. */
final class SmallTap implements AutoCloseable {
    static final String OBSCORE = "ivo://ivoa.net/std/ObsCore#core-1.1";

    static final Table RESOURCE =
            table("rr", "resource", "ivoid", "res_type", "res_title", "res_description", "waveband");
    static final Table CAPABILITY = table("rr", "capability", "ivoid", "#cap_index", "cap_type", "standard_id");
    static final Table INTERFACE =
            table("rr", "interface", "ivoid", "#cap_index", "#intf_index", "intf_role", "access_url");
    static final Table SUBJECT = table("rr", "res_subject", "ivoid", "res_subject");
    static final Table SPATIAL = table("rr", "stc_spatial", "ivoid", "coverage");
    static final Table DETAIL = table("rr", "res_detail", "ivoid", "#cap_index", "detail_xpath", "detail_value");
    static final List<Table> REGISTRY = List.of(RESOURCE, CAPABILITY, INTERFACE, SUBJECT, SPATIAL, DETAIL);

    final TapDatabase database = new TapDatabase(1);
    final TapService obscore;

    /** The same as {@link #obscore}, but gives 20 rows of itself and 25 at most. */
    final TapService limited;

    final TapService registry;

    SmallTap() {
        Table table = ObsCoreTable.named("ivoa.obscore");
        database.create("obs", table);
        database.insert("obs", table, obsCoreRows());
        obscore = service(table, 1_000, 2_000);
        limited = service(table, 20, 25);
        for (Table one : REGISTRY) {
            database.create("reg", one);
        }
        fillRegistry();
        registry = new TapService(
                database,
                new TapDescription(
                        "reg", "A registry", Asked.BASE + "/tap", REGISTRY, 10_000, 100_000, List.of(), true),
                "/tap");
    }

    private TapService service(Table table, int defaultRows, int hardRows) {
        return new TapService(
                database,
                new TapDescription(
                        "obs",
                        "Observations",
                        Asked.BASE + "/tap",
                        List.of(table),
                        defaultRows,
                        hardRows,
                        List.of(OBSCORE),
                        false),
                "/tap");
    }

    /** 30 images along the equator of right ascension 0 to 29 with circles of 0.5 degrees; the last has no region. */
    private static List<@Nullable Object[]> obsCoreRows() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double ra = i;
            String region = i == 29 ? null : "CIRCLE ICRS " + ra + " 0.0 0.5";
            rows.add(new @Nullable Object[] {
                i % 3 == 2 ? "cube" : "image",
                2,
                "SIM",
                "obs-" + i,
                "Title " + i,
                "ivo://sim/data?" + i,
                "http://127.0.0.1:1/data/" + i,
                "application/fits",
                100L + i,
                null,
                ra,
                0.0,
                1.0,
                region,
                1.0,
                100L,
                100L,
                50_000.0 + i,
                50_000.5 + i,
                60.0,
                null,
                1L,
                4e-7,
                7e-7,
                null,
                1L,
                "phot.flux",
                null,
                null,
                "Simulated Observatory",
                "SIM-1"
            });
        }
        return rows;
    }

    private void fillRegistry() {
        List<@Nullable Object[]> resources = new ArrayList<>();
        List<@Nullable Object[]> capabilities = new ArrayList<>();
        List<@Nullable Object[]> interfaces = new ArrayList<>();
        List<@Nullable Object[]> subjects = new ArrayList<>();
        List<@Nullable Object[]> spatial = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String ivoid = "ivo://sim/r" + i;
            resources.add(new @Nullable Object[] {
                ivoid,
                "vs:catalogservice",
                "Survey " + i,
                "Images of galaxies, number " + i,
                i % 2 == 0 ? "optical#radio" : "x-ray"
            });
            subjects.add(new @Nullable Object[] {ivoid, i < 3 ? "Galaxies" : "Quasars"});
            for (int cap = 1; cap <= 2; cap++) {
                capabilities.add(new @Nullable Object[] {
                    ivoid,
                    cap,
                    cap == 1 ? "simpleimageaccess" : null,
                    cap == 1 ? "ivo://ivoa.net/std/sia" : "ivo://ivoa.net/std/vosi#tables"
                });
                interfaces.add(new @Nullable Object[] {ivoid, cap, 1, "std", "http://127.0.0.1:1/r" + i + "/" + cap});
            }
            spatial.add(
                    new @Nullable Object[] {ivoid, i == 0 ? "6/0-100" : "6/" + (4000 * i) + "-" + (4000 * i + 100)});
        }
        database.insert("reg", RESOURCE, resources);
        database.insert("reg", CAPABILITY, capabilities);
        database.insert("reg", INTERFACE, interfaces);
        database.insert("reg", SUBJECT, subjects);
        database.insert("reg", SPATIAL, spatial);
    }

    /** Columns of text, or with # before their names of small whole numbers. */
    static Table table(String schema, String name, String... columns) {
        return new Table(
                schema,
                name,
                null,
                "The table " + name,
                Arrays.stream(columns)
                        .map(column -> Column.of(
                                column.replace("#", ""),
                                column.startsWith("#") ? ColumnType.SHORT : ColumnType.TEXT,
                                "The column " + column))
                        .toList());
    }

    @Override
    public void close() {
        database.close();
    }
}
