package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skytrawl.check.Asked;
import org.skytrawl.check.CheckReport;
import org.skytrawl.check.Finding;
import org.skytrawl.check.FindingCode;
import org.skytrawl.check.Inquiry;
import org.skytrawl.model.Cone;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.registry.list.UnregisteredService;

class CheckPrinterTest {
    private static final String URL = "https://x.test/sia2";

    private static List<String> printed(int columns, List<Finding> findings, List<Inquiry> notAsked) {
        Asked plain = new Asked(Inquiry.PLAIN, URL, 200, "OK", 1, 0.1, 0.2, "answered", "");
        CheckReport report = new CheckReport(
                UnregisteredService.of(Sia2.PROTOCOL, URL),
                new Cone(10, 20, 0.1),
                CheckReport.PlaceSource.GIVEN,
                List.of(plain),
                notAsked,
                findings);
        StringWriter text = new StringWriter();
        new CheckPrinter(new PrintWriter(text), columns).print(report);
        return text.toString().lines().toList();
    }

    private static Finding badColumn(int number) {
        String message = "cells of c" + number + " do not fit its datatype";
        return new Finding(FindingCode.CELL_DATATYPE, "", List.of("plain"), URL, "c" + number, message, 1, null);
    }

    @Test
    void breaksNoLineInsideAWordAlsoTheVerdict() {
        List<String> lines = printed(40, List.of(badColumn(1)), List.of(Inquiry.RA_0, Inquiry.WRONG));
        assertThat(lines).allMatch(line -> line.length() <= 40);
        assertThat(lines).endsWith("verdict     1 error, 0 warnings, 0", "            notes; 2 questions not asked");
    }

    @Test
    void namesAFewOfThousandColumns() {
        List<Finding> many =
                IntStream.range(0, 1_000).mapToObj(CheckPrinterTest::badColumn).toList();
        List<String> lines = printed(80, many, List.of());
        assertThat(lines).hasSizeLessThan(40);
        assertThat(String.join("\n", lines)).contains("also        c5, c6, ", "c34 and 965 more");
    }
}
