package org.skytrawl.longtext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.SimProtocol;

/** Answers of services: each attribute, text and cell of a document, each in an answer of a service of its own. */
final class ServiceBatches {
    private final HonestVo vo;
    private final SimProtocol protocol;
    private final List<Place> places;
    private final SimHost host;
    private final String path;
    /** What is sent at the moment, by number of the service. */
    private volatile List<UnaryOperator<String>> answers = List.of();

    /** With these of the places of an honest answer, and with all of an error and of a page. */
    ServiceBatches(HonestVo vo, SimProtocol protocol, UnaryOperator<List<Place>> chosen) throws IOException {
        this.vo = vo;
        this.protocol = protocol;
        places = new ArrayList<>(chosen.apply(Place.ofVoTable(vo.answer(protocol))));
        places.addAll(Place.ofVoTable("<VOTABLE version=\"1.4\"><RESOURCE type=\"results\">"
                        + "<INFO name=\"QUERY_STATUS\" value=\"ERROR\">refused</INFO></RESOURCE></VOTABLE>")
                .stream()
                .map(place -> new Place("error " + place.name(), place.before(), place.after()))
                .toList());
        places.addAll(
                Place.ofVoTable("<html><head><title>Page</title></head><BODY class=\"x\"><TD>cell</TD></BODY></html>")
                        .stream()
                        .map(place -> new Place("page " + place.name(), place.before(), place.after()))
                        .toList());
        host = vo.host();
        path = "/" + protocol.name().toLowerCase(Locale.ROOT);
        host.mount(
                path,
                request -> Response.text(
                        200,
                        Response.VOTABLE,
                        answers.get(Integer.parseInt(request.path().split("/", -1)[2]))
                                .apply("")),
                Behaviour.HEALTHY);
    }

    /** All places with one text. */
    Batch with(LongText text) {
        return with(
                protocol + " answers with " + text,
                places.stream().map(place -> text).toList());
    }

    /** All places, each with the next of these texts, from one of them on. */
    Batch inTurn(List<LongText> texts, int first) {
        List<LongText> turn = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            turn.add(texts.get((first + i) % texts.size()));
        }
        return with(
                protocol + " answers with " + texts.getFirst().times() + " of each in turn from "
                        + texts.get(first).kind(),
                turn);
    }

    private Batch with(String name, List<LongText> texts) {
        return new Batch() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> cases() {
                List<String> cases = new ArrayList<>();
                for (int i = 0; i < places.size(); i++) {
                    cases.add(places.get(i).name() + " with " + texts.get(i));
                }
                return cases;
            }

            @Override
            public @Nullable String run(List<Integer> chosen) throws Exception {
                List<UnaryOperator<String>> documents = new ArrayList<>();
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < places.size(); i++) {
                    Place place = places.get(i);
                    LongText text = texts.get(i);
                    documents.add(unused -> place.xml(text));
                }
                for (int i : chosen) {
                    String id = protocol.name().toLowerCase(Locale.ROOT);
                    lines.add("ivo://hostile/" + path.substring(1) + i + "," + i + "," + id + "," + host.baseUrl()
                            + path + "/" + i + "," + (protocol == SimProtocol.OBSTAP ? "ivoa.obscore" : ""));
                }
                answers = documents;
                // a megabyte each is work for one processor, also where it is read as it should be
                int atOnce = texts.getFirst().times() >= LongText.LONGER ? 50 : lines.size();
                for (int from = 0; from < lines.size(); from += atOnce) {
                    String wrong = vo.run(lines.subList(from, Math.min(from + atOnce, lines.size())));
                    if (wrong != null) {
                        return wrong;
                    }
                }
                return null;
            }
        };
    }
}
