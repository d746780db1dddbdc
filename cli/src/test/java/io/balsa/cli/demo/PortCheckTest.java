package io.balsa.cli.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

class PortCheckTest {
    @Test
    void namesThePortInUseAndTheOptionThatChangesIt() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var used = socket.getLocalPort();

            assertThatThrownBy(() -> PortCheck.requireFree(List.of(used), List.of()))
                    .hasMessageStartingWith(
                            "%d in use: choose others, such as --client-ports ".formatted(used));
        }
    }

    @Test
    void aPortServesOnePurpose() {
        assertThatThrownBy(() -> PortCheck.requireFree(List.of(7), List.of(7)))
                .hasMessage("--client-ports and --peer-ports name a port twice");
    }

    @Test
    void aPortIsANumberThatSocketsTake() {
        assertThatThrownBy(() -> PortCheck.requireFree(List.of(1), List.of(70_000)))
                .hasMessage("--peer-ports: 70000 is not a port");
    }
}
