package org.skytrawl.simvo.fault;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/**
 * Units with 20,000 blanks between two letters. Only columns have them on which no constraint depends, so that what is to be
 * found stays known; answers without s_resolution, such as SIA1's, get one.
 */
public record UnitBlanks() implements Fault {
    private static final Set<String> COLUMNS = Set.of("s_resolution", "access_estsize", "filesize", "t_exptime");
    private static final Pattern FIELD = Pattern.compile("<FIELD name=\"([^\"]*)\"[^>]*>");
    private static final Pattern UNIT = Pattern.compile(" unit=\"[^\"]*\"");
    private static final String UNIT_OF_BLANKS = " unit=\"x" + " ".repeat(20_000) + "y\"";
    private static final String ADDED =
            "<FIELD name=\"s_resolution\" datatype=\"double\"" + UNIT_OF_BLANKS + "/>\n<DATA>";

    @Override
    public String name() {
        return "unit_blanks";
    }

    @Override
    public String description() {
        return "sends units with 20,000 blanks in them";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Changed.send(request, healthy, wire, UnitBlanks::changed);
    }

    private static String changed(String document) {
        String changed = FIELD.matcher(document)
                .replaceAll(field -> Matcher.quoteReplacement(
                        COLUMNS.contains(field.group(1)) ? withUnit(field.group()) : field.group()));
        return document.contains("<FIELD name=\"s_resolution\"")
                ? changed
                : changed.replace("<DATA>", ADDED).replace("</TR>", "<TD>1.5</TD></TR>");
    }

    private static String withUnit(String field) {
        String without = UNIT.matcher(field).replaceAll("");
        return without.replaceFirst(" datatype=", UNIT_OF_BLANKS + " datatype=");
    }
}
