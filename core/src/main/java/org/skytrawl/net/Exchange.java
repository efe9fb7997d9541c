package org.skytrawl.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * One request and its answer: watches deadline and cancellation until it is closed, and reports its phase to the context.
 * A stop records the cause, then calls {@link Call#cancel}; the blocked read or connect fails and looks up the cause. The
 * call timeout of OkHttp could not tell which cause came first.
 */
final class Exchange extends EventListener implements Closeable {
    private final FetchContext context;
    private final Set<Exchange> open;
    private final OpenFiles files;
    private final Call call;
    private final Cancellation.Registration registration;
    private final List<Future<?>> timing = new ArrayList<>(1);
    private volatile boolean pooled = true;
    private volatile boolean acquired;
    private volatile boolean closed;
    private volatile @Nullable Future<?> idleTimer;
    private @Nullable Response response;

    /** Thrown through OkHttp from {@link #connectStart} to end a call that was cancelled just before. */
    private static final class CancelledBeforeConnect extends RuntimeException {
        private static final long serialVersionUID = 1;

        CancelledBeforeConnect() {
            super("cancelled before the connect", null, false, false);
        }
    }

    /** Parameters of the call, attached to the request as its tag. */
    record Plan(Proxy proxy, Dns dns, int connectTimeoutMs, int readTimeoutMs) {
        private static final int GRACE_MS = 1_000;
        /** The socket timeout counts while this process stands still; it must not end the answer then. */
        private static final int READ_GRACE_MS = 600_000;

        /**
         * OkHttp tries the addresses in turn with one timeout each, so each gets an equal share. A single address gets
         * more than all, so that the deadline ends it. The read timeout is a safety net behind the deadline.
         */
        static Plan within(Deadline connected, Deadline whole, Proxy proxy, Dns dns, int addresses) {
            long leftMs = connected.leftNanos() / 1_000_000;
            long shareMs = addresses == 1 ? leftMs + GRACE_MS : Math.max(1, leftMs / addresses);
            long allMs = whole.leftNanos() / 1_000_000 + READ_GRACE_MS;
            return new Plan(
                    proxy, dns, (int) Math.min(shareMs, Integer.MAX_VALUE), (int) Math.min(allMs, Integer.MAX_VALUE));
        }
    }

    /** @param open contains this exchange until it is closed */
    Exchange(
            OkHttpClient client,
            ScheduledExecutorService timers,
            Request request,
            FetchContext context,
            Set<Exchange> open,
            OpenFiles files) {
        this.context = context;
        this.open = open;
        this.files = files;
        this.call = client.newCall(request);
        call.addEventListener(this);
        at(context.deadline(), timers, () -> stop(StopCause.TIMEOUT));
        if (!context.standstill().isNever()) {
            watchStandstill(timers);
        } else if (context.due() != context.deadline()) {
            at(context.due(), timers, this::stopUnlessConnected);
        }
        this.registration = context.cancellation().onCancel(() -> stop(StopCause.CANCELLED));
        open.add(this);
        context.stoppedBy(call::cancel);
    }

    private void at(Deadline when, ScheduledExecutorService timers, Runnable what) {
        if (!when.isNever()) {
            timing.add(timers.schedule(() -> whenOver(when, timers, what), when.leftNanos(), TimeUnit.NANOSECONDS));
        }
    }

    /** If this process stood still, the timer fires before the deadline and is set again. */
    private void whenOver(Deadline when, ScheduledExecutorService timers, Runnable what) {
        if (closed) {
            return;
        }
        if (when.isOver()) {
            what.run();
        } else {
            var unused =
                    timers.schedule(() -> whenOver(when, timers, what), when.leftNanos() + 1, TimeUnit.NANOSECONDS);
        }
    }

    private void watchStandstill(ScheduledExecutorService timers) {
        Deadline standstill = context.standstill();
        if (standstill.isOver()) {
            stop(StopCause.TIMEOUT);
        } else {
            Future<?> timer =
                    timers.schedule(() -> watchStandstill(timers), standstill.leftNanos(), TimeUnit.NANOSECONDS);
            idleTimer = timer;
            if (closed) {
                // closed before the new timer was stored
                timer.cancel(false);
            }
        }
    }

    private void stopUnlessConnected() {
        if (context.due().isOver()) {
            stop(StopCause.TIMEOUT);
        }
    }

    /** Sends the request and waits for the headers of the answer. */
    void execute() throws IOException {
        try {
            response = call.execute();
        } catch (CancelledBeforeConnect e) {
            throw new IOException(e);
        }
    }

    void stop(StopCause cause) {
        context.stop(cause);
        call.cancel();
    }

    boolean isStopped() {
        return call.isCanceled();
    }

    FetchContext context() {
        return context;
    }

    HttpUrl url() {
        return call.request().url();
    }

    Response response() {
        return Objects.requireNonNull(response, "not executed");
    }

    /** True if the connection was opened for an earlier exchange. */
    boolean usesPooledConnection() {
        return pooled;
    }

    /** Closes the connection without reading the rest of the answer. */
    void abandon() {
        call.cancel();
    }

    @Override
    public void close() {
        closed = true;
        open.remove(this);
        registration.close();
        Future<?> idle = idleTimer;
        if (idle != null) {
            idle.cancel(false);
        }
        timing.forEach(timer -> timer.cancel(false));
        if (response != null) {
            response.close();
        }
        context.stoppedBy(null);
        if (acquired) {
            files.freed();
        }
    }

    @Override
    public void connectStart(Call started, InetSocketAddress address, Proxy proxy) {
        connecting(started);
    }

    @Override
    public void secureConnectStart(Call started) {
        connecting(started);
    }

    @Override
    public void connectionAcquired(Call started, Connection connection) {
        acquired = true;
        context.enter(Phase.WAITING);
    }

    @Override
    public void responseHeadersEnd(Call ended, Response headers) {
        context.enter(Phase.READING);
    }

    /**
     * OkHttp loses a cancel between its last check of the flag and the moment when the connect becomes cancellable. That
     * moment has just passed: a flag that is set now may have been lost, a later one is not.
     */
    private void connecting(Call started) {
        pooled = false;
        context.enter(Phase.CONNECTING);
        if (started.isCanceled()) {
            throw new CancelledBeforeConnect();
        }
    }
}
