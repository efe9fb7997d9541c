package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times and spectral intervals as users write them: what the command shows of them, and what it sends to services. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimesIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices().answering("one", "a");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> sent() {
        return services.requests().stream()
                .map(url -> URLDecoder.decode(url, StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2005..2025, from 2005-01-01 00:00 to 2026-01-01 00:00 UTC, 53371 61041",
        "2009-06-18, from 2009-06-18 00:00 to 2009-06-19 00:00 UTC, 55000 55001",
        "2005..2007-03, from 2005-01-01 00:00 to 2007-04-01 00:00 UTC, 53371 54191",
        "2009-06-18T22:30..2009-06-19T06:00:05, from 2009-06-18 22:30 to 2009-06-19 06:00:05 UTC, 55000.9375 55001.25005787037",
        "55000.25, at 2009-06-18 06:00 UTC, 55000.25 55000.25",
        "2455000.5/2455001.5, from 2009-06-18 00:00 to 2009-06-19 00:00 UTC, 55000 55001",
        "2009-06.., from 2009-06-01 00:00 UTC, 54983 +Inf",
        "..2009, until 2010-01-01 00:00 UTC, -Inf 55197"
    })
    void aTimeIsShownWithDayAndHourAndSentAsMjd(String time, String shown, String mjd) throws Exception {
        Cli run = Cli.run("images", "--services", services.list(folder), "--time", time, "-o", file("found.csv"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().lines()).contains("asking for  image, " + shown);
        assertThat(run.err()).doesNotContain("note:");
        assertThat(sent()).singleElement().asString().contains("?TIME=" + mjd + "&");
    }

    @ParameterizedTest
    @CsvSource({
        "2025..2005, 'ends before it begins: 2025 begins on 2025-01-01 00:00 and 2005 ends on 2006-01-01 00:00'",
        "2009-06-18..2009-06-17, ends before it begins",
        "20090618, for a date write 2009-06-18",
        "2005.5, 'can be an epoch or an MJD; write 2005-07-02 for the epoch, or 1864-05-14T12:00 for the MJD'"
    })
    void aTimeThatCannotBeMeantIsRefused(String time, String why) throws Exception {
        Cli run = Cli.run("images", "--services", services.list(folder), "--time", time, "-o", file("found.csv"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("skytrawl images: --time: ")
                .contains(why);
        assertThat(sent()).isEmpty();
    }

    /** A log has numbers, not words: what it asks for again is the same to the last digit. */
    @Test
    void aRunThatIsRepeatedAsksForTheSameInterval() throws Exception {
        String log = file("run.jsonl");
        Cli run = Cli.run(
                "images",
                "--services",
                services.list(folder),
                "--time",
                "2009-06",
                "--spectrum",
                "0.3..10keV",
                "--log",
                log,
                "-o",
                file("found.csv"));
        assertThat(run.err().lines())
                .contains("asking for  image, at 0.3..10 keV (1.23984e-10..4.13281e-09 m), "
                        + "from 2009-06-01 00:00 to 2009-07-01 00:00 UTC");
        String again =
                "asking for  image, at 1.23984e-10..4.13281e-09 m, from 2009-06-01 00:00 to 2009-07-01 00:00 UTC";
        Cli rerun = Cli.run("rerun", log, "-o", file("again.csv"));
        assertThat(rerun.err().lines()).contains(again);
        assertThat(Cli.run("log", log).out().lines()).contains(again);
        assertThat(sent()).hasSize(2).containsOnly(sent().getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "500nm, at 500 nm (5e-07 m)",
        "5e-7m, at 5e-7 m (5e-07 m)",
        "400nm/0.7um, at 400 nm..0.7 um (4e-07..7e-07 m)",
        "..10keV, at 10 keV and below (1.23984e-10 m and above)",
        "1.4GHz.., at 1.4 GHz and above (0.214137 m and below)"
    })
    void aSpectralIntervalIsShownInTheUnitsOfTheUser(String spectrum, String shown) throws Exception {
        Cli run = Cli.run("services", "--services", services.list(folder), "--spectrum", spectrum);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().lines()).contains("asking for  image, " + shown);
    }
}
