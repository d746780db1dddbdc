package io.balsa.server.port;

import static io.netty.handler.codec.http.HttpResponseStatus.CONTINUE;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/// One HTTP/1.1 connection. It deals with one request at a time: what a client sends ahead waits,
/// and once some of it has arrived no more is read, so answers leave in the order of their
/// requests. Confined to the connection's event loop.
///
/// It closes through its own context: closing the channel would be gRPC's doing ([HttpUnderGrpc]).
/// Futures of writing and closing are ignored: where one fails, the connection is gone, and
/// `channelInactive` says so.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http11Connection extends ChannelInboundHandlerAdapter {
    /// The event that asks to let the request under way end, but no other begin.
    record Drain() {}

    /// For how long the rest of what was refused is read and dropped. A connection closed with
    /// bytes unread is reset, and the client may then never see why.
    private static final long LINGER_NANOS = SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(Http11Connection.class);

    private enum State {
        READING,
        ANSWERING,
        ENDED
    }

    private final HttpHandler handler;
    private final ClientPortLimits limits;
    private final RequestDecoder decoder;
    private final @Nullable HttpResponse refusal;
    private final Queue<Object> sentAhead = new ArrayDeque<>();
    private State state = State.READING;
    private @Nullable ArrivingRequest request;
    private @Nullable Future<?> timer;
    private boolean catchingUp;
    private boolean draining;

    /// Serves `handler`, or answers everything with `refusal` and ends.
    Http11Connection(
            HttpHandler handler,
            ClientPortLimits limits,
            RequestDecoder decoder,
            @Nullable HttpResponse refusal) {
        this.handler = handler;
        this.limits = limits;
        this.decoder = decoder;
        this.refusal = refusal;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (refusal == null) {
            awaitRequest(context);
        } else {
            refuse(context, refusal);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Drain) {
            draining = true;
            if (state == State.READING && request == null) {
                context.close();
            }
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (state) {
            case READING -> take(context, message);
            case ANSWERING -> {
                sentAhead.add(message);
                context.channel().config().setAutoRead(false);
            }
            case ENDED -> ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof IOException) {
            LOG.debug("lost the connection of {}", context.channel().remoteAddress(), failure);
        } else {
            LOG.warn("closing the connection of {}", context.channel().remoteAddress(), failure);
        }
        context.close();
    }

    private void take(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof io.netty.handler.codec.http.HttpRequest head) {
                request = new ArrivingRequest(head, limits);
                if (request.waitsToContinue()) {
                    context.writeAndFlush(new DefaultFullHttpResponse(HTTP_1_1, CONTINUE));
                }
            }
            if (message instanceof HttpContent part && request != null) {
                request.add(part.content());
                if (part instanceof LastHttpContent) {
                    answer(context, request);
                }
            }
        } catch (HttpRefusal wrong) {
            refuse(context, wrong.response());
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(ChannelHandlerContext context, ArrivingRequest arrived) {
        state = State.ANSWERING;
        stopTimer();
        ask(context, arrived)
                .exceptionally(failure -> broken(arrived, failure))
                .thenAccept(response -> {
                    if (context.executor().inEventLoop()) {
                        send(context, arrived, response);
                    } else {
                        context.executor().execute(() -> send(context, arrived, response));
                    }
                });
    }

    private CompletionStage<FullHttpResponse> ask(
            ChannelHandlerContext context, ArrivingRequest arrived) {
        try {
            var hasCertificate = SecuredPipeline.hasCertificate(context.pipeline());
            return handler.handle(arrived.whole(hasCertificate))
                    .thenApply(response -> Encoding.of(response, arrived.isHead()));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        }
    }

    private static FullHttpResponse broken(ArrivingRequest arrived, Throwable failure) {
        LOG.warn("could not answer {}", arrived, failure);
        var response = HttpResponse.error(500, "internal error, see the log of this member");
        return Encoding.of(response, arrived.isHead());
    }

    private void send(
            ChannelHandlerContext context, ArrivingRequest arrived, FullHttpResponse response) {
        if (state == State.ENDED) {
            return; // The client has left.
        }
        var last = draining || !arrived.keepsAlive();
        HttpUtil.setKeepAlive(response.headers(), arrived.version(), !last);
        var sent = context.writeAndFlush(response);
        request = null;
        awaitReader(context, sent);
        if (last) {
            endRequests();
            sent.addListener(_ -> context.close());
        } else {
            sent.addListener(end -> goOn(context, end.isSuccess()));
        }
    }

    /// Only once an answer has left for the client, the next request is dealt with: whoever asks
    /// and does not read would otherwise fill the memory with answers.
    private void goOn(ChannelHandlerContext context, boolean hasLeft) {
        if (hasLeft && state == State.ANSWERING) {
            state = State.READING;
            awaitRequest(context);
            catchUp(context);
        }
    }

    /// Closes the connection of a client that does not take in what it is sent.
    private void awaitReader(ChannelHandlerContext context, ChannelFuture sent) {
        stopTimer();
        if (!sent.isDone()) {
            var patience = limits.patience().answerNanosMax();
            timer = context.executor().schedule(() -> cutOff(context), patience, NANOSECONDS);
        }
    }

    private static void cutOff(ChannelHandlerContext context) {
        var client = context.channel().remoteAddress();
        LOG.info("{} did not read its answer within limits.answer_timeout_ms", client);
        context.close();
    }

    /// Deals with what was sent ahead. A handler that answers at once leads back here: then the
    /// loop that is running already goes on, so the stack does not grow with what was sent ahead.
    private void catchUp(ChannelHandlerContext context) {
        if (catchingUp) {
            return;
        }
        catchingUp = true;
        while (state == State.READING && !sentAhead.isEmpty()) {
            take(context, sentAhead.remove());
        }
        catchingUp = false;
        if (state == State.READING) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void refuse(ChannelHandlerContext context, HttpResponse response) {
        end();
        var encoded = Encoding.of(handler.refused(response), false);
        HttpUtil.setKeepAlive(encoded.headers(), HTTP_1_1, false);
        var sent = context.writeAndFlush(encoded);
        awaitReader(context, sent);
        sent.addListener(_ -> linger(context));
        context.channel().config().setAutoRead(true);
    }

    private void linger(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel channel && channel.isActive()) {
            SecuredPipeline.sayGoodbye(context.pipeline());
            channel.shutdownOutput();
            stopTimer();
            timer = context.executor().schedule(() -> context.close(), LINGER_NANOS, NANOSECONDS);
        } else {
            context.close();
        }
    }

    private void awaitRequest(ChannelHandlerContext context) {
        stopTimer();
        var patience = limits.patience().httpRequestNanosMax();
        timer = context.executor().schedule(() -> timeUp(context), patience, NANOSECONDS);
    }

    private void timeUp(ChannelHandlerContext context) {
        if (!decoder.isWithinRequest()) {
            context.close();
        } else {
            var why = "the rest of the request did not come within limits.request_timeout_ms";
            refuse(context, HttpResponse.error(408, why));
        }
    }

    private void end() {
        stopTimer();
        endRequests();
    }

    private void endRequests() {
        state = State.ENDED;
        request = null;
        sentAhead.forEach(ReferenceCountUtil::release);
        sentAhead.clear();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
