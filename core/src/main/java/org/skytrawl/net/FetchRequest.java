package org.skytrawl.net;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request. Immutable.
 *
 * <p>The query of the URL is sent byte for byte, except: characters that are illegal in a URL (blank, quotes, angle
 * brackets, non-ASCII) are percent-encoded, tabs and line breaks removed, and the fragment is not sent.
 *
 * @param url an http or https URL; checked by the fetch, since it comes from data
 * @param form the parameters of a POST in order, names may repeat; empty for GET
 * @param accept the Accept header, null for none
 * @param privateAddressesAllowed true if hosts of private networks and this machine are allowed
 * @param maxBytes limit of the decoded body
 * @param verbatim true to request no compression and to decompress nothing
 * @param rest the missing part of the body, null for all
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

    public enum Method {
        GET,
        /**
         * Sends the form in UTF-8, as {@code application/x-www-form-urlencoded}, or as {@code multipart/form-data} (RFC 7578) if a
         * field is a file.
         */
        POST
    }

    /**
     * The rest of a body whose beginning is known (RFC 9110 sections 14.2 and 13.1.5). The answer is 206, or 200 with the
     * whole body if it has changed or the server cannot send parts.
     *
     * @param fromByte number of known bytes, at least 1
     * @param validator strong entity tag or Last-Modified date, as sent by the server
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

    /**
     * One field of a form.
     *
     * @param file name and media type if it is a file, or null
     */
    public record Field(String name, String value, @Nullable FileType file) {
        public Field(String name, String value) {
            this(name, value, null);
        }
    }

    public record FileType(String fileName, String mediaType) {}

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

    /** Public addresses only, at most {@link #DEFAULT_MAX_BYTES}. */
    public static FetchRequest get(String url) {
        return new FetchRequest(url, Method.GET, List.of(), null, false, DEFAULT_MAX_BYTES, false, null);
    }

    /** Public addresses only, at most {@link #DEFAULT_MAX_BYTES}. */
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

    /** Without compression. */
    public FetchRequest asKept() {
        return new FetchRequest(url, method, form, accept, privateAddressesAllowed, maxBytes, true, rest);
    }

    /** Without compression. */
    public FetchRequest resuming(Rest missing) {
        return new FetchRequest(url, method, form, accept, privateAddressesAllowed, maxBytes, true, missing);
    }

    boolean isMultipart() {
        return form.stream().anyMatch(field -> field.file() != null);
    }

    /** The form as sent: {@code a=1&b=x+y}. */
    String encodedForm() {
        return form.stream()
                .map(f -> encode(f.name()) + "=" + encode(f.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
