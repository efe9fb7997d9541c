package org.skytrawl.server.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this server may be addressed. Names are compared as texts and never resolved, since a foreign name may resolve
 * to this machine (DNS rebinding). Thread-safe.
 */
public final class OwnAddress {
    private final Set<String> hosts = new TreeSet<>();
    private final Set<String> others = new TreeSet<>();
    private final IntSupplier port;

    /**
     * @param bound the address that the server listens on
     * @param port known only after the start
     */
    public OwnAddress(String bound, IntSupplier port) {
        this.port = port;
        hosts.add("localhost");
        hosts.add("127.0.0.1");
        hosts.add("[::1]");
        hosts.add(host(bound));
        if (isAny(bound)) {
            hosts.addAll(ofThisMachine());
        }
        others.addAll(hosts);
        others.addAll(ofThisMachine());
    }

    /** An IPv6 address in brackets, as in URLs, in lower case. */
    static String host(String address) {
        String plain = address.toLowerCase(Locale.ROOT);
        int zone = plain.indexOf('%');
        String bare = zone < 0 ? plain : plain.substring(0, zone);
        return bare.indexOf(':') >= 0 && !bare.startsWith("[") ? "[" + bare + "]" : bare;
    }

    private static boolean isAny(String bound) {
        try {
            return InetAddress.getByName(bound).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Set<String> ofThisMachine() {
        Set<String> all = new TreeSet<>();
        try {
            Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
            while (interfaces.hasMoreElements()) {
                interfaces.nextElement().inetAddresses().forEach(each -> all.add(host(each.getHostAddress())));
            }
            all.add(host(InetAddress.getLocalHost().getHostName()));
        } catch (SocketException | UnknownHostException e) {
            // the addresses that are known are enough
        }
        return all;
    }

    /** Whether the value of a header {@code Host} names this server. */
    public boolean isHost(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String text = header.toLowerCase(Locale.ROOT);
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String host = hasPort ? text.substring(0, colon) : text;
        String number = hasPort ? text.substring(colon + 1) : "80";
        return number.equals(Integer.toString(port.getAsInt())) && (hosts.contains(host) || isLoopback(host));
    }

    /** 127.0.0.0/8 in plain notation. */
    private static boolean isLoopback(String host) {
        if (!host.startsWith("127.") || host.length() > 15) {
            return false;
        }
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return dots == 3;
    }

    /** Whether an address is this server, as far as it can be told without resolving names. */
    public boolean isUrl(@Nullable String host, int portOfUrl) {
        if (host == null || portOfUrl != port.getAsInt()) {
            return false;
        }
        String name = host(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        return others.contains(name)
                || isLoopback(name)
                || name.equals("0.0.0.0")
                || name.equals("[::]")
                || name.endsWith(".localhost");
    }
}
