package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;

/** What counts as one service, and what does not. */
class ServiceKeyTest {
    private static Service sia(String ivoid, String url) {
        return Service.of(List.of(new Ivoid(ivoid)), "", Sia1.PROTOCOL, url, null);
    }

    private static ServiceKey tap(String url, String table) {
        return ServiceKey.of(ObsTap.PROTOCOL, url, table);
    }

    @ParameterizedTest
    @CsvSource({"http://a.org/sia?", "https://A.org:443/sia", "http://a.org/x/../sia"})
    void urlsThatMeanTheSameAreOneService(String url) {
        assertThat(sia("ivo://a/x", url).key())
                .isEqualTo(sia("ivo://b/y", "https://a.org/sia").key())
                .isEqualTo(new ServiceKey(Sia1.PROTOCOL, "https://a.org/sia", null));
    }

    @Test
    void protocolsAndTablesTellServicesApart() {
        assertThat(ServiceKey.of(Sia2.PROTOCOL, "http://a.org/sia", null))
                .isNotEqualTo(ServiceKey.of(Sia1.PROTOCOL, "http://a.org/sia", null));
        assertThat(tap("http://a.org/tap", "ivoa.obscore")).isNotEqualTo(tap("http://a.org/tap", "dc.images"));
    }

    @Test
    void aTapServiceIsTheSameWithASlashAtItsEndAndATableInAnyCase() {
        assertThat(tap("http://a.org/tap/", "ivoa.ObsCore")).isEqualTo(tap("https://a.org/tap", "IVOA.OBSCORE"));
        assertThat(tap("http://a.org/tap/?x=1", "t").url()).isEqualTo("https://a.org/tap?x=1");
        // but SIA is asked at the path as it stands
        assertThat(sia("ivo://a", "http://a.org/sia/").key())
                .isNotEqualTo(sia("ivo://a", "http://a.org/sia").key());
    }

    @Test
    void aUrlThatCannotBeUsedStaysAsItIs() {
        ServiceKey key = sia("ivo://a", "Nowhere/ ").key();
        assertThat(key).isEqualTo(new ServiceKey(Sia1.PROTOCOL, "Nowhere/ ", null));
        assertThat(key.isUsable()).isFalse();
        assertThat(tap("http://a.org", "t").isUsable()).isTrue();
    }

    @Test
    void registrationsOfOneServiceAreToldApartByIvoid() {
        Service one = sia("ivo://a", "http://a.org/sia");
        assertThat(Service.BY_REGISTRATION.compare(one, sia("ivo://a", "https://a.org/sia?")))
                .isZero();
        assertThat(Service.BY_REGISTRATION.compare(one, sia("ivo://b", "http://a.org/sia")))
                .isNegative();
    }

    @Test
    void ordersByProtocolUrlAndTable() {
        List<ServiceKey> keys = List.of(
                tap("http://a.org", "a"),
                tap("http://a.org", "b"),
                tap("http://b.org", "a"),
                ServiceKey.of(Sia1.PROTOCOL, "http://a.org", null));
        assertThat(keys).isSorted();
    }

    @Test
    void aProtocolThatIsNotKnownIsAnErrorThatNamesIt() {
        assertThat(Protocol.named("sia1")).isEqualTo(Sia1.PROTOCOL);
        assertThat(Protocol.named("OBSTAP")).isEqualTo(ObsTap.PROTOCOL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protocol.named("SSA\u001b[2J"))
                .withMessageStartingWith("unknown protocol 'SSA")
                .withMessageNotContaining("\u001b");
    }
}
