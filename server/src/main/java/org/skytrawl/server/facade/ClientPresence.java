package org.skytrawl.server.facade;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Finds out whether a client has closed its connection while it waits for an answer. Jetty does not read from a connection then, so
 * that it does not see the end. A client that sends its next request before it has the answer of this one is taken to be there; that
 * request is not answered, and the connection closed after this answer.
 */
final class ClientPresence implements BooleanSupplier {
    private final Context ctx;
    private final EndPoint connection;
    private boolean gone;
    private boolean sentMore;

    private ClientPresence(Context ctx, EndPoint connection) {
        this.ctx = ctx;
        this.connection = connection;
    }

    /** The whole body must have been read. */
    static BooleanSupplier of(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        Connection connection =
                request == null ? null : request.getConnectionMetaData().getConnection();
        boolean isHttp1 = request != null && ctx.protocol().startsWith("HTTP/1");
        return connection == null || !isHttp1 ? () -> false : new ClientPresence(ctx, connection.getEndPoint());
    }

    /** Whether the client has gone. */
    @Override
    public boolean getAsBoolean() {
        if (gone || sentMore) {
            return gone;
        }
        ByteBuffer buffer = BufferUtil.allocate(1);
        try {
            int read = connection.fill(buffer);
            gone = read < 0;
            sentMore = read > 0;
        } catch (IOException e) {
            gone = true;
        }
        if (sentMore) {
            ctx.header("Connection", "close");
        }
        return gone;
    }
}
