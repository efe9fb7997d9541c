package org.skytrawl.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that answers no connect at all: its queue of waiting connections is full. */
public final class FullBacklog implements Closeable {
    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();

    public FullBacklog(String address, int port) throws IOException {
        listening = new ServerSocket(port, 1, InetAddress.getByName(address));
        try {
            while (waiting.size() < 100) {
                Socket socket = new Socket();
                waiting.add(socket);
                socket.connect(new InetSocketAddress(address, port()), 200);
            }
        } catch (SocketTimeoutException e) {
            return;
        }
        throw new IllegalStateException("this platform lets everyone wait");
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        listening.close();
    }
}
