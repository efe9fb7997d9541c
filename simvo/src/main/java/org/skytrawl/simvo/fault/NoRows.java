package org.skytrawl.simvo.fault;

/** VOTables with no row in them, for what is wrong with the rest of the document. */
final class NoRows {
    /** Up to and with the beginning of the root. */
    static final String HEAD = xml("");

    /** The table's data where there are none. */
    static final String EMPTY = "<TABLEDATA></TABLEDATA>";

    private NoRows() {}

    private static String xml(String type) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                %s<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
                """.formatted(type);
    }

    /** Rows that are elsewhere. */
    static String stream(String escapedUrl) {
        return "<BINARY><STREAM href=\"" + escapedUrl + "\" encoding=\"none\"/></BINARY>";
    }

    /**
     * A document.
     *
     * @param type a document type declaration with a line end, or an empty text
     * @param description as XML writes it
     * @param data what is within DATA
     */
    static String document(String type, String description, String data) {
        return xml(type) + """
                <RESOURCE type="results">
                <DESCRIPTION>%s</DESCRIPTION>
                <INFO name="QUERY_STATUS" value="OK"/>
                <TABLE>
                <FIELD name="obs_id" datatype="char" arraysize="*"/>
                <DATA>%s</DATA></TABLE>
                </RESOURCE></VOTABLE>
                """.formatted(description, data);
    }
}
