package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdqlTest {
    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static List<String> column(String adql) {
        return Asked.query(tap.obscore, adql).column();
    }

    private static List<List<String>> registry(String adql) {
        return Asked.query(tap.registry, adql).rows();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT TOP 3 s_ra FROM ivoa.obscore ORDER BY s_ra DESC|29.0 28.0 27.0",
                "SELECT TOP 0 s_ra FROM ivoa.obscore|",
                "SELECT DISTINCT TOP 1 dataproduct_type FROM ivoa.obscore ORDER BY dataproduct_type|cube",
                "select top 2 S_RA from IVOA.ObsCore order by s_ra offset 4|4.0 5.0",
                "SELECT s_ra FROM ivoa.obscore ORDER BY 1 OFFSET 28|28.0 29.0",
                "SELECT \"s_ra\" FROM \"ivoa\".\"obscore\" WHERE \"s_ra\" BETWEEN 2 AND 3|2.0 3.0",
                "SELECT ivoa.obscore.s_ra FROM ivoa.obscore WHERE ivoa.obscore.s_ra < .5|0.0",
                "SELECT obscore.s_ra FROM ivoa.obscore WHERE obscore.s_ra = 1.|1.0",
                "SELECT o.s_ra FROM ivoa.obscore AS o WHERE o.obs_id LIKE 'obs-_7' ORDER BY o.s_ra|17.0 27.0",
                "SELECT o.s_ra FROM ivoa.obscore o WHERE obs_title ILIKE 'tItLe ' || '1%' AND s_ra > 17|18.0 19.0",
                "SELECT s_ra FROM ivoa.obscore WHERE NOT obs_title NOT ILIKE '%LE 3'|3.0",
                "SELECT s_ra FROM ivoa.obscore WHERE s_ra IN (SELECT MAX(s_ra) FROM ivoa.obscore)|29.0",
                "SELECT s_ra FROM ivoa.obscore AS a WHERE EXISTS (SELECT * FROM ivoa.obscore AS b WHERE b.s_ra = a.s_ra"
                        + " + 28)|0.0 1.0",
                "SELECT x FROM (SELECT TOP 2 s_ra AS x FROM ivoa.obscore ORDER BY s_ra DESC) AS t|29.0 28.0",
                "SELECT TOP 1 s_ra FROM ivoa.obscore WHERE s_ra > 4 UNION SELECT TOP 1 s_ra + 0.5 FROM ivoa.obscore"
                        + " WHERE s_ra = 8 ORDER BY 1|5.0 8.5",
                "SELECT COUNT(*) FROM ivoa.obscore WHERE s_region IS NULL|1",
                "SELECT AVG(calib_level) + 1/4 FROM ivoa.obscore|2.0",
                "SELECT 1.0/3 FROM ivoa.obscore WHERE s_ra=0 -- a comment|0.3333333333333333",
                "SELECT s_ra FROM ivoa.obscore WHERE obs_id = 'it''s' OR obs_id != obs_id|",
                "SELECT dataproduct_type FROM ivoa.obscore GROUP BY dataproduct_type HAVING COUNT(*) > 15|image",
                "SELECT ROUND(s_ra + 0.6) FROM ivoa.obscore WHERE TRUNCATE(s_ra / 2) = 14 AND MOD(calib_level, 2) = 0"
                        + " AND COALESCE(s_region, 'x') = 'x'|30.0",
                "SELECT CAST(s_ra AS INTEGER) FROM ivoa.obscore WHERE s_ra = 7|7",
                "WITH low AS (SELECT s_ra FROM ivoa.obscore WHERE s_ra < 2), more(x) AS (SELECT s_ra + 10 FROM low)"
                        + " SELECT x FROM more AS m WHERE m.x > 10 UNION SELECT s_ra FROM low ORDER BY 1|0.0 1.0 11.0",
            })
    void evaluates(String adql, String expected) {
        assertThat(String.join(" ", column(adql))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void joinsThreeTablesNaturally() {
        assertThat(registry("SELECT ivoid, cap_index, access_url FROM rr.resource NATURAL LEFT OUTER JOIN rr.capability"
                        + " NATURAL LEFT OUTER JOIN rr.interface WHERE standard_id LIKE '%sia' ORDER BY ivoid"))
                .hasSize(6)
                .first()
                .isEqualTo(List.of("ivo://sim/r0", "1", "http://127.0.0.1:1/r0/1"));
    }

    @Test
    void joinsByNamedColumnsAndByConditions() {
        assertThat(registry("SELECT c.standard_id, r.res_title FROM rr.capability AS c JOIN rr.interface USING"
                        + " (ivoid, cap_index) LEFT JOIN rr.resource AS r ON (r.ivoid = c.ivoid) WHERE cap_index = 1"))
                .hasSize(6);
        assertThat(registry("SELECT a.ivoid FROM rr.resource a, rr.resource b WHERE a.ivoid = b.ivoid"))
                .hasSize(6);
    }

    @Test
    void keepsTheJoinedColumnsWhereAllOfATableIsSelected() {
        Asked answer = Asked.query(
                tap.registry,
                "SELECT rr.interface.*, c.* FROM rr.interface NATURAL JOIN rr.capability AS c WHERE rr.interface.ivoid"
                        + " = 'ivo://sim/r1' AND cap_index = 2");
        assertThat(answer.names())
                .containsExactly(
                        "ivoid",
                        "cap_index",
                        "intf_index",
                        "intf_role",
                        "access_url",
                        "ivoid_2",
                        "cap_index_2",
                        "cap_type",
                        "standard_id");
        assertThat(answer.rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).startsWith("ivo://sim/r1", "2").contains("ivo://ivoa.net/std/vosi#tables"));
    }

    @Test
    void writesNamesInTheCaseOfTheQueryWhereItGivesThem() {
        Asked answer = Asked.query(
                tap.obscore,
                "SELECT s_ra AS RightAscension, S_DEC, s_fov \"Field Of View\", COUNT(*) n FROM ivoa.obscore WHERE s_ra = 1 GROUP BY s_ra,"
                        + " s_dec, s_fov");
        assertThat(answer.names()).containsExactly("RightAscension", "s_dec", "Field Of View", "n");
        assertThat(answer.rows()).containsExactly(List.of("1.0", "0.0", "1.0", "1"));
    }

    @Test
    void keepsWhatIsKnownOfTheColumns() {
        Asked answer = Asked.query(tap.obscore, "SELECT s_ra AS x, o.* FROM ivoa.obscore AS o WHERE s_ra = 1");
        assertThat(answer.fields().getFirst().getAttribute("unit")).isEqualTo("deg");
        assertThat(answer.fields().getFirst().getAttribute("ucd")).isEqualTo("pos.eq.ra");
        assertThat(answer.fields().stream().filter(f -> f.getAttribute("name").equals("em_min")))
                .singleElement()
                .satisfies(field -> assertThat(field.getAttribute("utype"))
                        .isEqualTo("obscore:Char.SpectralAxis.Coverage.Bounds.Limits.LoLimit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT nix FROM ivoa.obscore|nix",
                "SELECT o.nix FROM ivoa.obscore AS o|o.nix",
                "SELECT * FROM ivoa.nothere|unknown table ivoa.nothere",
                "SELECT * FROM obscore|unknown table obscore",
                "SELECT rr.resource.ivoid FROM ivoa.obscore|unknown table rr.resource",
                "SELECT * FROM rr.resource|unknown table rr.resource",
                "SELECT * FROM information_schema.tables|unknown table information_schema.tables",
                "SELECT * FROM \"INFORMATION_SCHEMA\".\"TABLES\"|unknown table",
                "SELECT * FROM \"IVOA\".\"OBSCORE\"|unknown table",
                "SELECT \"S_RA\" FROM ivoa.obscore|S_RA",
                "SELECT LOAD_FILE('/etc/passwd') FROM ivoa.obscore|unknown function LOAD_FILE",
                "SELECT s_ra FROM ivoa.obscore WHERE|the end of the query",
                "SELECT s_ra FROM ivoa.obscore WHERE s_ra >|syntax error",
                "SELECT s_ra WHERE s_ra = 1|expected FROM",
                "SELEKT s_ra FROM ivoa.obscore|SELEKT",
                "DROP TABLE ivoa.obscore|DROP",
                "SELECT s_ra FROM ivoa.obscore; DROP TABLE ivoa.obscore|syntax error",
                "SELECT s_ra FROM ivoa.obscore WHERE (s_ra = 1|nothing closes (",
                "SELECT s_ra FROM ivoa.obscore WHERE s_ra = 'x|never closed",
                "SELECT s_ra FROM ivoa.obscore WHERE s_ra = 1 # 2|'#'",
                "SELECT s_ra FROM ivoa.obscore LIMIT 3|3",
                "SELECT size FROM ivoa.obscore|reserved word",
                "SELECT TOP x s_ra FROM ivoa.obscore|whole number",
                "SELECT SIN(1, 2) FROM ivoa.obscore|takes 1 arguments",
                "SELECT CIRCLE('FOO', 1, 2, 3) FROM ivoa.obscore|FOO",
                "SELECT CIRCLE('ICRS', 1, 200, 3) FROM ivoa.obscore|200",
                "SELECT REGION('HEXAGON 1 2') FROM ivoa.obscore|HEXAGON",
                "SELECT s_ra/0 FROM ivoa.obscore|division by zero",
            })
    void namesWhatIsWrong(String adql, String named) {
        Asked answer = Asked.query(tap.obscore, adql);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/x-votable+xml");
        assertThat(answer.error()).contains(named).doesNotContain("S1_", "PUBLIC");
    }

    @ParameterizedTest
    @CsvSource({"\"S1_IVOA\".obscore", "s1_ivoa.obscore", "\"s1_ivoa\".\"obscore\"", "\"S2_RR\".\"resource\""})
    void knowsNoTableByTheNameThatTheDatabaseHasForIt(String table) {
        assertThat(Asked.query(tap.obscore, "SELECT * FROM " + table).error()).startsWith("unknown table");
    }

    @Test
    void refusesWhatIsTooDeepAndGoesOn() {
        String many = "s_ra = 1" + " OR s_ra = 2".repeat(50_000);
        assertThat(Asked.query(tap.obscore, "SELECT s_ra FROM ivoa.obscore WHERE " + many)
                        .status())
                .isIn(200, 400);
        String deep = "(".repeat(200) + "s_ra = 1" + ")".repeat(200);
        assertThat(Asked.query(tap.obscore, "SELECT s_ra FROM ivoa.obscore WHERE " + deep)
                        .error())
                .contains("deep");
        assertThat(column("SELECT s_ra FROM ivoa.obscore WHERE s_ra = 3")).containsExactly("3.0");
    }

    @Test
    void endsAQueryWhoseTimeIsOver() throws Exception {
        AdqlRewriter.Sql query = AdqlRewriter.rewrite(
                "SELECT COUNT(*) FROM ivoa.obscore a, ivoa.obscore b, ivoa.obscore c, ivoa.obscore d, ivoa.obscore e,"
                        + " ivoa.obscore f, ivoa.obscore g, ivoa.obscore h",
                (schema, name) -> tap.database.site("obs").table(schema + "." + name));
        QueryRun run = new QueryRun(tap.database.site("any").database().readers(), java.time.Duration.ofSeconds(1));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> run.run(query, 10)))
                .isInstanceOf(TapError.class)
                .hasMessageContaining("longer than 1 s");
    }
}
