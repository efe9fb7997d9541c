package org.skytrawl.registry.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.selection.ServiceSelection;

class UnregisteredServiceTest {
    @ParameterizedTest
    @CsvSource({
        "SIA1, 'https://H/Sia?Set=X&', url:sia1:https://h/sia?set=x&, 'https://H/Sia?Set=X&',",
        "SIA2, https://user:secret@h/a, url:sia2:https://h/a, https://h/a,",
        "OBSTAP, https://user:secret@h/tap#o.t, url:obstap:https://h/tap#o.t, https://h/tap, o.t",
        "SIA2, https://h/a b, url:sia2:https://h/a%20b, https://h/a b,",
        "OBSTAP, https://h/tap, url:obstap:https://h/tap#ivoa.obscore, https://h/tap, ivoa.obscore",
        "OBSTAP, https://h/tap#My.Obs, url:obstap:https://h/tap#my.obs, https://h/tap, My.Obs",
        "OBSTAP, https://h/tap#%22my%20obs%22.a+b, 'url:obstap:https://h/tap#\"my%20obs\".a+b', https://h/tap, '\"my obs\".a+b'",
    })
    void isCalledByWhatIsKnownOfIt(Protocol protocol, String url, String ivoid, String accessUrl, String table) {
        Service service = UnregisteredService.of(protocol, url);
        assertThat(service.ivoids()).containsExactly(new Ivoid(ivoid));
        assertThat(service.accessUrl()).isEqualTo(accessUrl);
        assertThat(service.title()).isEqualTo(accessUrl);
        assertThat(service.tableName()).isEqualTo(table);
        assertThat(service.coverage()).isEqualTo(Coverage.UNDECLARED);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "SIA2, ftp://h/a, 'ftp://h/a' is no http or https URL",
                "SIA2, ftp://user:secret@h/a, 'ftp://***@h/a' is no http or https URL",
                "SIA1, ``, '' is no http or https URL",
                "OBSTAP, h/tap, 'h/tap' is no http or https URL",
                "OBSTAP, https://h/tap#, there is no table after the '#'",
                "OBSTAP, https://h/tap#%2, the table '%2' is not properly percent-encoded",
            })
    void refusesWhatIsNoUrl(Protocol protocol, String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnregisteredService.of(protocol, url))
                .withMessageContaining(message);
    }

    @Test
    void isNotAskedBesideTheRegisteredServiceThatItIs() {
        Service registered =
                Service.of(List.of(new Ivoid("ivo://a/sia")), "Registered", Sia2.PROTOCOL, "http://a/sia2", null);
        ServiceList both = ServiceList.of("a list", List.of(registered))
                .and(ServiceList.of(
                        "the command line",
                        List.of(
                                UnregisteredService.of(Sia2.PROTOCOL, "https://a/sia2"),
                                UnregisteredService.of(Sia1.PROTOCOL, "https://a/sia2"))));
        Question cone = new Question(new Cone(1, 2, 3), null, null, Set.of("image"));
        assertThat(both.name()).isEqualTo("a list and the command line");
        assertThat(ServiceSelection.select(both.candidates(), cone, false, true, false)
                        .kept())
                .extracting(Service::title)
                .containsExactly("Registered", "https://a/sia2");
        assertThat(ServiceSelection.select(both.candidates(), cone, false, false, false)
                        .kept())
                .hasSize(3);
    }
}
