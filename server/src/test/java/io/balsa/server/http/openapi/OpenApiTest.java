package io.balsa.server.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.server.Http;
import io.balsa.server.Members;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

class OpenApiTest {
    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    @Test
    void isValidAndNamesEveryRouteAndNoOther() throws Exception {
        var server = members.alone();
        var document = http.get(server, "/openapi.json").substring("200 ".length());

        var parsed = new OpenAPIV3Parser().readContents(document);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(described(parsed.getOpenAPI()))
                .containsExactlyElementsOf(served(http.get(server, "/nothing")));
    }

    private static SortedSet<String> described(OpenAPI document) {
        var routes = new TreeSet<String>();
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap()
                                .keySet()
                                .forEach(method -> routes.add(method + " " + path)));
        return routes;
    }

    /// The member itself says what it serves, to those who ask for what it does not.
    private static SortedSet<String> served(String notFound) {
        var list = notFound.substring(notFound.indexOf("there is ") + 9, notFound.indexOf("\"}"));
        return new TreeSet<>(Arrays.asList(list.split(", ")));
    }
}
