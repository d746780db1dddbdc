package io.balsa.scenarios.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What a member serves over HTTP, by its own description.
final class Routes {
    private static final String DESCRIPTION = "/io/balsa/server/http/openapi/openapi.json";

    private Routes() {}

    static Set<String> all() throws IOException {
        try (var json = Objects.requireNonNull(Routes.class.getResourceAsStream(DESCRIPTION))) {
            var paths = new TreeSet<String>();
            new ObjectMapper()
                    .readTree(json)
                    .get("paths")
                    .fieldNames()
                    .forEachRemaining(paths::add);
            return paths;
        }
    }
}
