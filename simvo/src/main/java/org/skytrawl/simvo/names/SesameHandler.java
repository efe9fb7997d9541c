package org.skytrawl.simvo.names;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.VoTableWriter;

/**
 * Answers as the name resolver Sesame of the CDS does, asked with {@code /-oxp/SNV?NAME}: in XML, with the media type text/plain.
 * Also to those whom it does not know; one that is called {@code error} it cannot ask for.
 */
public final class SesameHandler implements Handler {
    /** The name at which it says that it could not ask the databases behind it. */
    public static final String NAME_OF_ERROR = "error";

    @Override
    public Response handle(Request request) {
        String name = request.parameters().keySet().stream().findFirst().orElse("");
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Sesame xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                 xsi:noNamespaceSchemaLocation="http://cds.unistra.fr/xml/sesame_4.xsd">
                <Target option="SNV">
                """);
        line(xml, "name", name);
        if (name.equalsIgnoreCase(NAME_OF_ERROR)) {
            xml.append("<Resolver name=\"S=Simbad (CDS, via client/server)\">");
            xml.append("<ERROR>*** The database does not answer</ERROR></Resolver>\n");
        } else {
            KnownObject.ALL.stream()
                    .filter(object -> object.isCalled(name))
                    .findFirst()
                    .ifPresentOrElse(object -> found(xml, object), () -> nothing(xml));
        }
        xml.append("</Target>\n</Sesame>\n");
        return Response.text(200, "text/plain; charset=utf-8", xml.toString());
    }

    private static void found(StringBuilder xml, KnownObject object) {
        xml.append("<Resolver name=\"S=Simbad (CDS, via client/server)\">\n");
        line(xml, "otype", object.type());
        line(xml, "jradeg", Double.toString(object.raDeg()));
        line(xml, "jdedeg", Double.toString(object.decDeg()));
        line(xml, "oname", object.name());
        xml.append("</Resolver>\n");
    }

    private static void nothing(StringBuilder xml) {
        xml.append(
                "<Resolver name=\"S=Simbad (CDS, via client/server)\"><INFO>*** Nothing found ***</INFO></Resolver>\n");
    }

    private static void line(StringBuilder xml, String element, String content) {
        xml.append('<').append(element).append('>');
        xml.append(VoTableWriter.escaped(content));
        xml.append("</").append(element).append(">\n");
    }
}
