package org.skytrawl.simvo.sia;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Requests, and answers as tables. */
public final class Votables {
    private Votables() {}

    /** A request for a path with parameters, a name and a value in turn; names may come several times. */
    public static Request request(String path, String... parameters) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            all.computeIfAbsent(parameters[i].toUpperCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parameters[i + 1]);
        }
        return new Request("GET", "http://127.1.0.1:4000", path, all, Map.of(), Map.of());
    }

    public static String text(Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    public static Document document(Response response) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text(response).getBytes(StandardCharsets.UTF_8)));
    }

    /** The rows, each by names of columns. */
    public static List<Map<String, String>> rows(Response response)
            throws IOException, SAXException, ParserConfigurationException {
        Document document = document(response);
        NodeList fields = document.getElementsByTagName("FIELD");
        NodeList rows = document.getElementsByTagName("TR");
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            NodeList cells = ((Element) rows.item(i)).getElementsByTagName("TD");
            Map<String, String> row = new LinkedHashMap<>();
            for (int k = 0; k < cells.getLength(); k++) {
                row.put(
                        ((Element) fields.item(k)).getAttribute("name"),
                        cells.item(k).getTextContent());
            }
            all.add(row);
        }
        return all;
    }

    /** The values of QUERY_STATUS in order. */
    public static List<String> status(Response response)
            throws IOException, SAXException, ParserConfigurationException {
        NodeList infos = document(response).getElementsByTagName("INFO");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < infos.getLength(); i++) {
            Element info = (Element) infos.item(i);
            if (info.getAttribute("name").equals("QUERY_STATUS")) {
                all.add(info.getAttribute("value"));
            }
        }
        return all;
    }
}
