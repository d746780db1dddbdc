package io.balsa.server.port;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Picks the handler of a request by method and path: 404 with the routes for a path that is
/// unknown, 405 with the methods that are there for one that is known, and these, too, for
/// `OPTIONS`.
///
/// A pattern such as `/kv/{key}` has one pair of braces for a whole segment. A slash within that
/// segment is sent as `%2F`. The first route that fits is taken. Add all routes before the first
/// request.
public final class HttpRoutes implements HttpHandler {
    /// In place of a pattern, for every path that no route has.
    public static final String NOWHERE = "unknown";

    private record Route(
            HttpMethod method, String pattern, List<String> segments, HttpHandler handler) {
        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    private final List<Route> routes = new ArrayList<>();
    private final Witness witness;

    /// Routes that nobody watches.
    public HttpRoutes() {
        this((_, _, _, _) -> {});
    }

    /// @param witness is told of every answer
    public HttpRoutes(Witness witness) {
        this.witness = witness;
    }

    /// Sees what is answered.
    @FunctionalInterface
    public interface Witness {
        /// Must be quick.
        ///
        /// @param pattern of the route, [#NOWHERE] where none fits
        /// @param status 500 when the handler failed
        /// @param nanos from the whole request to its answer
        void onAnswered(HttpMethod method, String pattern, int status, long nanos);

        /// The port has refused what never became a request. Must be quick.
        default void onRefused(int status) {}
    }

    /// Adds a route.
    public HttpRoutes on(HttpMethod method, String pattern, HttpHandler handler) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a route starts with a slash: " + pattern);
        }
        var segments = pattern.equals("/") ? new String[0] : pattern.substring(1).split("/", -1);
        routes.add(new Route(method, pattern, List.of(segments), handler));
        return this;
    }

    /// All routes, as in `GET /kv/{key}`.
    public List<String> all() {
        return routes.stream().map(Route::toString).toList();
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var since = System.nanoTime();
        var allowed = new LinkedHashSet<String>();
        var known = NOWHERE;
        for (var route : routes) {
            var variables = match(route.segments, request.target().segments());
            if (variables.isPresent() && route.method == request.method()) {
                return witnessed(request.withVariables(variables.get()), route, since);
            } else if (variables.isPresent()) {
                known = route.pattern;
                allowed.add(route.method.name());
            }
        }
        var refusal = refusal(request, allowed);
        witness.onAnswered(request.method(), known, refusal.status(), System.nanoTime() - since);
        return completedStage(refusal);
    }

    @Override
    public HttpResponse refused(HttpResponse refusal) {
        witness.onRefused(refusal.status());
        return refusal;
    }

    private CompletionStage<HttpResponse> witnessed(HttpRequest request, Route route, long since) {
        return route.handler
                .handle(request)
                .whenComplete((response, failure) -> {
                    var status = failure == null ? response.status() : 500;
                    witness.onAnswered(
                            route.method, route.pattern, status, System.nanoTime() - since);
                });
    }

    private HttpResponse refusal(HttpRequest request, Set<String> allowed) {
        var path = request.target().path();
        if (allowed.isEmpty()) {
            var known = String.join(", ", all());
            return HttpResponse.error(404, "nothing at %s; there is %s".formatted(path, known));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        var allow = allowed.stream().collect(joining(", "));
        if (request.method() == HttpMethod.OPTIONS) {
            return new HttpResponse(204, Map.of("allow", allow), ByteBuffer.allocate(0));
        }
        var message = "%s does not take %s, but %s".formatted(path, request.method(), allow);
        return HttpResponse.error(405, message).with("allow", allow);
    }

    /// What the braces stand for, or nothing if the segments do not fit the pattern.
    private static Optional<Map<String, String>> match(
            List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return Optional.empty();
        }
        var variables = new LinkedHashMap<String, String>();
        for (var i = 0; i < pattern.size(); i++) {
            var wanted = pattern.get(i);
            if (wanted.startsWith("{")) {
                variables.put(wanted.substring(1, wanted.length() - 1), segments.get(i));
            } else if (!wanted.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
