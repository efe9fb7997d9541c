package org.skytrawl.protocol.sia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skytrawl.protocol.Answers;

class Sia1NonsenseTest {
    private static final String TEXT = "datatype=\"char\" arraysize=\"*\" ucd=";
    private static final String REALS = "datatype=\"double\" arraysize=\"*\" ucd=";

    /** Whatever stands in the cells: a record, or a cell that is counted, never an exception. */
    @Test
    void survivesAnyNonsense() {
        String[] ucds = {
            "VOX:Image_Naxis",
            "VOX:Image_Naxes",
            "VOX:Image_Scale",
            "VOX:WCS_CoordProjection",
            "VOX:WCS_CoordRefPixel",
            "VOX:WCS_CoordRefValue",
            "VOX:WCS_CDMatrix",
            "VOX:STC_CoordRefFrame",
            "VOX:STC_CoordEquinox",
            "POS_EQ_RA_MAIN",
            "POS_EQ_DEC_MAIN",
            "VOX:BandPass_Unit",
            "VOX:BandPass_LoLimit",
            "VOX:BandPass_HiLimit",
            "VOX:Image_MJDateObs",
            "VOX:Image_FileSize",
            "pos.outline"
        };
        String[] cells = {
            "",
            "0",
            "-1",
            "NaN",
            "1e300",
            "-1e300",
            "Infinity",
            "TAN",
            "10 0",
            "0 90",
            "180 -90",
            "100 100",
            "1 1",
            "1e-300 1e-300",
            "0 0 0 0",
            "-0.01 0 0 0.01",
            "1,,2",
            "1 2 3",
            "90 90 90 90",
            "1e9 1e9",
            "50.5 50.5",
            "ICRS",
            "m",
            "2010-13-45",
            "9".repeat(70),
            "POLYGON 0 0 180 0 0 0",
            "CIRCLE 1 1 999",
            "]]&gt;",
            "NaN NaN",
            "SIN"
        };
        Random random = new Random(20);
        List<String> fields = new ArrayList<>();
        for (String ucd : ucds) {
            fields.add((random.nextBoolean() ? TEXT : REALS) + "\"" + ucd + "\"");
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < ucds.length; j++) {
                row.add(cells[random.nextInt(cells.length)]);
            }
            rows.add(row);
        }
        assertThat(Answers.map(Answers.table(fields, rows), Sia1Mapper::new).rows())
                .hasSize(5_000);
    }
}
