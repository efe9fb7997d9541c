package org.skytrawl.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distinguishes the addresses of this machine and of private networks from public ones, by the IANA registries of
 * special-purpose addresses (RFC 6890). No network access.
 */
final class AddressRule {
    /** Reserved by the IANA: this host, private, shared, link-local, documentation, benchmarks, multicast, future. */
    private static final List<Block> NOT_PUBLIC_IPV4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Global unicast. The rest is this host, local, multicast, translated (::ffff:0:0:0/96, 64:ff9b:1::/48) or unassigned. */
    private static final Block PUBLIC_IPV6 = block("2000::/3");

    /** Exceptions within it: protocol assignments with Teredo (2001::/32), documentation, 6to4, the former 6bone. */
    private static final List<Block> NOT_PUBLIC_IPV6 =
            blocks("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20");

    /** IPv4 addresses in networks without IPv4 (RFC 6052): the last four bytes are the address. */
    private static final Block NAT64 = block("64:ff9b::/96");

    private AddressRule() {}

    /** True if the address is not public, or wraps an IPv4 address that is not public. */
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_IPV4.stream().anyMatch(block -> block.contains(bytes));
        }
        if (NAT64.contains(bytes)) {
            return isPrivate(lastFour(bytes));
        }
        return !PUBLIC_IPV6.contains(bytes) || NOT_PUBLIC_IPV6.stream().anyMatch(block -> block.contains(bytes));
    }

    /** True also for wrapped IPv4 addresses, and for 0.0.0.0 and ::, which connect to this machine. */
    static boolean isThisMachine(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean wraps = bytes.length == 16 && !PUBLIC_IPV6.contains(bytes);
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || (wraps && lastFour(bytes).isLoopbackAddress());
    }

    private static InetAddress lastFour(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are always an address", e);
        }
    }

    private static List<Block> blocks(String... texts) {
        return Arrays.stream(texts).map(AddressRule::block).toList();
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        try {
            // a literal address: no look-up
            return new Block(
                    InetAddress.getByName(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new AssertionError(text + " is no block of addresses", e);
        }
    }

    /** All addresses with the same first bits. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(byte[] first, int bits) {
        boolean contains(byte[] address) {
            return address.length == first.length
                    && bits <= 8 * first.length
                    && IntStream.range(0, bits)
                            .allMatch(i -> ((address[i / 8] ^ first[i / 8]) >> (7 - i % 8) & 1) == 0);
        }
    }
}
