package org.skytrawl.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;

/** Says in our words what the network's exceptions mean, by their type and the phase; none of them is a stop of ours. */
final class NetworkFailure {
    private NetworkFailure() {}

    /** Whether nothing but our own limits on connecting to each of several addresses ended the attempt. */
    static boolean isOnlyConnectTimeouts(IOException e, Phase phase) {
        return phase == Phase.CONNECTING && tries(e).allMatch(each -> each instanceof SocketTimeoutException);
    }

    /** A failure before the answer's headers were complete. */
    static FetchException beforeAnswer(HttpUrl url, Proxy proxy, Phase phase, IOException e) {
        String server = url.host() + ":" + url.port();
        if (phase != Phase.CONNECTING) {
            return unanswered(server, e);
        }
        // OkHttp throws the failure of the first address and suppresses those of the others.
        IOException telling = tries(e).filter(each -> !(each instanceof SocketTimeoutException))
                .findFirst()
                .orElse(e);
        if (telling instanceof ConnectException && proxy.address() instanceof InetSocketAddress address) {
            // Says nothing about the server, which must not count as down for it.
            String gate = address.getHostString() + ":" + address.getPort();
            return new FetchException(
                    FailureCode.CONNECTION_FAILED, "the proxy " + gate + " refuses connections", null, e);
        }
        if (telling instanceof SSLException) {
            return new FetchException(
                    FailureCode.TLS, "no secure connection to " + server + ": " + said(telling), null, e);
        }
        if (telling instanceof ConnectException && !said(telling).contains("timed out")) {
            return new FetchException(FailureCode.CONNECTION_REFUSED, server + " refuses connections", null, e);
        }
        return new FetchException(
                FailureCode.CONNECTION_FAILED, "no connection to " + server + ": " + said(telling), null, e);
    }

    /** A failure in the middle of the answer's body. */
    static FetchException inBody(HttpUrl url, int status, long bytes, IOException e) {
        // GzipSource names its findings so: bad magic number, CRC or length, and data after the end.
        boolean undecodable = e.getCause() instanceof DataFormatException
                || (e.getClass() == IOException.class && said(e).matches("(?s)(ID1ID2|CRC|FHCRC|ISIZE|CM|gzip).*"));
        return undecodable
                ? new FetchException(
                        FailureCode.MALFORMED, "the compressed answer of " + url.host() + " is damaged", status, e)
                : new FetchException(
                        FailureCode.TRUNCATED,
                        "the answer of " + url.host() + " broke off after " + bytes + " bytes",
                        status,
                        e);
    }

    private static FetchException unanswered(String server, IOException e) {
        if (e instanceof ProtocolException) {
            return new FetchException(FailureCode.MALFORMED, server + " sends no proper HTTP: " + said(e), null, e);
        }
        // OkHttp's word for headers without an end, be it that the stream stops or that they pass 256 KiB.
        if (e.getCause() instanceof EOFException eof
                && String.valueOf(eof.getMessage()).matches("(?s).*limit=[1-9].*")) {
            return new FetchException(
                    FailureCode.TRUNCATED,
                    "the headers of the answer of " + server + " break off or are longer than 256 KiB",
                    null,
                    e);
        }
        return new FetchException(
                FailureCode.CONNECTION_RESET, server + " closed the connection without an answer", null, e);
    }

    private static Stream<IOException> tries(IOException e) {
        return Stream.concat(Stream.of(e), Stream.of(e.getSuppressed()))
                .filter(IOException.class::isInstance)
                .map(IOException.class::cast);
    }

    /** The innermost message: OkHttp wraps the platform's exceptions once. */
    private static String said(Throwable e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : RequestUrl.shown(message);
    }
}
