package org.skytrawl.simvo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** VOResource records from files: bare {@code ri:Resource} documents, or answers of OAI-PMH with any number of them. */
final class RecordFiles {
    private static final String REGISTRY_INTERFACE = "http://www.ivoa.net/xml/RegistryInterface/v1.0";
    private static final long LARGEST = 64L << 20;
    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

    private RecordFiles() {}

    /**
     * In the order of the files' names; deleted and inactive records are in no relational registry (RegTAP 1.2 section
     * 8.1).
     */
    static List<RecordNode> active(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder of records " + folder);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException("there are no records (*.xml) in " + folder);
        }
        List<RecordNode> records = new ArrayList<>();
        Map<String, Path> known = new HashMap<>();
        for (Path file : files) {
            NodeList resources = parsed(file).getElementsByTagNameNS(REGISTRY_INTERFACE, "Resource");
            if (resources.getLength() == 0) {
                throw new IOException(file + " has no ri:Resource in it");
            }
            for (int i = 0; i < resources.getLength(); i++) {
                RecordNode record = new RecordNode((org.w3c.dom.Element) resources.item(i));
                String status = record.attribute("status");
                if (status == null || status.equals("active")) {
                    Path other = known.putIfAbsent(identifier(record, file), file);
                    if (other != null) {
                        throw new IOException(
                                "the record " + identifier(record, file) + " is both in " + other + " and in " + file);
                    }
                    records.add(record);
                }
            }
        }
        return records;
    }

    private static String identifier(RecordNode record, Path file) throws IOException {
        String identifier = RecordNode.lower(record.text("identifier"));
        if (identifier == null) {
            throw new IOException(file + " has a record without an identifier");
        }
        return identifier;
    }

    private static Document parsed(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new IOException(file + " has " + size + " bytes; records are read from files of at most " + LARGEST);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return builder().parse(in);
        } catch (SAXException e) {
            throw new IOException(file + " is no readable XML: " + e.getMessage(), e);
        }
    }

    private static DocumentBuilder builder() throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setIgnoringComments(true);
            factory.setCoalescing(true);
            factory.setAttribute(LIMITS + "maxElementDepth", "64");
            // JDK 25 counts each &amp; as an entity; without a DOCTYPE none can grow
            factory.setAttribute(LIMITS + "maxGeneralEntitySizeLimit", "0");
            factory.setAttribute(LIMITS + "totalEntitySizeLimit", "0");
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Failing());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IOException("this Java's XML parser cannot be made safe", e);
        }
    }

    /** The default handler writes to the standard error as well. */
    private static final class Failing extends DefaultHandler {
        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
