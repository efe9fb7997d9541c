package org.skytrawl.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;

/** Translates exceptions of the network, by their type and the phase. None of them is a stop by this program. */
final class NetworkFailure {
    private NetworkFailure() {}

    /** True if each address failed by our connect timeout. */
    static boolean isOnlyConnectTimeouts(IOException e, Phase phase) {
        return phase == Phase.CONNECTING && failures(e).allMatch(each -> each instanceof SocketTimeoutException);
    }

    /** A failure before the end of the headers. */
    static FetchException beforeAnswer(HttpUrl url, Proxy proxy, Phase phase, IOException e) {
        String server = url.host() + ":" + url.port();
        if (phase != Phase.CONNECTING) {
            return unanswered(server, e);
        }
        IOException first = failures(e)
                .filter(each -> !(each instanceof SocketTimeoutException))
                .findFirst()
                .orElse(e);
        if (first instanceof ConnectException && proxy.address() instanceof InetSocketAddress address) {
            // the server must not count as down
            String gate = address.getHostString() + ":" + address.getPort();
            return failure(FailureCode.CONNECTION_FAILED, "the proxy " + gate + " refuses connections", e);
        }
        if (first instanceof SSLException) {
            return failure(FailureCode.TLS, "no secure connection to " + server + ": " + message(first), e);
        }
        if (first instanceof ConnectException && !message(first).contains("timed out")) {
            return failure(FailureCode.CONNECTION_REFUSED, server + " refuses connections", e);
        }
        return failure(FailureCode.CONNECTION_FAILED, "no connection to " + server + ": " + message(first), e);
    }

    private static FetchException failure(FailureCode code, String message, IOException e) {
        return new FetchException(code, message, null, e);
    }

    static FetchException inBody(HttpUrl url, int status, long bytes, IOException e) {
        boolean undecodable = e instanceof ZipException;
        String message = undecodable
                ? "the compressed answer of " + url.host() + " is damaged"
                : "the answer of " + url.host() + " broke off after " + bytes + " bytes";
        return new FetchException(undecodable ? FailureCode.MALFORMED : FailureCode.TRUNCATED, message, status, e);
    }

    private static FetchException unanswered(String server, IOException e) {
        if (e instanceof ProtocolException) {
            return failure(FailureCode.MALFORMED, server + " sends no proper HTTP: " + message(e), e);
        }
        // message of OkHttp for headers without an end: the stream stops, or they exceed 256 KiB
        if (e.getCause() instanceof EOFException eof
                && String.valueOf(eof.getMessage()).matches("(?s).*limit=[1-9].*")) {
            return failure(
                    FailureCode.TRUNCATED,
                    "the headers of the answer of " + server + " break off or are longer than 256 KiB",
                    e);
        }
        return failure(FailureCode.CONNECTION_RESET, server + " closed the connection without an answer", e);
    }

    /** OkHttp throws the failure of the first address and suppresses those of the others. */
    private static Stream<IOException> failures(IOException e) {
        return Stream.concat(Stream.of(e), Stream.of(e.getSuppressed()))
                .filter(IOException.class::isInstance)
                .map(IOException.class::cast);
    }

    /** OkHttp wraps the exceptions of the platform once. */
    private static String message(Throwable e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : RequestUrl.shown(message);
    }
}
