package org.skytrawl.votable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/** Gives benchmarks the reader's own XML parser, so that a baseline differs in nothing else. */
@NullMarked
public final class HardenedParser {
    private HardenedParser() {}

    /** A parser for one document, as {@link VoTableReader} uses it. */
    public static XMLReader of(ContentHandler handler) throws SAXException {
        XMLReader reader = SafeXml.reader(new DefaultHandler2());
        reader.setContentHandler(handler);
        return reader;
    }

    /** Counts the rows of a healthy document as {@link VoTableReader} does, but without repair: decoded by the JDK. */
    public static long rowsWithoutRepair(InputStream in) throws IOException, SAXException {
        XmlText none = new XmlText(InputStream.nullInputStream(), XmlProlog.VOTABLE, null);
        TableChoice tables = new TableChoice(new RowSink() {
            @Override
            public void fields(List<TableField> fields) {}

            @Override
            public void row(@Nullable Object[] cells) {}
        });
        try {
            SafeXml.reader(new VoTableHandler(none, tables))
                    .parse(new InputSource(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (VoTableHandler.RootEnded e) {
            // the good end
        }
        tables.close();
        return tables.rows();
    }
}
