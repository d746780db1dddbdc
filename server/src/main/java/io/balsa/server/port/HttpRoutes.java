package io.balsa.server.port;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Picks the handler of a request by method and path: 404 with the routes for a path that is
/// unknown, 405 with the methods that are there for one that is known.
///
/// A pattern such as `/kv/{key}` has one pair of braces for a whole segment. A slash within that
/// segment is sent as `%2F`. The first route that fits is taken. Add all routes before the first
/// request.
public final class HttpRoutes implements HttpHandler {
    private record Route(HttpMethod method, List<String> pattern, HttpHandler handler) {
        @Override
        public String toString() {
            return method + " /" + String.join("/", pattern);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    /// Adds a route.
    public HttpRoutes on(HttpMethod method, String pattern, HttpHandler handler) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a route starts with a slash: " + pattern);
        }
        var segments = pattern.equals("/") ? new String[0] : pattern.substring(1).split("/", -1);
        routes.add(new Route(method, List.of(segments), handler));
        return this;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var allowed = new LinkedHashSet<String>();
        for (var route : routes) {
            var variables = match(route.pattern, request.target().segments());
            if (variables.isPresent() && route.method == request.method()) {
                return route.handler.handle(request.withVariables(variables.get()));
            } else if (variables.isPresent()) {
                allowed.add(route.method.name());
            }
        }
        return completedStage(refusal(request, allowed));
    }

    private HttpResponse refusal(HttpRequest request, Set<String> allowed) {
        var path = request.target().path();
        if (allowed.isEmpty()) {
            var known = routes.stream().map(Route::toString).collect(joining(", "));
            return HttpResponse.error(404, "nothing at %s; there is %s".formatted(path, known));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        var allow = allowed.stream().collect(joining(", "));
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
