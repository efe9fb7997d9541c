package org.skytrawl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.FetchRequest.Field;

class RequestChangeTest {
    private static final FetchRequest GET = FetchRequest.get("http://x/sia?set=a%20b&POS=CIRCLE%201%202%203&MAXREC=10");
    private static final FetchRequest POST = FetchRequest.post(
            "http://x/tap/sync?a=b", List.of(new Field("QUERY", "SELECT TOP 1 * FROM t"), new Field("MAXREC", "10")));

    @Test
    void replacesAParameterOfAUrlAndKeepsTheOthers() {
        assertThat(RequestChange.with(GET, "MAXREC", "0").url())
                .isEqualTo("http://x/sia?set=a%20b&POS=CIRCLE%201%202%203&MAXREC=0");
        assertThat(RequestChange.with(GET, "POS", null).url()).isEqualTo("http://x/sia?set=a%20b&MAXREC=10");
        assertThat(RequestChange.with(GET, "POS", "CIRCLE nowhere").url())
                .isEqualTo("http://x/sia?set=a%20b&MAXREC=10&POS=CIRCLE%20nowhere");
    }

    @Test
    void replacesAParameterOfAForm() {
        FetchRequest changed = RequestChange.with(POST, "QUERY", "SELECT");
        assertThat(changed.url()).isEqualTo("http://x/tap/sync?a=b");
        assertThat(changed.form()).containsExactly(new Field("MAXREC", "10"), new Field("QUERY", "SELECT"));
    }

    @Test
    void knowsTheMaxrecThatWasSent() {
        assertThat(RequestChange.maxRec(GET)).isEqualTo(10);
        assertThat(RequestChange.maxRec(POST)).isEqualTo(10);
        assertThat(RequestChange.maxRec(RequestChange.with(POST, "MAXREC", null)))
                .isNull();
        assertThat(RequestChange.maxRec(FetchRequest.get("http://x/sia?POS=1,2")))
                .isNull();
    }

    @Test
    void showsTheParametersOfAPost() {
        assertThat(RequestChange.text(POST)).isEqualTo("http://x/tap/sync?a=b QUERY=SELECT TOP 1 * FROM t MAXREC=10");
    }
}
