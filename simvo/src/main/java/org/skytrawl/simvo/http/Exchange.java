package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class Exchange implements Wire {
    private final Connection connection;
    private final RequestHead request;
    private @Nullable AnswerStream answer;
    private boolean improper;
    private boolean complete;
    private boolean counted;

    Exchange(Connection connection, RequestHead request) {
        this.connection = connection;
        this.request = request;
    }

    @Override
    public void send(Response response) throws IOException {
        if (begun()) {
            throw new IllegalStateException("the request has been answered already");
        }
        answer = new AnswerStream(connection.out(), response, request, request.keepsAlive());
        response.body().writeTo(answer);
        if (!request.keepsAlive()) {
            connection.uncount();
        }
        end();
        answer.finish();
        complete = true;
    }

    @Override
    public OutputStream raw() {
        improper = true;
        return connection.out();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (connection.in().goneWithin(time)) {
            connection.close();
        }
    }

    @Override
    public void hang() throws InterruptedException {
        improper = true;
        connection.in().awaitGone();
    }

    @Override
    public void reset() throws IOException {
        improper = true;
        end();
        connection.reset();
    }

    void begin() {
        counted = true;
        connection.host().requestBegins();
    }

    /** Before the client can see the end: its next request must not be counted beside this one. */
    void end() {
        if (counted) {
            counted = false;
            connection.host().requestEnds();
        }
    }

    boolean begun() {
        return improper || (answer != null && answer.begun());
    }

    boolean reusable() {
        return complete && !improper && request.keepsAlive();
    }
}
