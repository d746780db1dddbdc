package io.balsa.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:2379", "10.0.0.1:1", "[::1]:2379"})
    void readsWhatItPrints(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
        assertThat(Endpoint.parse("http://" + text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", ":1", "h:", "h:0", "h:65536", "h:x", "::1:2379"})
    void saysWhatAnEndpointLooksLike(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .hasMessage("'%s' is not an endpoint such as 127.0.0.1:2379".formatted(text));
    }

    @Test
    void saysThatThereIsNoTls() {
        assertThatThrownBy(() -> Endpoint.parse("https://h:1"))
                .hasMessageContaining("leave https:// out");
    }
}
