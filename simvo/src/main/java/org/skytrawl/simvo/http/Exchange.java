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
    private RequestsAtOnce.@Nullable Answering counted;
    private boolean abandoned;

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
        end(false);
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
        abandoned = true;
    }

    @Override
    public void reset() throws IOException {
        improper = true;
        end(false);
        connection.reset();
    }

    void begin() {
        counted = connection.host().atOnce().begin();
    }

    /**
     * Before the client can see the end: its next request must not be counted beside this one.
     *
     * @param gone whether the client left before
     */
    void end(boolean gone) {
        RequestsAtOnce.Answering ending = counted;
        if (ending != null) {
            counted = null;
            connection.host().atOnce().end(ending, gone || abandoned);
        }
    }

    boolean begun() {
        return improper || (answer != null && answer.begun());
    }

    boolean reusable() {
        return complete && !improper && request.keepsAlive();
    }
}
