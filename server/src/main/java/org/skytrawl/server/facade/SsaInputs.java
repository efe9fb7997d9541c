package org.skytrawl.server.facade;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.AnswerTable.Parameter;

/** The parameters that {@code FORMAT=METADATA} describes (SSA 1.1 section 4.1.1.5). */
final class SsaInputs {
    static final List<Parameter> ALL = List.of(
            input("REQUEST", "queryData", null, "The operation"),
            input("VERSION", "1.1", null, "The version of the protocol"),
            input(
                    "POS",
                    "",
                    "deg",
                    "Right ascension and declination, ICRS, such as 10.68,41.27; or ;FK5 or ;GALACTIC after them"),
            input("SIZE", Double.toString(SsaRequest.SIZE_DEG), "deg", "Diameter of the circle that spectra overlap"),
            input("BAND", "", "m", "Wavelengths: 4e-7/7e-7, an open end left out, several with commas"),
            input(
                    "TIME",
                    "",
                    null,
                    "Times in ISO 8601 (UTC): 2001-01-01/2002, an open end left out, several with commas"),
            input(
                    "FORMAT",
                    "ALL",
                    null,
                    "ALL, METADATA, compliant, native, graphic, fits, votable, xml, or media types"),
            input("COLLECTION", "", null, "Name of a collection"),
            input("TARGETNAME", "", null, "Name of a target"),
            input("PUBDID", "", null, "Identifier by the publisher"),
            input("CREATORDID", "", null, "Identifier by the creator"),
            input("TOP", "", null, "Number of spectra, the nearest first"),
            input("MAXREC", "", null, "Number of spectra after which the answer overflows"));

    private SsaInputs() {}

    private static Parameter input(String name, String value, @Nullable String unit, String description) {
        return new Parameter("INPUT:" + name, value, unit, null, description);
    }
}
