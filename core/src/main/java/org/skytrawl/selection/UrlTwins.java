package org.skytrawl.selection;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.registry.Candidate;

/** Finds access URLs that may have a twin, cheaply, by a hash that twins share. Only those need the exact comparison. */
final class UrlTwins {
    private static final String SCHEME_END = "://";
    private static final long NOT_SIMPLE = Long.MIN_VALUE;
    private static final boolean[] SIMPLE = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~=/?&"
                .chars()
                .forEach(c -> SIMPLE[c] = true);
    }

    private UrlTwins() {}

    /** Whether another candidate may have the same canonical access URL; never false if one has. */
    static boolean[] suspects(List<Candidate> candidates) {
        long[] hashes = new long[candidates.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(candidates.get(i).service().accessUrl());
        }
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        Set<Long> shared = new HashSet<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                shared.add(sorted[i]);
            }
        }
        boolean[] suspects = new boolean[hashes.length];
        for (int i = 0; !shared.isEmpty() && i < hashes.length; i++) {
            suspects[i] = shared.contains(hashes[i]);
        }
        return suspects;
    }

    private static long hash(String url) {
        int start = url.indexOf(SCHEME_END);
        long sum = start < 0 ? NOT_SIMPLE : sum(url, start + SCHEME_END.length(), true);
        if (sum != NOT_SIMPLE) {
            return sum;
        }
        String canonical = CanonicalUrl.of(url);
        return canonical == null
                ? url.hashCode()
                : sum(canonical, canonical.indexOf(SCHEME_END) + SCHEME_END.length(), false);
    }

    /**
     * Hashes the path in order, without slashes, and the parameters in any order.
     *
     * @param onlySimple whether to return {@link #NOT_SIMPLE} if the canonical form may differ in more than scheme, case,
     *     order of parameters, slashes and separators
     */
    private static long sum(String url, int start, boolean onlySimple) {
        long sum = 0;
        long part = 0;
        boolean query = false;
        for (int i = start; i < url.length(); i++) {
            char c = url.charAt(i);
            if (onlySimple && (c >= SIMPLE.length || !SIMPLE[c] || (c == '.' && url.charAt(i - 1) == '/'))) {
                return NOT_SIMPLE;
            }
            if (query ? c == '&' : c == '?') {
                sum += mixed(part);
                part = 0;
                query = true;
            } else if (c != '/') {
                part = part * 31 + (c >= 'A' && c <= 'Z' ? c + 32 : c);
            }
        }
        return sum + mixed(part);
    }

    /** Spreads the bits, so that sums of different parts seldom collide; 0 stays 0. */
    private static long mixed(long part) {
        long z = part * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 29)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 32);
    }
}
