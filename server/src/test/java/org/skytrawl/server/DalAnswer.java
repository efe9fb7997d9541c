package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import uk.ac.starlink.votable.VOTableVersion;

/** A VOTable of the facade, valid by the schema of VOTable 1.4. */
final class DalAnswer {
    private static final Schema SCHEMA = VOTableVersion.V14.getSchema();

    private final HttpResponse<String> response;
    private final Document xml;

    /** @throws org.xml.sax.SAXException if it is not valid */
    DalAnswer(HttpResponse<String> response) throws Exception {
        this(response, parse(response.body()));
    }

    private DalAnswer(HttpResponse<String> response, Document xml) {
        this.response = response;
        this.xml = xml;
    }

    /** Another document: capabilities, availability or tables. */
    static DalAnswer description(HttpResponse<String> response) throws Exception {
        return new DalAnswer(response, read(response.body()));
    }

    /** @throws org.xml.sax.SAXException if it is not valid */
    static Document parse(String xml) throws Exception {
        SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
        return read(xml);
    }

    private static Document read(String xml) throws Exception {
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
