package org.skytrawl.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/**
 * The HTTP proxies of the environment variables, as curl reads them. Immutable and thread-safe.
 *
 * <p>{@code http_proxy}, {@code https_proxy}: {@code [http://][user:password@]host[:port]}, port 80 by default; the
 * lower-case name has precedence. {@code no_proxy}: {@code *}, or entries separated by commas or blanks: a domain (with
 * its subdomains; a leading dot is optional), a domain with port, an address, or a range of addresses ({@code
 * 10.0.0.0/8}). Unlike curl, but like Go, requests to this machine never use a proxy: its name would mean the proxy itself.
 */
public final class EnvironmentProxies {
    private final Map<String, Proxy> proxies;
    private final Map<InetSocketAddress, String> credentials;
    private final List<String> exceptions;

    private EnvironmentProxies(
            Map<String, Proxy> proxies, Map<InetSocketAddress, String> credentials, List<String> exceptions) {
        this.proxies = Map.copyOf(proxies);
        this.credentials = Map.copyOf(credentials);
        this.exceptions = List.copyOf(exceptions);
    }

    public static EnvironmentProxies none() {
        return new EnvironmentProxies(Map.of(), Map.of(), List.of());
    }

    /** @throws IllegalArgumentException if a variable is not the URL of an HTTP proxy */
    public static EnvironmentProxies of(Map<String, String> environment) {
        Map<String, Proxy> proxies = new HashMap<>();
        Map<InetSocketAddress, String> credentials = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            String name = scheme + "_proxy";
            String value = variable(environment, name);
            if (!value.isEmpty()) {
                HttpUrl url = parse(name, value);
                InetSocketAddress address = InetSocketAddress.createUnresolved(url.host(), url.port());
                proxies.put(scheme, new Proxy(Proxy.Type.HTTP, address));
                if (!url.username().isEmpty()) {
                    credentials.put(address, Credentials.basic(url.username(), url.password()));
                }
            }
        }
        List<String> exceptions = Arrays.stream(
                        variable(environment, "no_proxy").split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
        return new EnvironmentProxies(proxies, credentials, exceptions);
    }

    /** {@link Proxy#NO_PROXY} for none; the address of the proxy is not resolved. */
    Proxy proxyFor(HttpUrl url) {
        Proxy proxy = proxies.get(url.scheme());
        if (proxy == null || RequestUrl.isThisMachine(url.host())) {
            return Proxy.NO_PROXY;
        }
        return exceptions.stream().anyMatch(entry -> matches(entry, url)) ? Proxy.NO_PROXY : proxy;
    }

    /**
     * Answers a 407 of a proxy once with the password of its variable. In a tunnel only the answer to CONNECT is from the
     * proxy; later answers are from the server, which must not learn the password. Without a tunnel the header goes to the
     * proxy only (RFC 9110 section 11.7.2).
     */
    Authenticator authenticator() {
        return (route, response) -> {
            String header = "Proxy-Authorization";
            boolean inTunnel =
                    response.request().isHttps() && !response.request().method().equals("CONNECT");
            if (inTunnel) {
                return null;
            }
            String known = route == null
                    ? null
                    : credentials.get(route.proxy().address() instanceof InetSocketAddress a ? unresolved(a) : null);
            if (known == null || response.request().header(header) != null) {
                return null;
            }
            return response.request().newBuilder().header(header, known).build();
        };
    }

    private static InetSocketAddress unresolved(InetSocketAddress address) {
        return InetSocketAddress.createUnresolved(address.getHostString(), address.getPort());
    }

    private static String variable(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "").strip();
        return lower.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower;
    }

    private static HttpUrl parse(String name, String value) {
        HttpUrl url = HttpUrl.parse(value.contains("://") ? value : "http://" + value);
        if (url == null || url.isHttps()) {
            // without the value: it may contain a password
            throw new IllegalArgumentException(name + " must be the http:// URL of a proxy or its host:port");
        }
        return url;
    }

    private static boolean matches(String entry, HttpUrl url) {
        if (entry.equals("*")) {
            return true;
        }
        String host = RequestUrl.withoutDot(url.host());
        InetAddress address = RequestUrl.address(host);
        if (address != null && entry.indexOf('/') >= 0) {
            return inRange(address, entry);
        }
        String wanted = entry;
        int colon = entry.lastIndexOf(':');
        boolean withPort = colon >= 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (withPort) {
            if (!entry.substring(colon + 1).equals(Integer.toString(url.port()))) {
                return false;
            }
            wanted = entry.substring(0, colon);
        }
        if (wanted.startsWith("[") && wanted.endsWith("]")) {
            wanted = wanted.substring(1, wanted.length() - 1);
        }
        if (address != null) {
            return address.equals(RequestUrl.address(wanted));
        }
        String domain = wanted.startsWith(".") ? wanted.substring(1) : wanted;
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static boolean inRange(InetAddress address, String range) {
        int slash = range.indexOf('/');
        InetAddress base = RequestUrl.address(range.substring(0, slash));
        String bitsText = range.substring(slash + 1);
        if (base == null || !bitsText.matches("\\d{1,3}")) {
            return false;
        }
        return new AddressRule.Block(base.getAddress(), Integer.parseInt(bitsText)).contains(address.getAddress());
    }
}
