package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.1.2",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::101:101",
                "64:ff9b:1:ffff::1",
                "::ffff:0:1.1.1.1",
                "::ffff:0:10.0.0.1",
                "::1.1.1.1",
                "2001::1",
                "2001:0:1111:2222::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:101:101::1",
                "3fff::1",
                "100::1",
                "5f00::1",
                "fe90::1",
                "febf::1",
                "feff::1",
                "fdff::1",
                "192.0.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.255",
                "239.255.255.255",
                "240.0.0.1",
                "247.1.1.1",
                "254.1.1.1"
            })
    void knowsPrivateAddresses(String address) throws Exception {
        assertThat(AddressRule.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.1.1",
                "192.169.1.1",
                "130.79.128.1",
                "2a00:1450:4001::1",
                "::ffff:1.1.1.1",
                "64:ff9b::101:101",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "203.0.112.1",
                "203.0.114.1",
                "2001:200::1",
                "2001:db9::1",
                "2003::1",
                "2620:4f:8000::1",
                "169.253.1.1"
            })
    void letsPublicOnesPass(String address) throws Exception {
        assertThat(AddressRule.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::127.0.0.1"
            })
    void knowsThisMachine(String address) throws Exception {
        assertThat(AddressRule.isThisMachine(InetAddress.getByName(address))).isTrue();
        assertThat(AddressRule.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "1.1.1.1", "fe80::1", "2a00::7f00:1", "64:ff9b::101:101"})
    void takesNoOtherForThisMachine(String address) throws Exception {
        assertThat(AddressRule.isThisMachine(InetAddress.getByName(address))).isFalse();
    }
}
