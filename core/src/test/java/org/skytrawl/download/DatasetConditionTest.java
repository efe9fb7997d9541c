package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    instrument_name=ACS/WFC | true
                    instrument_name=acs* | true
                    instrument_name=*wfc | true
                    instrument_name=A?S/WFC | true
                    instrument_name=ACS | false
                    instrument_name!=ACS* | false
                    Instrument_Name != WFPC2 | true
                    instrument_name=AC(S | false
                    t_exptime>100 | true
                    t_exptime>=120 | true
                    t_exptime<1.2e2 | false
                    t_exptime<=120 | true
                    t_exptime!=120 | false
                    t_exptime=120.0 | true
                    s_fov>0 | false
                    s_fov!=0 | false
                    obs_title!=x | false
                    """)
    void holds(String condition, boolean holds) {
        assertThat(DatasetCondition.parse(condition)
                        .matches(Datasets.of("http://x/", "instrument_name", "ACS/WFC", "t_exptime", 120.0)
                                .record()))
                .isEqualTo(holds);
    }

    @Test
    void saysWhatIsWrong() {
        wrong("nonsense", "'nonsense' is no condition such as instrument_name=ACS* or t_exptime>100");
        wrong("colour=red", "ObsCore has no column 'colour'");
        wrong("t_exptime>long", "t_exptime is a number (s), which 'long' is not");
        wrong("t_exptime>", "t_exptime is a number (s), which '' is not");
        wrong("t_exptime>NaN", "t_exptime is a number (s), which 'NaN' is not");
    }

    @Test
    void manyStarsTakeNoTime() {
        assertThat(DatasetCondition.parse("obs_title=" + "*a".repeat(12) + "*b")
                        .matches(Datasets.of("http://x/", "obs_title", "a".repeat(60))
                                .record()))
                .isFalse();
    }

    private static void wrong(String condition, String message) {
        assertThatThrownBy(() -> DatasetCondition.parse(condition)).hasMessage(message);
    }
}
