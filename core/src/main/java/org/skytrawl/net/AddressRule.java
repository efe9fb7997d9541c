package org.skytrawl.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells the addresses of this machine and of private networks from those of the public Internet. The one place that does
 * this: by the registries of the IANA for special-purpose addresses (RFC 6890), without asking anybody.
 */
final class AddressRule {
    /** What the IANA has set aside: this host, private, shared, link-local, documentation, benchmarks, multicast, future. */
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

    /** Global unicast: all else is this host, local, multicast, translated (::ffff:0:0:0/96, 64:ff9b:1::/48) or not given out. */
    private static final Block PUBLIC_IPV6 = block("2000::/3");

    /** Of that: protocol assignments with Teredo (2001::/32), documentation, 6to4, the 6bone that was. */
    private static final List<Block> NOT_PUBLIC_IPV6 =
            blocks("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20");

    /** How networks without IPv4 write every IPv4 address (RFC 6052): it means what its last four bytes mean. */
    private static final Block NAT64 = block("64:ff9b::/96");

    private AddressRule() {}

    /** Whether an address is none of the public Internet, also if it only wraps such an IPv4 address. */
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

    /** Whether an address is this machine itself, in whatever way it is wrapped. A connection to 0.0.0.0 or :: ends here too. */
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
            // an address, so that no name is looked up
            return new Block(
                    InetAddress.getByName(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new AssertionError(text + " is no block of addresses", e);
        }
    }

    /** Addresses with the same first bits. */
    private static final class Block {
        private final byte[] first;
        private final int bits;

        Block(byte[] first, int bits) {
            this.first = first;
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((address[i / 8] ^ first[i / 8]) >> (7 - i % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
