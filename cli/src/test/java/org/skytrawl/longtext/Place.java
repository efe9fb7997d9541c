package org.skytrawl.longtext;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a document where a text can stand, found in the document itself. */
record Place(String name, String before, String after) {
    private static final Pattern TAG = Pattern.compile("<([A-Z]+)((?: [\\w:]+=\"[^\"]*\")*)\\s*/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([\\w:]+)=\"([^\"]*)\"");
    private static final Pattern TEXT = Pattern.compile("<(DESCRIPTION|INFO|TD)([^>]*)>([^<]*)</");

    /** What VOTable 1.4 lets elements have besides the attributes that they have in these documents. */
    private static final Map<String, List<String>> MORE = Map.of(
            "FIELD", List.of("ID", "ref", "unit", "ucd", "utype", "xtype", "arraysize", "width", "precision", "type"),
            "TABLE", List.of("ID", "ref", "name", "ucd", "utype", "nrows"),
            "RESOURCE", List.of("ID", "name", "utype"));

    /** Elements that services send and those of simvo do not. */
    private static final String EXTRAS = """
            <TABLE><GROUP ID="g" name="g" ucd="u" utype="t" ref="r"><FIELDref ref="s_ra"/></GROUP>
            <PARAM ID="p" name="p" datatype="char" arraysize="*" value="v" unit="deg" ucd="u" utype="t" xtype="x"/>
            <INFO name="a" value="b" ucd="u" unit="m">text</INFO>
            <LINK href="http://127.0.0.1:9/" content-role="doc"/>
            """;

    private static final String VALUES =
            "<VALUES null=\"-1\"><MIN value=\"0\"/><MAX value=\"9\"/><OPTION name=\"n\" value=\"v\"/></VALUES></FIELD>";

    String xml(LongText text) {
        return before + text.xml() + after;
    }

    String raw(LongText text) {
        return before + text.raw() + after;
    }

    /** Every attribute, the text of every element, and every cell of the first row of a VOTable, into which more is put. */
    static List<Place> ofVoTable(String document) {
        String all = document.replaceFirst("<TABLE>", Matcher.quoteReplacement(EXTRAS))
                .replaceFirst("</FIELD>", VALUES);
        List<Place> places = new ArrayList<>();
        Matcher tag = TAG.matcher(all);
        while (tag.find()) {
            addAttributes(all, tag, places);
        }
        int rowEnd = all.indexOf("</TR>");
        Matcher text = TEXT.matcher(all);
        int column = 0;
        while (text.find()) {
            boolean cell = text.group(1).equals("TD");
            if (!cell || text.start() < rowEnd) {
                String name = cell ? "cell " + column++ : "text of " + text.group(1) + text.group(2);
                places.add(at(all, text.end(3), name + " at " + text.start()));
            }
        }
        return places;
    }

    /**
     * One of several parts, numbered from 0, into which the attributes of FIELDs are dealt out: each attribute comes to every
     * part, with other columns. What is no attribute of a FIELD is in every part; all parts together are all places.
     */
    static List<Place> part(List<Place> all, int number, int parts) {
        Map<String, Integer> columns = new HashMap<>();
        return all.stream()
                .filter(place -> {
                    if (!place.name.startsWith("FIELD")) {
                        return true;
                    }
                    String attribute = place.name.substring(place.name.lastIndexOf('@'));
                    int column = columns.merge(attribute, 1, Integer::sum);
                    return Math.floorMod(column + attribute.hashCode(), parts) == number;
                })
                .toList();
    }

    private static void addAttributes(String all, Matcher tag, List<Place> places) {
        Set<String> has = new HashSet<>();
        Matcher attribute = ATTRIBUTE.matcher(tag.group(2));
        String label = tag.group(1);
        while (attribute.find()) {
            has.add(attribute.group(1));
            label = attribute.group(1).equals("name") ? tag.group(1) + " " + attribute.group(2) : label;
            places.add(at(all, tag.start(2) + attribute.end(2), label + "@" + attribute.group(1)));
        }
        for (String more : MORE.getOrDefault(tag.group(1), List.of())) {
            if (!has.contains(more)) {
                places.add(new Place(
                        label + "@" + more,
                        all.substring(0, tag.start(2)) + " " + more + "=\"",
                        "\"" + all.substring(tag.start(2))));
            }
        }
    }

    static Place at(String all, int place, String name) {
        return new Place(name, all.substring(0, place), all.substring(place));
    }
}
