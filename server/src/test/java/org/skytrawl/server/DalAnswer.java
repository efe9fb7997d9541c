package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A VOTable of the facade. */
final class DalAnswer {
    private final HttpResponse<String> response;
    private final Document xml;

    DalAnswer(HttpResponse<String> response) throws Exception {
        this.response = response;
        this.xml = parse(response.body());
    }

    static Document parse(String xml) throws Exception {
        try (InputStream in = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    HttpResponse<String> response() {
        return response;
    }

    List<Element> elements(String name) {
        NodeList nodes = xml.getElementsByTagName(name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    /** The values of INFO elements. */
    List<String> infos(String name) {
        return elements("INFO").stream()
                .filter(info -> info.getAttribute("name").equals(name))
                .map(info -> info.getAttribute("value"))
                .toList();
    }

    /** The content of the first INFO element. */
    String text(String name) {
        return elements("INFO").stream()
                .filter(info -> info.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getTextContent();
    }

    /** The cells of a column by its utype. */
    TreeSet<String> cells(String utype) {
        return new TreeSet<>(column("utype", utype));
    }

    /** The cells of a column in the order of the rows. */
    List<String> column(String attribute, String value) {
        int column = elements("FIELD").stream()
                .map(field -> field.getAttribute(attribute))
                .toList()
                .indexOf(value);
        assertThat(column).as(value).isNotNegative();
        List<String> cells = new ArrayList<>();
        for (Element row : elements("TR")) {
            cells.add(row.getElementsByTagName("TD").item(column).getTextContent());
        }
        return cells;
    }
}
