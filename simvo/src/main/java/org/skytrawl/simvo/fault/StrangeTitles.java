package org.skytrawl.simvo.fault;

import java.util.Set;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/**
 * Titles with markup, with control characters of those that XML 1.0 has (among them U+009B, which begins an escape
 * sequence as ESC and a bracket do), and with one that turns the direction of writing.
 */
public record StrangeTitles() implements Fault {
    private static final Set<String> TITLES = Set.of("title", "obs_title");

    @Override
    public String name() {
        return "strange-titles";
    }

    @Override
    public String description() {
        return "sends titles with control characters, an escape sequence and markup";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    /** What a title becomes; both are as XML writes them. */
    private static String strange(String title) {
        return "&lt;b onclick=&quot;alert(1)&quot;&gt;" + title
                + "&lt;/b&gt;&lt;script&gt;alert(2)&lt;/script&gt;]]&gt;&#9;&#13;&#10;\u009b31mred\u0085\u202e";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Changed.send(
                request, healthy, wire, document -> Changed.cells(document, TITLES::contains, StrangeTitles::strange));
    }
}
