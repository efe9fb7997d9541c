package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.net.FetchRequest.Method;

class FetchRequestTest {
    @Test
    void encodesAFormInItsOrder() {
        FetchRequest request = FetchRequest.post(
                "http://vo.example.org/tap/sync",
                List.of(
                        new Field("QUERY", "SELECT * FROM \"a\" WHERE x > 1+2 AND y='\u00e9&=%'"),
                        new Field("DPTYPE", "image"),
                        new Field("DPTYPE", "cube"),
                        new Field("EMPTY", "")));
        assertThat(request.encodedForm())
                .isEqualTo("QUERY=SELECT+*+FROM+%22a%22+WHERE+x+%3E+1%2B2+AND+y%3D%27%C3%A9%26%3D%25%27"
                        + "&DPTYPE=image&DPTYPE=cube&EMPTY=");
    }

    @Test
    void changesOneThingAtATime() {
        FetchRequest request = FetchRequest.get("http://a.example/")
                .accepting("text/xml")
                .allowingPrivateAddresses(true)
                .atMostBytes(5);
        assertThat(request)
                .isEqualTo(
                        new FetchRequest("http://a.example/", Method.GET, List.of(), "text/xml", true, 5, false, null));
    }

    @Test
    void refusesWhatCannotBeSent() {
        FetchRequest request = FetchRequest.get("http://a.example/");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.atMostBytes(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> request.accepting("a\r\nEvil: b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchRequest(
                        "http://a.example/", Method.GET, List.of(new Field("A", "b")), null, false, 1, false, null))
                .withMessageContaining("GET");
    }
}
