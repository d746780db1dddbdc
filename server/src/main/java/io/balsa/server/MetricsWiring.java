package io.balsa.server;

import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.http.keys.KeyRoutes;
import io.balsa.server.http.metrics.MetricsRoute;
import io.balsa.server.http.openraft.OpenraftMetrics;
import io.balsa.server.port.ClientPort;
import io.balsa.server.port.ClientPortLimits;
import io.balsa.server.port.HttpMethod;
import io.balsa.server.port.HttpRoutes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/// Opens a port for metrics and probes alone, where one is asked for: for a network from which
/// clients are kept away, and for those who probe a member whose clients need certificates. It
/// speaks in the clear, as those who collect metrics and probe expect.
record MetricsWiring(ServerConfig config, OpenParts parts) {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsWiring.class);

    void open(ClientWiring.Served served) throws StartException {
        var listen = config.metrics().ownPort(config.http().listen());
        if (listen == null) {
            return;
        }
        var metrics = served.metrics();
        var routes = new HttpRoutes(metrics.http());
        var json = new OpenraftMetrics(served.store()::state);
        routes.on(HttpMethod.GET, "/metrics", new MetricsRoute(metrics, json));
        KeyRoutes.addProbes(routes, served.store(), served.disk(), served.readiness());
        try {
            var port =
                    ClientPort.open(
                            listen.socketAddress(), List.of(), routes, ClientPortLimits.defaults());
            var address = listen.withPort(parts.keep(port).address().getPort());
            LOG.info("metrics at http://{}/metrics", address);
        } catch (IOException failure) {
            throw StartFailures.port("metrics", listen, "metrics.listen_addr", failure);
        }
    }
}
