package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.VoTableWriter.escaped;

import org.skytrawl.simvo.votable.Table;

/** Examples of queries in XHTML with RDFa (DALI 1.1 section 2.3; TAP 1.1 section 2.4.4). */
final class ExamplesXhtml {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <html xmlns="http://www.w3.org/1999/xhtml">
            <head><title>Examples</title></head>
            <body vocab="ivo://ivoa.net/std/DALI-examples">
            <h1>Examples for {title}</h1>
            """;

    private ExamplesXhtml() {}

    static String of(TapDescription description) {
        StringBuilder xhtml = new StringBuilder(HEAD.replace("{title}", escaped(description.title())));
        int number = 1;
        for (Table table :
                description.tables().subList(0, Math.min(3, description.tables().size()))) {
            String name = TapSchema.written(table);
            example(number++, "Rows of " + name, name, "SELECT TOP 10 * FROM " + name, xhtml);
        }
        example(
                number,
                "The tables of this service",
                "tap_schema.tables",
                "SELECT table_name, description FROM tap_schema.tables ORDER BY table_name",
                xhtml);
        return xhtml.append("</body>\n</html>\n").toString();
    }

    private static void example(int number, String title, String table, String query, StringBuilder xhtml) {
        String id = "example" + number;
        xhtml.append("<div typeof=\"example\" id=\"")
                .append(id)
                .append("\" resource=\"#")
                .append(id)
                .append("\">\n<h2 property=\"name\">")
                .append(escaped(title))
                .append("</h2>\n<p>Asks the table <em property=\"table\">")
                .append(escaped(table))
                .append("</em>.</p>\n<pre property=\"query\">")
                .append(escaped(query))
                .append("</pre>\n</div>\n");
    }
}
