package org.skytrawl.simvo.tap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An answer of a service, and how to get one. */
record Asked(int status, String contentType, Map<String, String> headers, String text) {
    static final String BASE = "http://127.0.0.1:1";

    /** Names and values of parameters in turn. */
    static Asked to(Handler handler, String method, String path, String... parameters) {
        return to(handler, method, path, Map.of(), parameters);
    }

    static Asked to(Handler handler, String method, String path, Map<String, byte[]> parts, String... parameters) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.computeIfAbsent(parameters[i].toUpperCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parameters[i + 1]);
        }
        try {
            Response response = handler.handle(new Request(method, BASE, path, values, Map.of(), parts));
            return new Asked(response.status(), response.contentType(), response.headers(), content(response));
        } catch (Exception e) {
            throw new AssertionError("the service threw", e);
        }
    }

    private static String content(Response response) throws java.io.IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        response.body().writeTo(bytes);
        return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    static Asked query(Handler handler, String adql, String... parameters) {
        List<String> all = new ArrayList<>(List.of("REQUEST", "doQuery", "LANG", "ADQL", "QUERY", adql));
        all.addAll(List.of(parameters));
        return to(handler, "POST", "/tap/sync", all.toArray(String[]::new));
    }

    Document xml() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (IOException | org.xml.sax.SAXException | javax.xml.parsers.ParserConfigurationException e) {
            throw new AssertionError("no XML: " + text, e);
        }
    }

    /** The cells of the table, an empty text where there is none. */
    List<List<String>> rows() {
        if (status != 200) {
            throw new AssertionError(status + ": " + text);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Element row : elements(xml().getElementsByTagName("TR"))) {
            rows.add(elements(row.getElementsByTagName("TD")).stream()
                    .map(Element::getTextContent)
                    .toList());
        }
        return rows;
    }

    /** The cells of the table's first column. */
    List<String> column() {
        return rows().stream().map(List::getFirst).toList();
    }

    List<Element> fields() {
        return elements(xml().getElementsByTagName("FIELD"));
    }

    List<String> names() {
        return fields().stream().map(field -> field.getAttribute("name")).toList();
    }

    /** The values of QUERY_STATUS in their order. */
    List<String> queryStatus() {
        return elements(xml().getElementsByTagName("INFO")).stream()
                .filter(info -> info.getAttribute("name").equals("QUERY_STATUS"))
                .map(info -> info.getAttribute("value"))
                .toList();
    }

    /** What the service says is wrong. */
    String error() {
        if (!queryStatus().equals(List.of("ERROR"))) {
            throw new AssertionError("no error: " + text);
        }
        return xml().getElementsByTagName("INFO").item(0).getTextContent();
    }

    static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
