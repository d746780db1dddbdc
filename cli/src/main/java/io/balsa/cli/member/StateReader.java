package io.balsa.cli.member;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.balsa.client.Endpoint;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Asks members how they are, all at the same time.
public final class StateReader implements AutoCloseable {
    private static final int OK = 200;

    private final Duration patience;
    private final HttpClient http;

    /// @param patience how long a member may take to answer
    public StateReader(Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder().version(HTTP_1_1).connectTimeout(patience).build();
    }

    /// An answer, or the reason why there is none.
    public sealed interface Report {
        record Known(MemberState state) implements Report {}

        record Unknown(String reason) implements Report {}
    }

    /// One report for each endpoint, in their order.
    public List<Report> reports(List<Endpoint> endpoints) {
        var reports = endpoints.stream().map(this::report).toList();
        return reports.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Report> report(Endpoint endpoint) {
        var request =
                HttpRequest.newBuilder(URI.create("http://%s/status".formatted(endpoint)))
                        .timeout(patience)
                        .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(StateReader::read)
                .exceptionally(failure -> new Report.Unknown(reason(failure)));
    }

    private static Report read(HttpResponse<String> answer) {
        if (answer.statusCode() != OK) {
            return new Report.Unknown("answered with status %d".formatted(answer.statusCode()));
        }
        try {
            return new Report.Known(MemberState.parse(answer.body()));
        } catch (JsonProcessingException | IllegalArgumentException failure) {
            return new Report.Unknown("not a Balsa member: " + failure.getMessage());
        }
    }

    private static String reason(Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return switch (cause) {
            case HttpTimeoutException _ -> "no answer";
            case ConnectException _ -> "connection refused";
            default -> requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
