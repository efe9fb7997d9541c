package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.output.ColumnChoice;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

class DatasetTableTest {
    private static final Question PLACE = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
    private static final Question TIME = new Question(null, null, new Interval(54000, 55000), Set.of("image"));
    private static final String MORE = "to save all datasets with all columns, add -o found.vot";

    private static final FoundDataset HST = dataset(
            "ivo://mast.stsci/ssap/hst",
            Map.ofEntries(
                    Map.entry(ObsCoreColumn.dataproduct_type, "image"),
                    Map.entry(ObsCoreColumn.obs_collection, "HST"),
                    Map.entry(ObsCoreColumn.instrument_name, "ACS/WFC"),
                    Map.entry(ObsCoreColumn.obs_title, "M31 halo, field 3, F606W drizzled"),
                    Map.entry(ObsCoreColumn.t_min, 55000.93),
                    Map.entry(ObsCoreColumn.t_max, 55001.1),
                    Map.entry(ObsCoreColumn.t_exptime, 1200.0),
                    Map.entry(ObsCoreColumn.em_min, 4.8e-7),
                    Map.entry(ObsCoreColumn.em_max, 6.9e-7),
                    Map.entry(ObsCoreColumn.access_estsize, 168_000.0),
                    Map.entry(ObsCoreColumn.access_format, "image/fits"),
                    Map.entry(ObsCoreColumn.s_ra, 10.6801),
                    Map.entry(ObsCoreColumn.s_dec, 41.2712)));

    private static final FoundDataset HOSTILE = dataset(
            "ivo://evil.example/\u001b[2J\u202esia",
            Map.of(
                    ObsCoreColumn.dataproduct_type,
                    "image",
                    ObsCoreColumn.obs_collection,
                    "\u001b]0;owned\u0007望遠鏡サーベイ第二期",
                    ObsCoreColumn.obs_title,
                    "two\nlines\tand\u009b31m a star\u2b50\ufe0f in Andro\u0301meda " + "x".repeat(500),
                    ObsCoreColumn.em_min,
                    1.24e-10,
                    ObsCoreColumn.em_max,
                    4.13e-9,
                    ObsCoreColumn.access_format,
                    "application/x-votable+xml;content=datalink",
                    ObsCoreColumn.s_ra,
                    10.6,
                    ObsCoreColumn.s_dec,
                    41.2));

    private static final FoundDataset BARE = dataset("ivo://bare.example/sia", Map.of(ObsCoreColumn.obs_id, "0815"));

    private static FoundDataset dataset(String ivoid, Map<ObsCoreColumn, Object> cells) {
        RecordLayout layout = new RecordLayout(cells.keySet());
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        new EnumMap<>(cells).forEach((column, value) -> {
            if (value instanceof Double number) {
                numbers[layout.slot(column)] = number;
            } else {
                texts[layout.slot(column)] = value.toString();
            }
        });
        return new FoundDataset(
                new ObsCoreRecord(layout, numbers, texts).withOverlap(Overlap.TESTED),
                List.of(new Origin(new Ivoid(ivoid), "T", Sia2.PROTOCOL, "http://a/")));
    }

    private static String text(List<FoundDataset> datasets, Question asked, int width) {
        List<String> lines = new DatasetTable(extract(datasets, "").first(DatasetTable.ROWS), asked)
                .lines(width, Colours.NONE, MORE, false);
        return String.join("\n", lines) + "\n";
    }

    /** With the columns of that list, or all. */
    private static ResultExtract extract(List<FoundDataset> datasets, String columns) {
        return ResultExtract.of(datasets, ProvenanceLog.inMemory())
                .withColumns(columns.isEmpty() ? ColumnChoice.ALL : ColumnChoice.parse(columns));
    }

    @Test
    void aRowOfAPairBeginsWithItsTarget() {
        TargetList list =
                TargetList.of(List.of(new Target("M 31", 10.68, 41.27, 1), new Target("near M 31", 10.6, 41, 1)));
        TargetMatches matches = new TargetMatches.Builder()
                .add(list.numberOf("M 31"), Overlap.TESTED)
                .add(list.numberOf("near M 31"), Overlap.SERVICE)
                .build();
        FoundDataset both = new FoundDataset(HST.record().withMatches(matches), HST.origins());
        Question asked = new Question(TargetRegion.of(list), null, null, Set.of("image"));
        ProvenanceLog log = ProvenanceLog.inMemory();
        log.append(new ProvenanceEvent.RunStarted(
                Instant.EPOCH, "id", "1", asked, DiscoveryOptions.DEFAULTS, RunContext.NONE));
        List<String> lines =
                new DatasetTable(ResultExtract.of(List.of(both), log), asked).lines(120, Colours.NONE, MORE, false);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("target     sep [']  ").contains("overlap");
        assertThat(lines.get(1)).startsWith("M 31 ").contains("tested");
        assertThat(lines.get(2)).startsWith("near M 31 ").contains("service");
    }

    @Test
    void fitsInto80Columns() {
        assertThat(text(List.of(HST, HOSTILE, BARE), PLACE, 80)).isEqualTo("""
                sep [']  collection  instrument  title           date        band           size
                   0.07  HST         ACS/WFC     M31 halo, fie…  2009-06-18  480..690 nm  168 MB
                   5.54  ]0;owned…   -           two lines and…  -           0.3..10 keV       -
                      -  -           -           0815            -           -                 -
                """);
    }

    @Test
    void fitsInto40Columns() {
        assertThat(text(List.of(HST, HOSTILE, BARE), PLACE, 40)).isEqualTo("""
                sep [']  title                date
                   0.07  M31 halo, field 3,…  2009-06-18
                   5.54  two lines and31m a…  -
                      -  0815                 -
                """);
    }

    @Test
    void fitsInto200Columns() {
        assertThat(text(List.of(HST, HOSTILE, BARE), PLACE, 200)).isEqualTo("""
                sep [']  RA [deg]  Dec [deg]  collection                    instrument  title                                                    date        exp [s]  band           size  format    from
                   0.07  10.68010   41.27120  HST                           ACS/WFC     M31 halo, field 3, F606W drizzled                        2009-06-18     1200  480..690 nm  168 MB  fits      mast.stsci/ssap/hst
                   5.54  10.60000   41.20000  ]0;owned望遠鏡サーベイ第二期  -           two lines and31m a star⭐ in Andro\u0301meda xxxxxxxxxxxxxxx…  -                 -  0.3..10 keV       -  datalink  evil.example/[2jsia
                      -         -          -  -                             -           0815                                                     -                 -  -                 -  -         bare.example/sia
                """);
    }

    @Test
    void fitsInto20Columns() {
        assertThat(text(List.of(HST, HOSTILE, BARE), TIME, 20)).isEqualTo("""
                RA [deg]  Dec [deg]
                10.68010   41.27120
                10.60000   41.20000
                       -          -
                """);
    }

    @Test
    void hasAtMost40RowsAndSaysHowManyMore() {
        List<FoundDataset> many =
                new ArrayList<>(IntStream.range(0, 252).mapToObj(i -> HST).toList());
        assertThat(text(many, PLACE, 80).lines())
                .hasSize(42)
                .last()
                .isEqualTo("... and 212 more; to save all datasets with all columns, add -o found.vot");
        assertThat(text(many, PLACE, 40)).endsWith("""
                ... and 212 more; to save all datasets
                with all columns, add -o found.vot
                """);
        assertThat(new DatasetTable(extract(many, ""), PLACE).lines(80, Colours.NONE, MORE, false))
                .hasSize(253);
        assertThat(new DatasetTable(extract(many, "").first(0), PLACE).lines(80, Colours.NONE, MORE, false))
                .containsExactly("... and 252 more; to save all datasets with all columns, add -o found.vot");
    }

    @Test
    void saysOnRequestHowToSaveWhatIsShownWhole() {
        assertThat(new DatasetTable(extract(List.of(BARE), ""), PLACE).lines(80, Colours.NONE, MORE, true))
                .containsExactly("id    from", "0815  bare.example/sia", MORE);
    }

    @Test
    void isOneLineWithoutDatasets() {
        assertThat(text(List.of(), PLACE, 80)).isEqualTo("no datasets found\n");
        ResultExtract none = extract(List.of(HST), "")
                .only(
                        dataset -> false,
                        new ResultExtract.Restriction("match", "t_exptime>=1e9", "only datasets that meet this"));
        assertThat(new DatasetTable(none, PLACE).lines(80, Colours.NONE, MORE, true))
                .containsExactly("no datasets found for --match t_exptime>=1e9");
        ResultExtract nothingNew = extract(List.of(HST), "")
                .only(dataset -> false, new ResultExtract.Restriction("new_since", "found.vot", "only what is new"));
        assertThat(new DatasetTable(nothingNew, PLACE).lines(80, Colours.NONE, MORE, true))
                .containsExactly("no datasets found for --new-since found.vot");
    }

    @Test
    void marksTheHeaderAndEmptyCellsWhereThereAreColours() {
        assertThat(new DatasetTable(extract(List.of(HST, BARE), "obs_id,s_ra"), PLACE)
                        .lines(80, new Colours(true), MORE, false))
                .containsExactly(
                        "\033[1mobs_id  s_ra [deg]\033[0m",
                        "\033[2m-\033[0m         10.68010",
                        "0815             \033[2m-\033[0m");
    }

    @Test
    void hasTheColumnsThatWereAskedForAndNamesThoseWithoutRoom() {
        assertThat(new DatasetTable(
                                extract(
                                        List.of(HST, HOSTILE, BARE),
                                        "obs_collection,em_min,t_min,pol_states,origin_ivoid,access_estsize"),
                                PLACE)
                        .lines(60, Colours.NONE, MORE, false))
                .containsExactly(
                        "obs_collection           em_min [m]    t_min [d]  pol_states",
                        "HST                          4.8e-7  55000.93000  -",
                        "\ufffd]0;owned\ufffd望遠鏡サーベ…    1.24e-10            -  -",
                        "-                                 -            -  -",
                        "no room for: origin_ivoid, access_estsize [kbyte]");
    }

    @Test
    void showsTypeRightsAndOverlapWhereTheyTellDatasetsApart() {
        FoundDataset cube = dataset(
                "ivo://a/b",
                Map.of(
                        ObsCoreColumn.dataproduct_type,
                        "cube",
                        ObsCoreColumn.data_rights,
                        "proprietary",
                        ObsCoreColumn.obs_title,
                        "A cube"));
        FoundDataset trusted = new FoundDataset(cube.record().withOverlap(Overlap.SERVICE), cube.origins());
        assertThat(text(List.of(HST, trusted), PLACE, 120)).isEqualTo("""
                sep ["]  overlap  type   collection  instrument  title              date        band           size  format  rights
                    4.3  tested   image  HST         ACS/WFC     M31 halo, field…   2009-06-18  480..690 nm  168 MB  fits    -
                      -  service  cube   -           -           A cube             -           -                 -  -       proprietary
                """);
    }

    private static FoundDataset spectrum(String type) {
        return dataset(
                "ivo://archive.example/ssa",
                Map.ofEntries(
                        Map.entry(ObsCoreColumn.dataproduct_type, type),
                        Map.entry(ObsCoreColumn.obs_collection, "Echelle survey"),
                        Map.entry(ObsCoreColumn.instrument_name, "FEROS"),
                        Map.entry(ObsCoreColumn.target_name, "HD 3651"),
                        Map.entry(ObsCoreColumn.obs_title, "Spectrum of a K dwarf, order 12"),
                        Map.entry(ObsCoreColumn.t_min, 55000.93),
                        Map.entry(ObsCoreColumn.t_max, 55001.1),
                        Map.entry(ObsCoreColumn.em_min, 3.5e-7),
                        Map.entry(ObsCoreColumn.em_max, 9.2e-7),
                        Map.entry(ObsCoreColumn.em_res_power, 48_000.0),
                        Map.entry(ObsCoreColumn.access_estsize, 320.0),
                        Map.entry(ObsCoreColumn.access_format, "application/x-votable+xml"),
                        Map.entry(ObsCoreColumn.s_ra, 10.6801),
                        Map.entry(ObsCoreColumn.s_dec, 41.2712)));
    }

    @Test
    void spectraAreShownByTargetBandAndResolvingPower() {
        Question spectra = new Question(PLACE.region(), null, null, Set.of("spectrum"));
        assertThat(text(List.of(spectrum("Spectrum")), spectra, 80)).isEqualTo("""
                sep ["]  collection      target   title                  date        band
                    4.3  Echelle survey  HD 3651  Spectrum of a K dwar…  2009-06-18  350..920 nm
                """);
        assertThat(text(List.of(spectrum("SPECTRUM"), spectrum("sed")), spectra, 120))
                .isEqualTo("""
                sep ["]  type      collection  instrument  target   title                 date        band             R    size  format
                    4.3  spectrum  Echelle s…  FEROS       HD 3651  Spectrum of a K dwa…  2009-06-18  350..920 nm  48000  320 kB  votab…
                    4.3  sed       Echelle s…  FEROS       HD 3651  Spectrum of a K dwa…  2009-06-18  350..920 nm  48000  320 kB  votab…
                """);
    }

    @Test
    void datasetsOfAnyTypeAlwaysHaveTheirType() {
        Question any = new Question(PLACE.region(), null, null, Set.of());
        assertThat(text(List.of(HST), any, 60)).isEqualTo("""
                sep ["]  type   collection  title                 date
                    4.3  image  HST         M31 halo, field 3,…   2009-06-18
                """);
        assertThat(text(List.of(HST, spectrum("spectrum")), any, 120)).isEqualTo("""
                sep ["]  type      collection     instrument  title           date        band           size  format   from
                    4.3  image     HST            ACS/WFC     M31 halo, fie…  2009-06-18  480..690 nm  168 MB  fits     mast.stsci/ssap…
                    4.3  spectrum  Echelle surv…  FEROS       Spectrum of a…  2009-06-18  350..920 nm  320 kB  votable  archive.example…
                """);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0.001,  sep [\"],     3.6",
                "0.02,   sep [\"],    72.0",
                "0.03,   sep ['],    1.80",
                "1.6,    sep ['],   96.00",
                "2,      sep [deg],     2.000"
            })
    void givesSeparationsInTheUnitThatSuitsThem(double deg, String header, String value) {
        FoundDataset one = dataset(
                "ivo://a/b",
                Map.of(ObsCoreColumn.obs_id, "1", ObsCoreColumn.s_ra, 10.68, ObsCoreColumn.s_dec, 41.27 + deg));
        List<String> lines = text(List.of(one), PLACE, 30).lines().toList();
        assertThat(lines.get(0)).startsWith(header + "  ");
        assertThat(lines.get(1).strip()).startsWith(value + "  ");
    }

    @ParameterizedTest
    @CsvSource({
        "55000.9, 55001.1, 2009-06-18",
        "55000,   55000,   2009-06-18",
        "55000,   55005,   2009-06",
        "55000,   55100,   2009-06..09",
        "55000,   56100,   2009..2012",
        "55000,   NaN,     2009-06-18",
        "NaN,     55000,   ..2009-06-18",
        "-21500,  125000,  1800..2201"
    })
    void givesDatesAsFineAsTheyAre(double from, double to, String date) {
        assertThat(DatasetTable.date(dataset("ivo://a/b", Map.of(ObsCoreColumn.t_min, from, ObsCoreColumn.t_max, to))))
                .isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "4.8e-7,   6.9e-7,   480..690 nm",
        "5e-7,     5e-7,     500 nm",
        "5e-7,     NaN,      500 nm",
        "NaN,      2.2e-6,   2.2 um",
        "1.24e-10, 4.13e-9,  0.3..10 keV",
        "1.1e-6,   1.43e-6,  1.1..1.43 um",
        "0.2,      0.22,     1.36..1.5 GHz",
        "0.06,     2.0,      150..5000 MHz",
        "2,        3,        99.9..150 MHz",
        "1e3,      1e4,      30..300 kHz",
        "1e-12,    1.2e-12,  1.03..1.24 MeV",
        "1e-15,    1e-15,    1.24 GeV",
        "1e-19,    1e-18,    1.24..12.4 TeV",
        "1e-300,   1e9,      1.24e-27..1.24e282 TeV"
    })
    void givesBandsInTheUnitOfTheirPartOfTheSpectrum(double lo, double hi, String band) {
        assertThat(DatasetTable.band(lo, hi)).isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource({
        "image/fits, fits",
        "application/x-votable+xml;content=datalink, datalink",
        "application/x-votable+xml, votable",
        "image/jpeg; q=1, jpeg",
        "fits, fits"
    })
    void givesFormatsWithoutTheirClass(String mime, String shown) {
        assertThat(DatasetTable.format(dataset("ivo://a/b", Map.of(ObsCoreColumn.access_format, mime))))
                .isEqualTo(shown);
    }

    @Test
    void rowsOfOneDatasetAreToldApartByTheirFormat() {
        List<FoundDataset> rows = new ArrayList<>();
        for (String format : List.of("application/fits", "image/png")) {
            rows.add(dataset(
                    "ivo://x/ssa",
                    Map.of(
                            ObsCoreColumn.obs_publisher_did,
                            "ivo://x/y?1",
                            ObsCoreColumn.access_format,
                            format,
                            ObsCoreColumn.obs_title,
                            "a spectrum with a long title",
                            ObsCoreColumn.t_min,
                            55000.93,
                            ObsCoreColumn.obs_collection,
                            "A collection",
                            ObsCoreColumn.instrument_name,
                            "An instrument",
                            ObsCoreColumn.s_ra,
                            10.6801,
                            ObsCoreColumn.s_dec,
                            41.2712)));
        }
        ResultExtract all = ResultExtract.of(rows, ProvenanceLog.inMemory());
        assertThat(String.join("\n", new DatasetTable(all, PLACE).lines(60, Colours.NONE, MORE, false)))
                .contains("fits")
                .contains("png");
        ResultExtract one = ResultExtract.of(rows.subList(0, 1), ProvenanceLog.inMemory());
        assertThat(String.join("\n", new DatasetTable(one, PLACE).lines(60, Colours.NONE, MORE, false)))
                .doesNotContain("fits");
    }
}
