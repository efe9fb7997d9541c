package org.skytrawl.simvo.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Host names that cause trouble, for clients with a replaceable resolver. It sends no queries: other names are unknown,
 * addresses resolve to themselves. Thread-safe.
 */
public final class SimResolver implements AutoCloseable {
    /** Texts that the system reads as an address without a query; it may query a text like 999.1.1.1. */
    private static final String ADDRESS =
            "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*\\]?";

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @FunctionalInterface
    private interface Answer {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    public SimResolver() {}

    /**
     * A name whose look-up hangs until this is closed, and then fails as unknown. Like the system's resolver, it does
     * not end for an interrupt.
     */
    public SimResolver hanging(String host) {
        return with(host, this::hang);
    }

    public SimResolver refusing(String host) {
        return with(host, SimResolver::refuse);
    }

    public SimResolver leading(String host, SimHost to) {
        return behindDead(host, 0, to);
    }

    /**
     * A name of a host that has other addresses before its own, without a listener: connections to them are refused
     * where the system has all of 127.0.0.0/8.
     *
     * @param dead the number of such addresses, at most 254
     */
    public SimResolver behindDead(String host, int dead, SimHost to) {
        if (dead < 0 || dead > 254) {
            throw new IllegalArgumentException("dead addresses must be 0 to 254, but are " + dead);
        }
        List<InetAddress> all = new ArrayList<>();
        for (int i = 1; i <= dead; i++) {
            all.add(loopback("127.3.0." + i));
        }
        all.add(loopback(to.address()));
        List<InetAddress> addresses = List.copyOf(all);
        return with(host, any -> addresses);
    }

    private SimResolver with(String host, Answer answer) {
        if (answers.putIfAbsent(lower(host), answer) != null) {
            throw new IllegalArgumentException("host " + host + " is known already");
        }
        return this;
    }

    /**
     * The addresses of a host, in the order in which clients should try them.
     *
     * @param host in any case
     * @throws UnknownHostException if the name is unknown
     */
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        asked.computeIfAbsent(lower(host), any -> new AtomicInteger()).incrementAndGet();
        Answer answer = answers.get(lower(host));
        if (answer != null) {
            return answer.addresses(host);
        }
        return host.matches(ADDRESS) ? List.of(InetAddress.getByName(host)) : refuse(host);
    }

    public int requests(String host) {
        AtomicInteger count = asked.get(lower(host));
        return count == null ? 0 : count.get();
    }

    private List<InetAddress> hang(String host) throws UnknownHostException {
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return refuse(host);
    }

    private static List<InetAddress> refuse(String host) throws UnknownHostException {
        throw new UnknownHostException(host + ": Name or service not known");
    }

    private static InetAddress loopback(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is an address", e);
        }
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
