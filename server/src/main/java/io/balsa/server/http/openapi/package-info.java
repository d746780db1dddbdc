/// The description of all HTTP routes, as a document of OpenAPI 3.1.
@NullMarked
package io.balsa.server.http.openapi;

import org.jspecify.annotations.NullMarked;
