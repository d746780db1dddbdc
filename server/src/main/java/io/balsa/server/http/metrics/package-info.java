/// What the member measures, for Prometheus and for those who want JSON.
@NullMarked
package io.balsa.server.http.metrics;

import org.jspecify.annotations.NullMarked;
