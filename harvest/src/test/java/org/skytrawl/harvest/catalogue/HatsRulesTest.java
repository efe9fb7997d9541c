package org.skytrawl.harvest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.MadeHarvest;
import org.skytrawl.harvest.MadeRecords;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;

/** A catalogue keeps the rules of HATS, and DuckDB reads it as we do. */
class HatsRulesTest {
    @TempDir
    private static Path dir;

    private static Catalogue catalogue;

    @BeforeAll
    static void build() throws IOException {
        MadeRecords made = new MadeRecords(5);
        Map<Service, List<List<ObsCoreRecord>>> pages = new LinkedHashMap<>();
        pages.put(MadeHarvest.service(1), List.of(made.list("a", 0, 150)));
        pages.put(MadeHarvest.service(2), List.of(made.list("b", 0, 100), made.list("b", 100, 130)));
        MadeHarvest.write(dir, pages);
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            catalogue = new CatalogueBuild(folder, 40, new Cancellation(), (step, rows, of) -> {})
                    .build(CatalogueState.of(folder));
        }
    }

    private static Path table() {
        return catalogue.folder().resolve(CatalogueTable.DATASETS.folder());
    }

    @Test
    void keepsTheRules() throws IOException {
        assertThat(HatsRules.broken(table())).isEmpty();
    }

    @Test
    void theRulesSeeWhatIsWrong() throws IOException {
        Path csv = table().resolve("partition_info.csv");
        List<String> lines = Files.readAllLines(csv);
        Files.write(csv, lines.subList(0, lines.size() - 1));
        assertThat(HatsRules.broken(table())).contains("partition_info.csv has the cells of the files");
        Files.write(csv, lines);
        CatalogueFile last = catalogue.files(CatalogueTable.DATASETS).getLast();
        Path file = last.path();
        Path moved = file;
        for (long pixel = last.npix() / 10_000 * 10_000; Files.exists(moved); pixel++) {
            moved = file.resolveSibling("Npix=" + pixel + ".parquet");
        }
        Files.move(file, moved);
        assertThat(HatsRules.broken(table()))
                .contains("_metadata has the cells of the files", "partition_info.csv has the cells of the files")
                .anyMatch(rule -> rule.contains("has only rows of the cell"));
        Files.move(moved, file);
    }

    @Test
    void duckDbReadsTheSameRows() throws SQLException {
        List<CatalogueRow> rows = CatalogueBuildTest.rows(catalogue.files(CatalogueTable.DATASETS));
        long middle = rows.get(rows.size() / 2).cell();
        try (Connection duck = openOnly(catalogue.folder());
                Statement statement = duck.createStatement()) {
            String from =
                    " FROM read_parquet('" + table() + "/dataset/**/*.parquet', hive_partitioning=true, filename=true)";
            assertThat(numbers(
                            statement,
                            "SELECT count(*), sum(_healpix_29 % 1000003), sum(floor(s_ra)), count(s_region),"
                                    + " max(reach_deg), count(DISTINCT filename), max(Norder)" + from))
                    .isEqualTo(List.of(
                            (double) rows.size(),
                            rows.stream()
                                    .mapToDouble(row -> row.cell() % 1_000_003)
                                    .sum(),
                            rows.stream()
                                    .mapToDouble(row -> Math.floor(row.record().number(ObsCoreColumn.s_ra)))
                                    .sum(),
                            (double) rows.stream()
                                    .filter(row -> row.record().text(ObsCoreColumn.s_region) != null)
                                    .count(),
                            rows.stream()
                                    .mapToDouble(CatalogueRow::reachDeg)
                                    .max()
                                    .orElse(0),
                            (double) catalogue.files(CatalogueTable.DATASETS).size(),
                            (double) catalogue.files(CatalogueTable.DATASETS).stream()
                                    .mapToInt(CatalogueFile::norder)
                                    .max()
                                    .orElse(-1)));
            assertThat(numbers(statement, "SELECT count(*)" + from + " WHERE _healpix_29 <= " + middle))
                    .isEqualTo(List.of((double)
                            rows.stream().filter(row -> row.cell() <= middle).count()));
            assertThat(numbers(statement, "SELECT count(*)" + from + " WHERE origins = 'ivo://made.example/2'"))
                    .isEqualTo(List.of((double) rows.stream()
                            .filter(row -> "ivo://made.example/2".equals(row.origins()))
                            .count()));
            for (CatalogueTable table : CatalogueTable.values()) {
                if (!catalogue.files(table).isEmpty()) {
                    assertThat(numbers(
                                    statement,
                                    "SELECT count(*), count(_healpix_29) FROM read_parquet('"
                                            + catalogue.folder().resolve(table.folder()) + "/**/*.parquet')"))
                            .isEqualTo(List.of((double) catalogue.rows(table), (double)
                                    (table.isPlaced() ? catalogue.rows(table) : 0)));
                }
            }
        }
    }

    /** DuckDB that may read one folder and nothing else. */
    private static Connection openOnly(Path folder) throws SQLException {
        Properties options = new Properties();
        options.setProperty("allowed_directories", "['" + folder + "']");
        Connection duck = DriverManager.getConnection("jdbc:duckdb:", options);
        try (Statement statement = duck.createStatement()) {
            statement.execute("SET enable_external_access=false");
            statement.execute("SET lock_configuration=true");
        }
        return duck;
    }

    private static List<Double> numbers(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            List<Double> numbers = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                numbers.add(result.getDouble(i));
            }
            return numbers;
        }
    }
}
