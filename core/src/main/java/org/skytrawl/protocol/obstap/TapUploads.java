package org.skytrawl.protocol.obstap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.TargetWay.Limits;
import org.skytrawl.votable.SafeXml;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** What TAP capabilities declare of uploads (TAPRegExt 1.0 sections 2.4 and 2.5). */
final class TapUploads {
    /** If no limit of rows is declared. */
    private static final int USUAL_ROWS = 5_000;

    /** An answer for more would exceed the time or the rows of one answer. */
    private static final int MOST_ROWS = 20_000;

    private static final long MOST_BYTES = 4 << 20;

    private TapUploads() {}

    /**
     * The limits of one request: the declared ones, within our own.
     *
     * @param capabilities null, or something that is no such document, if they cannot be had: uploads may work
     * @return null if uploads with the request are not declared
     */
    static @Nullable Limits limits(byte @Nullable [] capabilities) {
        Limits usual = new Limits(USUAL_ROWS, MOST_BYTES);
        if (capabilities == null) {
            return usual;
        }
        Handler handler = new Handler();
        try {
            SafeXml.parse(new ByteArrayInputStream(capabilities), handler);
        } catch (SAXException | IOException e) {
            return usual;
        }
        if (!handler.isCapabilities) {
            return usual;
        }
        boolean isOffered = handler.isInline && handler.rows != 0 && handler.bytes != 0;
        long rows = handler.rows == Long.MAX_VALUE ? USUAL_ROWS : Math.min(handler.rows, MOST_ROWS);
        return isOffered ? new Limits((int) rows, Math.min(handler.bytes, MOST_BYTES)) : null;
    }

    private static final class Handler extends DefaultHandler2 {
        private static final int MOST_DEPTH = 100;
        private static final int MOST_TEXT = 40;

        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private boolean isCapabilities;
        private boolean isInline;
        private long rows = Long.MAX_VALUE;
        private long bytes = Long.MAX_VALUE;
        private String unit = "";

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes)
                throws SAXException {
            String name = qualified.substring(qualified.indexOf(':') + 1);
            if (path.isEmpty()) {
                isCapabilities = name.equals("capabilities");
            }
            if (path.size() == MOST_DEPTH) {
                throw new SAXException("elements are nested more than " + MOST_DEPTH + " deep");
            }
            path.push(name);
            text.setLength(0);
            if (name.equals("uploadMethod")) {
                // the identifier has changed: ivo://ivoa.net/std/TAPRegExt#upload-inline, ivo://ivoa.org/tap/uploadmethods#inline
                isInline |= value(attributes, "ivo-id").endsWith("inline");
            } else if (name.equals("default") || name.equals("hard")) {
                unit = value(attributes, "unit");
            }
        }

        private static String value(Attributes attributes, String name) {
            String value = attributes.getValue(name);
            return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            text.append(chars, start, Math.min(length, MOST_TEXT - text.length()));
        }

        /** Nobody can raise the default, so it holds as the hard limit does. */
        @Override
        public void endElement(String uri, String local, String qualified) {
            String name = path.pop();
            boolean isLimit = name.equals("default") || name.equals("hard");
            if (!isLimit || !"uploadLimit".equals(path.peek())) {
                return;
            }
            long limit = number(text.toString());
            if (limit >= 0 && unit.startsWith("row")) {
                rows = Math.min(rows, limit);
            } else if (limit >= 0 && unit.startsWith("byte")) {
                bytes = Math.min(bytes, limit);
            }
        }

        /** Negative if it is no number, or none that limits. */
        private static long number(String written) {
            try {
                return Long.parseLong(written.strip());
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }
}
