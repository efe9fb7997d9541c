package org.skytrawl.net;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to ask of a server. Immutable.
 *
 * <p>The URL is taken as registered: its query goes over the wire byte for byte, but that characters which are
 * illegal in a URL (blank, quotes, angle brackets, everything beyond ASCII) are percent-encoded, tabs and line breaks
 * left out, and a fragment is not sent.
 *
 * @param url an http or https URL; another one is found out by the fetch, since it comes from data, not from code
 * @param method GET, or POST with the form as its body
 * @param form the parameters of a POST in their order, names may repeat; empty for GET
 * @param accept the Accept header, null for none
 * @param privateAddressesAllowed whether hosts of private networks and this machine may be asked
 * @param maxBytes how many bytes of body, decoded, are accepted
 * @param verbatim whether the bytes are wanted as the server keeps them: no compression is asked for, and what comes
 *     compressed nevertheless is not unpacked
 * @param rest what is still wanted of them, null for all
 */
public record FetchRequest(
        String url,
        Method method,
        List<Field> form,
        @Nullable String accept,
        boolean privateAddressesAllowed,
        long maxBytes,
        boolean verbatim,
        @Nullable Rest rest) {
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** The HTTP methods in use. */
    public enum Method {
        /** Everything is in the URL. */
        GET,
        /** The form is sent as {@code application/x-www-form-urlencoded}, in UTF-8. */
        POST
    }

    /**
     * The rest of something of which the beginning is there (RFC 9110 sections 14.2 and 13.1.5): answered with 206, or
     * with 200 and all of it if it is no longer the same, or if the server cannot do this.
     *
     * @param fromByte how many bytes are there, at least 1
     * @param validator a strong entity tag or a date of last modification, as the server gave it
     */
    public record Rest(long fromByte, String validator) {
        public Rest {
            if (fromByte < 1) {
                throw new IllegalArgumentException("fromByte must be positive, but is " + fromByte);
            }
            if (validator.isBlank() || validator.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("validator must be printable ASCII, but is " + validator);
            }
        }
    }

    /** A parameter of a form, not yet encoded. */
    public record Field(String name, String value) {}

    public FetchRequest {
        form = List.copyOf(form);
        if (method == Method.GET && !form.isEmpty()) {
            throw new IllegalArgumentException("a GET has no form, but these were given: " + form);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive, but is " + maxBytes);
        }
        if (accept != null && accept.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("accept must be printable ASCII, but is " + accept);
        }
    }

    /** Gets this URL; public addresses only, at most {@link #DEFAULT_MAX_BYTES}. */
    public static FetchRequest get(String url) {
        return new FetchRequest(url, Method.GET, List.of(), null, false, DEFAULT_MAX_BYTES, false, null);
    }

    /** Posts this form; public addresses only, at most {@link #DEFAULT_MAX_BYTES}. */
    public static FetchRequest post(String url, List<Field> form) {
        return new FetchRequest(url, Method.POST, form, null, false, DEFAULT_MAX_BYTES, false, null);
    }

    public FetchRequest accepting(String mediaTypes) {
        return new FetchRequest(url, method, form, mediaTypes, privateAddressesAllowed, maxBytes, verbatim, rest);
    }

    public FetchRequest allowingPrivateAddresses(boolean allowed) {
        return new FetchRequest(url, method, form, accept, allowed, maxBytes, verbatim, rest);
    }

    public FetchRequest atMostBytes(long bytes) {
        return new FetchRequest(url, method, form, accept, privateAddressesAllowed, bytes, verbatim, rest);
    }

    /** The same, for the bytes as the server keeps them. */
    public FetchRequest asKept() {
        return new FetchRequest(url, method, form, accept, privateAddressesAllowed, maxBytes, true, rest);
    }

    /** The same, for what is missing of bytes as the server keeps them. */
    public FetchRequest resuming(Rest missing) {
        return new FetchRequest(url, method, form, accept, privateAddressesAllowed, maxBytes, true, missing);
    }

    /** The form as it is sent: {@code a=1&b=x+y}. */
    String encodedForm() {
        return form.stream()
                .map(f -> encode(f.name()) + "=" + encode(f.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
