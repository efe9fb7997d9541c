package org.skytrawl.simvo.names;

import java.util.List;
import java.util.Locale;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Answers like Sesame of the CDS at {@code /-oxp/SNV?NAME}: in XML, with the media type text/plain. */
public final class SesameHandler implements Handler {
    /** The name for which it reports that its databases do not answer. */
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

    /** Places (ICRS, degrees) as Simbad has them. */
    private record KnownObject(String name, String type, double raDeg, double decDeg, List<String> aliases) {
        static final List<KnownObject> ALL = List.of(
                new KnownObject(
                        "M  31", "AGN", 10.68470833, 41.26875, List.of("NGC 224", "Andromeda", "Andromeda Galaxy")),
                new KnownObject("M  32", "AGN", 10.67430, 40.86517, List.of("NGC 221")),
                new KnownObject("NGC 7814", "GiP", 0.81224, 16.14542, List.of("UGC 8")),
                new KnownObject("M  42", "HII", 83.82208, -5.39111, List.of("NGC 1976", "Orion Nebula")),
                new KnownObject("SN 1987A", "SN*", 83.86661, -69.26975, List.of("SN1987A")),
                new KnownObject("NAME Sgr A*", "X", 266.41681663, -29.00782497, List.of("Sgr A*", "Galactic Center")),
                new KnownObject("* alf UMi", "cC*", 37.95456067, 89.26410897, List.of("Polaris", "alf UMi")),
                new KnownObject("* sig Oct", "dS*", 317.19515, -88.95650, List.of("sig Oct", "Polaris Australis")));

        boolean isCalled(String asked) {
            String plain = plain(asked);
            return plain(name).equals(plain)
                    || aliases.stream().anyMatch(alias -> plain(alias).equals(plain));
        }

        private static String plain(String text) {
            return text.replaceAll("\\s+", "").toUpperCase(Locale.ROOT);
        }
    }
}
