package org.skytrawl.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells the addresses of this machine and of private networks from those of the public Internet. */
final class AddressRule {
    private AddressRule() {}

    /**
     * Whether an address is none of the public Internet: this host (127/8, ::1, 0/8, ::), link-local (169.254/16,
     * fe80::/10), private (10/8, 172.16/12, 192.168/16, fec0::/10, fc00::/7), of a provider's NAT (100.64/10),
     * multicast or broadcast; also if it is an IPv6 address that only wraps such an IPv4 address.
     */
    static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            int first = bytes[0] & 0xff;
            return first == 0 || first == 255 || (first == 100 && (bytes[1] & 0xc0) == 64);
        }
        if (address instanceof Inet6Address ipv6) {
            return (bytes[0] & 0xfe) == 0xfc || (wrapsIpv4(ipv6) && isPrivate(lastFour(bytes)));
        }
        return false;
    }

    /** The IPv4-compatible form ::/96 and NAT64's 64:ff9b::/96; the IPv4-mapped form is an Inet4Address in Java. */
    private static boolean wrapsIpv4(Inet6Address address) {
        byte[] b = address.getAddress();
        byte[] nat64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
        return address.isIPv4CompatibleAddress() || Arrays.equals(b, 0, nat64.length, nat64, 0, nat64.length);
    }

    private static InetAddress lastFour(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are always an address", e);
        }
    }
}
