package io.balsa.raft.http;

import static io.balsa.raft.testkit.contract.Waiting.until;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// What operators read of a class during a test.
final class Lines extends AppenderBase<ILoggingEvent>
        implements BeforeEachCallback, AfterEachCallback {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger;

    Lines(Class<?> source) {
        logger = (Logger) LoggerFactory.getLogger(source);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
        logger.addAppender(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    /// Those that hold all of `parts`.
    List<String> with(String... parts) {
        return lines.stream().filter(line -> Stream.of(parts).allMatch(line::contains)).toList();
    }

    /// Waits for a line that holds all of `parts`.
    void await(String... parts) {
        until(String.join(", ", parts) + " in " + lines, () -> !with(parts).isEmpty());
    }
}
