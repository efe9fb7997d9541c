package org.skytrawl.votable;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
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

    /**
     * Reads a healthy document as {@link VoTableReader} does, but without repair: decoded by the JDK, and control characters
     * replaced.
     */
    public static void readWithoutRepair(InputStream in, RowSink sink) throws IOException, SAXException {
        XmlText none = new XmlText(InputStream.nullInputStream(), XmlProlog.VOTABLE, null);
        TableChoice tables = new TableChoice(sink);
        try {
            SafeXml.reader(new VoTableHandler(none, tables)).parse(new InputSource(new Decoded(in)));
        } catch (VoTableHandler.RootEnded e) {
            // the good end
        }
        tables.close();
    }

    private static final class Decoded extends FilterReader {
        Decoded(InputStream in) {
            super(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            for (int i = offset; i < offset + count; i++) {
                char c = into[i];
                if (c < ' ' && c != '\n' && c != '\t' && c != '\r') {
                    into[i] = '\uFFFD';
                }
            }
            return count;
        }
    }
}
